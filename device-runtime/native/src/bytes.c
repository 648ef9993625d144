/* Weights of one byte: sums[o] += sum(field * value), rows one after the other (FORMAT.md section 5, encoding 8). */
#include "place.h"

void edge_bytes(const edge_layer *layer, const edge_plane *plane, const edge_row *row, uint32_t channel)
{
    uint32_t inputs = layer->inputs;
    uint32_t count = edge_of_eight(layer, channel);
    const uint8_t *w = (const uint8_t *)plane->weights + (size_t)channel * inputs;
    for (uint32_t i = 0; i < count; i++) {
        const uint8_t *x = row->bytes;
        uint32_t sum = 0;
        for (uint32_t k = 0; k < inputs; k++) { /* hot */
            sum += (uint32_t)*w++ * *x++;
        }
        row->sums[i] += sum;
    }
}
