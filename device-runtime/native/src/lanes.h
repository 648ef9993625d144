/*
 * Row lanes (FORMAT.md section 5): a 64-bit word is two 32-bit words of two 16-bit lanes, a lane holds 16 / bits fields of one output.
 *
 *     (word >> bits * j) & mask      the fields of two outputs for input j, one in each half
 *     ... * value                    two products with one multiply: neither half overflows for `flush` blocks
 *
 * The weight is step * field - zero, so acc = step * sum(field * value) - zero * sum(value), and the last sum is the same for all outputs.
 */
#ifndef EDGE_LANES_H
#define EDGE_LANES_H

#include "../include/edge_table.h"
#include "inline.h"

#define EDGE_FIELDS(j)                                   \
    {                                                    \
        uint32_t value = x[j];                           \
        a0 += ((w0 >> ((j) * bits)) & mask) * value;     \
        a1 += ((w1 >> ((j) * bits)) & mask) * value;     \
        a2 += ((w2 >> ((j) * bits)) & mask) * value;     \
        a3 += ((w3 >> ((j) * bits)) & mask) * value;     \
    }

#define EDGE_SPLIT(i, a)          \
    sums[2 * (i)] += (a) & 0xffffu; \
    sums[2 * (i) + 1] += (a) >> 16;

/* sums[o] = sum over inputs of field * value for four outputs at w and four at w + second; blocks are `stride` words apart. */
EDGE_INLINE void edge_lane_sums(unsigned bits, const edge_plane *plane, const edge_row *row, uint32_t inputs, const edge_word *w, uint32_t second,
                                uint32_t stride, uint32_t sums[8])
{
    const uint32_t fields = 16 / bits;
    const uint32_t mask = ((1u << bits) - 1) * 0x10001u;
    const uint8_t *x = row->bytes;
    uint32_t blocks = inputs / fields;
    while (blocks > 0) {
        uint32_t a0 = 0, a1 = 0, a2 = 0, a3 = 0;
        uint32_t n = blocks < plane->flush ? blocks : plane->flush;
        blocks -= n;
        do { /* hot */
            uint32_t w0 = w[0], w1 = w[1], w2 = w[second], w3 = w[second + 1];
            EDGE_FIELDS(0)
            EDGE_FIELDS(1)
            EDGE_FIELDS(2)
            EDGE_FIELDS(3)
            if (bits <= 2) {
                EDGE_FIELDS(4)
                EDGE_FIELDS(5)
                EDGE_FIELDS(6)
                EDGE_FIELDS(7)
            }
            if (bits == 1) {
                EDGE_FIELDS(8)
                EDGE_FIELDS(9)
                EDGE_FIELDS(10)
                EDGE_FIELDS(11)
                EDGE_FIELDS(12)
                EDGE_FIELDS(13)
                EDGE_FIELDS(14)
                EDGE_FIELDS(15)
            }
            x += fields;
            w += stride;
        } while (--n > 0);
        EDGE_SPLIT(0, a0)
        EDGE_SPLIT(1, a1)
        EDGE_SPLIT(2, a2)
        EDGE_SPLIT(3, a3)
    }
    uint32_t rest = inputs % fields;
    if (rest > 0) {
        uint32_t a0 = 0, a1 = 0, a2 = 0, a3 = 0;
        uint32_t w0 = w[0], w1 = w[1], w2 = w[second], w3 = w[second + 1];
        do {
            EDGE_FIELDS(0)
            x++;
            w0 >>= bits;
            w1 >>= bits;
            w2 >>= bits;
            w3 >>= bits;
        } while (--rest > 0);
        EDGE_SPLIT(0, a0)
        EDGE_SPLIT(1, a1)
        EDGE_SPLIT(2, a2)
        EDGE_SPLIT(3, a3)
    }
}

EDGE_INLINE void edge_lanes(unsigned bits, const edge_layer *layer, const edge_plane *plane, const edge_row *row, uint32_t channel, uint32_t acc[8])
{
    uint32_t sums[8] = {0, 0, 0, 0, 0, 0, 0, 0};
    uint32_t groups = ((uint32_t)layer->output_channels + 3) / 4;
    uint32_t group = channel / 4;

    /* Where only one group is left it is computed twice: there is no word behind the last one. */
    uint32_t second = group + 1 < groups ? 2 : 0;
    const edge_word *w = (const edge_word *)plane->weights + 2 * group;
    edge_lane_sums(bits, plane, row, layer->inputs, w, second, 2 * groups, sums);
    uint32_t zeros = plane->zero * row->sum;
    for (unsigned i = 0; i < 8; i++) {
        acc[i] += (plane->step * sums[i] - zeros) << plane->shift;
    }
}

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
