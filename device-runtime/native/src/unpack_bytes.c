/* Depthwise weights of one byte: tap after tap, all channels of a tap together. */
#include "../include/edge_table.h"

void edge_unpack_bytes(const edge_layer *layer, const edge_plane *plane, uint32_t channel, edge_word *weights)
{
    uint32_t channels = layer->output_channels;
    uint32_t count = channels - channel < 4 ? channels - channel : 4;
    const uint8_t *fields = (const uint8_t *)plane->weights + channel;
    for (uint32_t t = 0; t < layer->inputs; t++) {
        for (uint32_t i = 0; i < count; i++) {
            weights[i] += ((uint32_t)plane->step * fields[i] - plane->zero) << plane->shift;
        }
        fields += channels;
        weights += 4;
    }
}
