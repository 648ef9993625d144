/* Weights and values are bits, 1 = +1 and 0 = -1: sum = K - 2 popcount(weights xor values), spare bits are 0 in both (FORMAT.md section 5, encoding 16). */
#include "place.h"
#include "popcount.h"

void edge_bit_rows(const edge_layer *layer, const edge_plane *plane, const edge_row *row, uint32_t channel)
{
    uint32_t words = layer->row_words;
    uint32_t count = edge_of_eight(layer, channel);
    const edge_word *w = (const edge_word *)plane->weights + (size_t)channel * words;
    const edge_word *x = (const edge_word *)(const void *)row->bits;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t differing = edge_count_bits(EDGE_DIFFERING, w, w, x, words);
        row->sums[i] += layer->inputs - 2 * differing;
        w += words;
    }
}
