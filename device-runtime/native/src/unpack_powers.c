/* Depthwise weights that are powers of two: tap after tap, two channels a byte. */
#include "../include/edge_table.h"
#include "power.h"

void edge_unpack_powers(const edge_layer *layer, const edge_plane *plane, uint32_t channel, edge_word *weights)
{
    uint32_t channels = layer->output_channels;
    uint32_t count = channels - channel < 4 ? channels - channel : 4;
    const uint8_t *codes = (const uint8_t *)plane->weights + channel / 2;
    for (uint32_t t = 0; t < layer->inputs; t++) {
        for (uint32_t i = 0; i < count; i++) {
            weights[i] += edge_power(1u << plane->shift, ((uint32_t)codes[i / 2] >> 4 * (i % 2)) & 15);
        }
        codes += (channels + 1) / 2;
        weights += 4;
    }
}
