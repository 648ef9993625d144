/* y = clamp((acc * M[c] + B[c]) >> S, 0, 2^format - 1) in 64 bits: all B, then all M (FORMAT.md section 4, kind 1). */
#include "place.h"

void edge_requantize(const edge_layer *layer, const uint32_t *acc, uint32_t channel, uint32_t count, void *to)
{
    uint8_t *values = (uint8_t *)to + channel;
    uint32_t step = layer->count == 1 ? 0 : 1;
    const edge_word *addend = (const edge_word *)layer->parameters + 2 * step * channel;
    const edge_word *multiplier = (const edge_word *)layer->parameters + 2 * layer->count + step * channel;
    int32_t highest = (1 << layer->output_format) - 1;
    for (uint32_t i = 0; i < count; i++) {
        uint64_t b = addend[0] | (uint64_t)addend[1] << 32;
        uint64_t product = (uint64_t)((int64_t)(int32_t)acc[i] * (int32_t)*multiplier);
        int64_t y = (int64_t)(product + b) >> layer->argument;
        values[i] = (uint8_t)(y < 0 ? 0 : y > highest ? highest : y);
        addend += 2 * step;
        multiplier += step;
    }
}
