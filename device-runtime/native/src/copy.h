/* Copies of a few bytes: no call, and words where the core can read them there. */
#ifndef EDGE_COPY_H
#define EDGE_COPY_H

#include "../include/edge_table.h"
#include "inline.h"

#if defined(__GNUC__) && defined(__ARM_FEATURE_UNALIGNED)
typedef uint32_t __attribute__((__may_alias__, __aligned__(1))) edge_loose_word;
#define EDGE_READS_LOOSE_WORDS 1
#else
typedef edge_word edge_loose_word;
#define EDGE_READS_LOOSE_WORDS 0
#endif

/* Returns the place behind the copy. */
EDGE_INLINE uint8_t *edge_copy(uint8_t *to, const uint8_t *from, uint32_t count)
{
#if !defined(__OPTIMIZE_SIZE__)
    if (EDGE_READS_LOOSE_WORDS || (((uintptr_t)to | (uintptr_t)from) & 3) == 0) {
        for (const uint8_t *end = from + (count & ~15u); from != end; from += 16, to += 16) {
            for (unsigned i = 0; i < 4; i++) {
                uint32_t word = ((const edge_loose_word *)(const void *)from)[i];
                EDGE_OPAQUE(word); /* the compiler makes no call of it */
                ((edge_loose_word *)(void *)to)[i] = word;
            }
        }
        count &= 15;
    }
#endif
    while (count > 0) {
        uint32_t byte = *from++;
        EDGE_OPAQUE(byte);
        *to++ = (uint8_t)byte;
        count--;
    }
    return to;
}

/* Returns the place behind `count` bytes of `value`. */
EDGE_INLINE uint8_t *edge_fill(uint8_t *to, uint32_t value, uint32_t count)
{
    while (count > 0) {
        EDGE_OPAQUE(value);
        *to++ = (uint8_t)value;
        count--;
    }
    return to;
}

#endif
