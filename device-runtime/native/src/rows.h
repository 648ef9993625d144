/* What dense and conv2d do with the row of one output pixel. */
#ifndef EDGE_ROWS_H
#define EDGE_ROWS_H

#include "../include/edge_table.h"
#include "inline.h"

/* What acc starts with in all outputs of a row of bytes: weights are step * field - zero, so minus sum(value) * zero << shift for each plane. */
uint32_t edge_row_start(const edge_layer *layer, const uint8_t *bytes);

/* All outputs of one pixel, eight at a time; `to` is the pixel's first value. Part of its callers: one frame on the stack instead of two. */
EDGE_INLINE void edge_multiply_row(const edge_layer *layer, const edge_row *row, void *to)
{
    uint32_t channels = layer->output_channels;
    for (uint32_t channel = 0; channel < channels; channel += 8) {
        uint32_t acc[8];
        acc[0] = acc[1] = acc[2] = acc[3] = acc[4] = acc[5] = acc[6] = acc[7] = row->start;
        const edge_plane *plane = layer->planes;
        const edge_plane *end = plane + layer->plane_count;
        for (; plane < end; plane++) {
            plane->accumulate(layer, plane, row, channel, acc);
        }
        layer->finish(layer, acc, channel, channels - channel < 8 ? channels - channel : 8, to);
    }
}

#endif
