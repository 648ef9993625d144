/* y = clamp((acc + B[c]) >> S, 0, 2^format - 1), the sum in 32 bits (FORMAT.md section 4, kind 2). */
#include "place.h"

void edge_shift(const edge_layer *layer, const uint32_t *acc, uint32_t channel, void *to)
{
    uint32_t count = edge_of_eight(layer, channel);
    uint8_t *values = (uint8_t *)to + channel;
    uint32_t step = layer->count == 1 ? 0 : 1;
    const edge_word *addend = (const edge_word *)layer->parameters + step * channel;
    int32_t highest = (1 << layer->output_format) - 1;
    for (uint32_t i = 0; i < count; i++) {
        int32_t y = (int32_t)(acc[i] + *addend) >> layer->argument;
        values[i] = (uint8_t)(y < 0 ? 0 : y > highest ? highest : y);
        addend += step;
    }
}
