/* Weights that are powers of two: sums[o] += sum(value << exponent) with the weights' signs; two codes a byte, rows one after the other. */
#include "place.h"
#include "power.h"

void edge_powers(const edge_layer *layer, const edge_plane *plane, const edge_row *row, uint32_t channel)
{
    uint32_t inputs = layer->inputs;
    uint32_t count = edge_of_eight(layer, channel);
    const uint8_t *codes = (const uint8_t *)plane->weights + (size_t)channel * ((inputs + 1) / 2);
    for (uint32_t i = 0; i < count; i++) {
        const uint8_t *x = row->bytes;
        uint32_t sum = 0;
        for (uint32_t k = inputs / 2; k > 0; k--) { /* hot */
            uint32_t pair = *codes++;
            sum += edge_power(x[0], pair & 15) + edge_power(x[1], pair >> 4);
            x += 2;
        }
        if (inputs % 2) {
            sum += edge_power(*x, (uint32_t)*codes++ & 15);
        }
        row->sums[i] += sum;
    }
}
