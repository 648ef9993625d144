/* y = acc * M[c] + B[c] in 32 bits: all B, then all M; width 0: y = acc, 4: M = 1 (FORMAT.md section 4, kind 3). */
#include "place.h"

void edge_raw(const edge_layer *layer, const uint32_t *acc, uint32_t channel, void *to)
{
    uint32_t count = edge_of_eight(layer, channel);
    int32_t *values = (int32_t *)to + channel;
    const edge_word *addends = layer->parameters;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t y = acc[i];
        uint32_t index = layer->count == 1 ? 0 : channel + i;
        if (layer->width == 8) {
            y *= addends[layer->count + index];
        }
        if (layer->width != 0) {
            y += addends[index];
        }
        values[i] = (int32_t)y;
    }
}
