/* Counts bits of runs of words: carry-save adders fold eight words into one of weight 8, so that few words are counted the long way. */
#ifndef EDGE_POPCOUNT_H
#define EDGE_POPCOUNT_H

#include "../include/edge_table.h"
#include "inline.h"
#include "two.h"

/* total + the bits set in v. */
EDGE_INLINE uint32_t edge_add_popcount(uint32_t total, uint32_t v)
{
#if defined(__riscv_zbb)
    return total + (uint32_t)__builtin_popcount(v);
#else
    v -= (v >> 1) & 0x55555555u;
    v = (v & 0x33333333u) + ((v >> 2) & 0x33333333u);
    v = (v + (v >> 4)) & 0x0f0f0f0fu;
#if defined(__GNUC__) && defined(__ARM_FEATURE_DSP)
    __asm__("usada8 %0, %1, %2, %0" : "+r"(total) : "r"(v), "r"(0));
    return total;
#else
    return total + ((v * 0x01010101u) >> 24);
#endif
#endif
}

/* a + b + c = 2 * carry + sum, bit by bit; a becomes the sum. */
EDGE_INLINE uint32_t edge_carry(uint32_t *a, uint32_t b, uint32_t c)
{
    uint32_t half = *a ^ b;
    uint32_t carry = (*a & b) | (half & c);
    *a = half ^ c;
    return carry;
}

/* What a row counts: the bits in which w and x differ, the same under a mask, the bits of w alone. */
enum edge_bits { EDGE_DIFFERING, EDGE_DIFFERING_UNDER_MASK, EDGE_SET };

EDGE_INLINE uint32_t edge_bits_of(enum edge_bits kind, uint32_t w, uint32_t mask, uint32_t x)
{
    return kind == EDGE_SET ? w : kind == EDGE_DIFFERING ? w ^ x : (w ^ x) & mask;
}

/* Adds words `at` and `at` + 1 to the count of ones; the result weighs 2. */
EDGE_INLINE uint32_t edge_carry_two(enum edge_bits kind, const edge_word *w, const edge_word *mask, const edge_word *x, unsigned at, uint32_t *ones)
{
    edge_two a = edge_two_at(w, at);
    edge_two m = kind == EDGE_DIFFERING_UNDER_MASK ? edge_two_at(mask, at) : a;
    edge_two b = kind == EDGE_SET ? a : edge_two_at(x, at);
    return edge_carry(ones, edge_bits_of(kind, a.first, m.first, b.first), edge_bits_of(kind, a.second, m.second, b.second));
}

EDGE_INLINE uint32_t edge_count_bits(enum edge_bits kind, const edge_word *w, const edge_word *mask, const edge_word *x, uint32_t words)
{
    uint32_t total = 0;
#if !defined(__riscv_zbb) && !defined(__OPTIMIZE_SIZE__)
    uint32_t ones = 0, twos = 0, fours = 0;
    for (const edge_word *end = w + (words & ~7u); w != end; w += 8) { /* hot */
        uint32_t t0 = edge_carry_two(kind, w, mask, x, 0, &ones);
        uint32_t t1 = edge_carry_two(kind, w, mask, x, 2, &ones);
        EDGE_OPAQUE(ones);
        uint32_t f0 = edge_carry(&twos, t0, t1);
        EDGE_OPAQUE(twos);
        t0 = edge_carry_two(kind, w, mask, x, 4, &ones);
        t1 = edge_carry_two(kind, w, mask, x, 6, &ones);
        uint32_t f1 = edge_carry(&twos, t0, t1);
        total = edge_add_popcount(total, edge_carry(&fours, f0, f1));
        mask += 8;
        x += 8;
    }
    words &= 7;
    total = edge_add_popcount(2 * total, fours);
    total = edge_add_popcount(2 * total, twos);
    total = edge_add_popcount(2 * total, ones);
#endif
    for (uint32_t k = 0; k < words; k++) {
        total = edge_add_popcount(total, edge_bits_of(kind, w[k], mask[k], x[k]));
    }
    return total;
}

#endif
