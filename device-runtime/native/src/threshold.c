/* y = number of ascending thresholds that acc reaches, or the level of that number. */
#include "threshold.h"

void edge_threshold(const edge_layer *layer, const uint32_t *acc, uint32_t channel, uint32_t count, void *to)
{
    uint8_t *values = (uint8_t *)to + channel;
    uint32_t thresholds = layer->argument;
    for (uint32_t i = 0; i < count; i++) {
        int32_t sum = (int32_t)acc[i];
        uint32_t first = layer->count == 1 ? 0 : (channel + i) * thresholds;
        uint32_t y = 0;
        while (y < thresholds && sum >= edge_threshold_at(layer, first + y)) {
            y++;
        }
        values[i] = layer->levels ? layer->levels[y] : (uint8_t)y;
    }
}
