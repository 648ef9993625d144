#include "rows.h"

uint32_t edge_row_sum(const uint8_t *bytes, uint32_t count)
{
    uint32_t sum = 0;
    while (count > 0) {
        sum += *bytes++;
        count--;
    }
    return sum;
}

void edge_multiply_row(const edge_layer *layer, const edge_row *row, void *to)
{
    uint32_t channels = layer->output_channels;
    for (uint32_t channel = 0; channel < channels; channel += 8) {
        uint32_t acc[8] = {0, 0, 0, 0, 0, 0, 0, 0};
        const edge_plane *plane = layer->planes;
        const edge_plane *end = plane + layer->plane_count;
        for (; plane < end; plane++) {
            plane->accumulate(layer, plane, row, channel, acc);
        }
        layer->finish(layer, acc, channel, channels - channel < 8 ? channels - channel : 8, to);
    }
}
