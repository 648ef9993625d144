/* y = number of ascending thresholds that acc reaches, or the level of that number. Four comparisons find the place among up to fifteen. */
#include "threshold.h"

EDGE_INLINE uint32_t reached(const edge_layer *layer, uint32_t width, uint32_t first, int32_t sum)
{
    uint32_t y = 0;
    for (uint32_t step = 8; step > 0; step >>= 1) {
        if (y + step <= layer->argument && sum >= edge_threshold_at(layer->parameters, width, first + y + step - 1)) {
            y += step;
        }
    }
    return y;
}

EDGE_INLINE void count_reached(const edge_layer *layer, uint32_t width, const uint32_t *acc, uint32_t first, uint32_t count, uint8_t *values)
{
    uint32_t next = layer->count == 1 ? 0 : layer->argument;
    first *= next;
    for (const uint32_t *end = acc + count; acc != end; acc++) {
        uint32_t y = reached(layer, width, first, (int32_t)*acc);
        *values++ = layer->levels ? layer->levels[y] : (uint8_t)y;
        first += next;
    }
}

void edge_threshold(const edge_layer *layer, const uint32_t *acc, uint32_t channel, void *to)
{
    uint8_t *values = (uint8_t *)to + channel;
#if !defined(__OPTIMIZE_SIZE__)
    if (layer->width == 2) {
        count_reached(layer, 2, acc, channel, edge_of_eight(layer, channel), values);
        return;
    }
#endif
    count_reached(layer, layer->width, acc, channel, edge_of_eight(layer, channel), values);
}
