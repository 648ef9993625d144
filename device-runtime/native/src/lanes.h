/*
 * Row lanes (FORMAT.md section 5): a 64-bit word is two 32-bit words of two 16-bit lanes, a lane holds 16 / bits fields of one output.
 *
 *     (word >> bits * j) & mask      the fields of two outputs for input j, one in each half
 *     ... * value                    two products with one multiply: neither half overflows for `flush` blocks
 */
#ifndef EDGE_LANES_H
#define EDGE_LANES_H

#include "../include/edge_table.h"
#include "inline.h"

#if defined(__OPTIMIZE_SIZE__)

#define EDGE_FOUR(j)                                         \
    a += ((word >> ((j) * bits)) & mask) * x[j];             \
    a += ((word >> (((j) + 1) * bits)) & mask) * x[(j) + 1]; \
    a += ((word >> (((j) + 2) * bits)) & mask) * x[(j) + 2]; \
    a += ((word >> (((j) + 3) * bits)) & mask) * x[(j) + 3];

/* Two outputs at a time, so that all that is needed fits into the registers of a small frame. */
EDGE_INLINE void edge_lanes(unsigned bits, const edge_layer *layer, const edge_plane *plane, const edge_row *row, uint32_t channel)
{
    const uint32_t fields = 16 / bits;
    uint32_t mask = ((1u << bits) - 1) * 0x10001u;
    const uint32_t stride = ((uint32_t)layer->output_channels + 3) / 4 * 2;
    EDGE_OPAQUE(mask);
    uint32_t pairs = stride - channel / 2 < 4 ? stride - channel / 2 : 4;
    uint32_t *sums = row->sums;
    for (uint32_t pair = 0; pair < pairs; pair++, sums += 2) {
        const edge_word *w = (const edge_word *)plane->weights + channel / 2 + pair;
        const uint8_t *x = row->bytes;
        uint32_t left = layer->inputs;
        while (left > 0) {
            uint32_t a = 0;
            for (uint32_t blocks = plane->flush; blocks > 0 && left > 0; blocks--) {
                uint32_t word = *w;
                w += stride;
                if (left >= fields) {
                    EDGE_FOUR(0)
                    if (bits <= 2) {
                        EDGE_FOUR(4)
                    }
                    if (bits == 1) {
                        EDGE_FOUR(8)
                        EDGE_FOUR(12)
                    }
                    x += fields;
                    left -= fields;
                } else {
                    for (; left > 0; left--) {
                        a += (word & mask) * *x++;
                        word >>= bits;
                    }
                }
            }
            sums[0] += a & 0xffffu;
            sums[1] += a >> 16;
        }
    }
}

#else

/* Eight outputs share a load where registers allow it, else four. */
#if defined(__thumb__) && !defined(__thumb2__)
#define EDGE_WIDE 0
#else
#define EDGE_WIDE 1
#endif

/* The hot blocks of a Cortex-M are written in its instructions where the compiler leaves enough registers to do so. */
#if defined(__GNUC__) && defined(__thumb__) && defined(__OPTIMIZE__) && !defined(__OPTIMIZE_SIZE__) && !defined(__PIC__)
#define EDGE_ARM_BLOCKS 1
#else
#define EDGE_ARM_BLOCKS 0
#endif

/* Value `at` meets field j: one load serves the outputs of two words, or of four. */
#define EDGE_FIELD(at, j)                                \
    {                                                    \
        uint32_t value = x[at];                          \
        a0 += ((w0 >> ((j) * bits)) & mask) * value;     \
        a1 += ((w1 >> ((j) * bits)) & mask) * value;     \
        if (wide) {                                      \
            a2 += ((w2 >> ((j) * bits)) & mask) * value; \
            a3 += ((w3 >> ((j) * bits)) & mask) * value; \
        }                                                \
        EDGE_IN_ORDER(a0, a1, a2, a3);                   \
    }

#define EDGE_FOUR_FIELDS(at, j)  \
    EDGE_FIELD(at, j)            \
    EDGE_FIELD((at) + 1, (j) + 1) \
    EDGE_FIELD((at) + 2, (j) + 2) \
    EDGE_FIELD((at) + 3, (j) + 3)

/* A block of 16 / bits values from x[at] on. */
#define EDGE_BLOCK(at)                                                                     \
    {                                                                                      \
        uint32_t w0 = w[0], w1 = w[1], w2 = wide ? w[2] : 0, w3 = wide ? w[3] : 0;         \
        w += stride;                                                                       \
        EDGE_FOUR_FIELDS(at, 0)                                                            \
        if (bits <= 2) {                                                                   \
            EDGE_FOUR_FIELDS((at) + 4, 4)                                                  \
        }                                                                                  \
        if (bits == 1) {                                                                   \
            EDGE_FOUR_FIELDS((at) + 8, 8)                                                  \
            EDGE_FOUR_FIELDS((at) + 12, 12)                                                \
        }                                                                                  \
    }

/* Sixteen values, in as many blocks as it takes; where code must be small, block by block instead. */
#if EDGE_ARM_BLOCKS
#include "lanes_arm.h"
#define EDGE_SIXTEENS 1
#elif !defined(__OPTIMIZE_SIZE__)
#define EDGE_SIXTEENS 1
#define EDGE_SIXTEEN                 \
    {                                \
        EDGE_BLOCK(0)                \
        if (bits >= 2) {             \
            EDGE_BLOCK(fields)       \
        }                            \
        if (bits == 4) {             \
            EDGE_BLOCK(2 * fields)   \
            EDGE_BLOCK(3 * fields)   \
        }                            \
        x += 16;                     \
    }
#define EDGE_THIRTY_TWO EDGE_SIXTEEN EDGE_SIXTEEN
#else
#define EDGE_SIXTEENS 0
#endif

/* The halves go to sums of 32 bits before they overflow. */
#if !defined(EDGE_SPLIT)
#define EDGE_SPLIT(i, a)                \
    sums[2 * (i)] += (a) & 0xffffu;     \
    sums[2 * (i) + 1] += (a) >> 16;
#endif

#define EDGE_FLUSH            \
    EDGE_SPLIT(0, a0)         \
    EDGE_SPLIT(1, a1)         \
    if (wide) {               \
        EDGE_SPLIT(2, a2)     \
        EDGE_SPLIT(3, a3)     \
    }

/* sums[o] += sum over inputs of field * value for the four outputs, or if wide eight, whose words begin at w; blocks are `stride` words apart. */
EDGE_INLINE void edge_lane_sums(unsigned bits, int wide, const edge_plane *plane, const uint8_t *x, uint32_t inputs, const edge_word *w, uint32_t stride,
                                uint32_t *sums)
{
    const uint32_t fields = 16 / bits;
    uint32_t mask = ((1u << bits) - 1) * 0x10001u;
    uint32_t a0, a1, a2, a3;
    EDGE_OPAQUE(mask);
#if EDGE_SIXTEENS
    const uint32_t chunk = bits == 4 ? 1 : plane->flush / bits; /* sixteens that a half holds: 16 * 15 * 255 < 65536 */
    for (uint32_t sixteens = inputs / 16; sixteens > 0;) {
        uint32_t n = sixteens < chunk ? sixteens : chunk;
        const uint8_t *end = x + 16 * n;
        sixteens -= n;
        a0 = a1 = a2 = a3 = 0;
        if (bits == 4) {
            EDGE_SIXTEEN
        } else {
            if (n % 2 != 0) {
                EDGE_SIXTEEN
            }
            while (x != end) { /* hot */
                EDGE_THIRTY_TWO
            }
        }
        EDGE_FLUSH
    }
    inputs %= 16;
#endif
    for (uint32_t blocks = inputs / fields; blocks > 0;) {
        uint32_t n = blocks < plane->flush ? blocks : plane->flush;
        blocks -= n;
        a0 = a1 = a2 = a3 = 0;
        do {
            EDGE_BLOCK(0)
            x += fields;
        } while (--n > 0);
        EDGE_FLUSH
    }
    uint32_t rest = inputs % fields;
    if (rest > 0) {
        uint32_t w0 = w[0], w1 = w[1], w2 = wide ? w[2] : 0, w3 = wide ? w[3] : 0;
        a0 = a1 = a2 = a3 = 0;
        do {
            EDGE_FIELD(0, 0)
            x++;
            w0 >>= bits;
            w1 >>= bits;
            w2 >>= bits;
            w3 >>= bits;
        } while (--rest > 0);
        EDGE_FLUSH
    }
}

EDGE_INLINE void edge_lanes(unsigned bits, const edge_layer *layer, const edge_plane *plane, const edge_row *row, uint32_t channel)
{
    uint32_t stride = ((uint32_t)layer->output_channels + 3) / 4 * 2;
    const edge_word *w = (const edge_word *)plane->weights + channel / 2;
    uint32_t words = stride - channel / 2; /* 2 for each four outputs */
#if EDGE_WIDE
    if (words > 2) {
        edge_lane_sums(bits, 1, plane, row->bytes, layer->inputs, w, stride, row->sums);
    } else {
        edge_lane_sums(bits, 0, plane, row->bytes, layer->inputs, w, stride, row->sums);
    }
#else
    for (uint32_t i = 0; i < 4 && i < words; i += 2) {
        edge_lane_sums(bits, 0, plane, row->bytes, layer->inputs, w + i, stride, row->sums + 2 * i);
    }
#endif
}
#endif

/* A depthwise plane's weights of four channels: lane l of position (channel / 4) * taps + t belongs to channel + l and tap t. */
EDGE_INLINE void edge_unpack_lanes(unsigned bits, const edge_layer *layer, const edge_plane *plane, uint32_t channel, edge_word *weights)
{
    const uint32_t fields = 16 / bits;
    const uint32_t mask = (1u << bits) - 1;
    uint32_t taps = layer->inputs;
    uint32_t position = channel / 4 * taps;
    for (uint32_t t = 0; t < taps; t++, position++) {
        const edge_half *lanes = (const edge_half *)plane->weights + 4 * (position / fields);
        for (unsigned i = 0; i < 4; i++) {
            uint32_t field = ((uint32_t)lanes[i] >> (position % fields * bits)) & mask;
            *weights++ += (plane->step * field - plane->zero) << plane->shift;
        }
    }
}

#endif
