/* What dense and conv2d do with the row of one output pixel. */
#ifndef EDGE_ROWS_H
#define EDGE_ROWS_H

#include "../include/edge_table.h"
#include "inline.h"

/* What acc starts with in all outputs of a row of bytes: weights are step * field - zero, so minus sum(value) * zero << shift for each plane. */
uint32_t edge_row_start(const edge_layer *layer, const uint8_t *bytes);

/* Eight words at once; no loop, of which compilers make a call of memset. */
EDGE_INLINE void edge_set_eight(uint32_t *words, uint32_t value)
{
    words[0] = words[1] = words[2] = words[3] = words[4] = words[5] = words[6] = words[7] = value;
}

/* Adds step * sums << shift of a plane to the eight sums; as a rule step is 1 and shift 0, and the kernel does. */
EDGE_INLINE void edge_add_plane(const edge_layer *layer, const edge_plane *plane, edge_row *row, uint32_t channel)
{
    uint32_t scale = (uint32_t)plane->step << plane->shift;
    if (scale == 1) {
        plane->accumulate(layer, plane, row, channel);
        return;
    }
    row->sums += 8;
    edge_set_eight(row->sums, 0);
    plane->accumulate(layer, plane, row, channel);
    uint32_t *acc = row->sums -= 8;
    for (const uint32_t *end = acc + 8; acc != end; acc++) {
        acc[0] += acc[8] * scale;
    }
}

/* All outputs of one pixel, eight at a time; `to` is the pixel's first value. Part of its callers: one frame on the stack instead of two. */
EDGE_INLINE void edge_multiply_row(const edge_layer *layer, edge_row *row, void *to)
{
    for (uint32_t channel = 0; channel < layer->output_channels; channel += 8) {
        edge_set_eight(row->sums, row->start);
        for (uint32_t i = 0; i < layer->plane_count; i++) {
            edge_add_plane(layer, &layer->planes[i], row, channel);
        }
        layer->finish(layer, row->sums, channel, to);
    }
}

#endif
