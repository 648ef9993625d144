/* One threshold, one bit an output; spare bits are 0. */
#include "threshold.h"

void edge_threshold_bits(const edge_layer *layer, const uint32_t *acc, uint32_t channel, void *to)
{
    uint32_t count = edge_of_eight(layer, channel);
    uint8_t *byte = (uint8_t *)to + channel / 8;
    uint32_t bits = 0;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t index = layer->count == 1 ? 0 : channel + i;
        bits |= (uint32_t)((int32_t)acc[i] >= edge_threshold_at(layer->parameters, layer->width, index)) << i;
    }
    *byte = (uint8_t)bits;
}
