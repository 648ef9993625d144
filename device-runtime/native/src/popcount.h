/* Counts bits of runs of words: carry-save adders fold eight words into one of weight 8, so that few words are counted the long way. */
#ifndef EDGE_POPCOUNT_H
#define EDGE_POPCOUNT_H

#include "../include/edge_table.h"
#include "inline.h"

#if defined(__riscv_zbb)
EDGE_INLINE uint32_t edge_popcount(uint32_t v)
{
    return (uint32_t)__builtin_popcount(v);
}
#else
EDGE_INLINE uint32_t edge_popcount(uint32_t v)
{
    v -= (v >> 1) & 0x55555555u;
    v = (v & 0x33333333u) + ((v >> 2) & 0x33333333u);
    v = (v + (v >> 4)) & 0x0f0f0f0fu;
    return (v * 0x01010101u) >> 24;
}
#endif

/* a + b + c = 2 * carry + sum, bit by bit; a becomes the sum. */
EDGE_INLINE uint32_t edge_carry(uint32_t *a, uint32_t b, uint32_t c)
{
    uint32_t half = *a ^ b;
    uint32_t carry = (*a & b) | (half & c);
    *a = half ^ c;
    return carry;
}

#if defined(__riscv_zbb)
#define EDGE_COUNT_BITS(total, word, words)             \
    for (uint32_t k = 0; k < (words); k++) { /* hot */  \
        (total) += edge_popcount(word(k));              \
    }
#else
#define EDGE_COUNT_BITS(total, word, words)                                      \
    {                                                                            \
        uint32_t k = 0, ones = 0, twos = 0, fours = 0, eights = 0;               \
        for (; k + 8 <= (words); k += 8) { /* hot */                             \
            uint32_t t0 = edge_carry(&ones, word(k), word(k + 1));               \
            uint32_t t1 = edge_carry(&ones, word(k + 2), word(k + 3));           \
            uint32_t f0 = edge_carry(&twos, t0, t1);                             \
            t0 = edge_carry(&ones, word(k + 4), word(k + 5));                    \
            t1 = edge_carry(&ones, word(k + 6), word(k + 7));                    \
            uint32_t f1 = edge_carry(&twos, t0, t1);                             \
            eights += edge_popcount(edge_carry(&fours, f0, f1));                 \
        }                                                                        \
        for (; k < (words); k++) {                                               \
            (total) += edge_popcount(word(k));                                   \
        }                                                                        \
        (total) += 8 * eights + 4 * edge_popcount(fours) + 2 * edge_popcount(twos) + edge_popcount(ones); \
    }
#endif

#endif
