/* A row of signs, then one of mask bits, 1 = the weight is not 0: sum = popcount(mask) - 2 popcount((signs xor values) and mask) (encoding 17). */
#include "place.h"
#include "popcount.h"

void edge_masked_bit_rows(const edge_layer *layer, const edge_plane *plane, const edge_row *row, uint32_t channel)
{
    uint32_t words = layer->row_words;
    uint32_t count = edge_of_eight(layer, channel);
    const edge_word *w = (const edge_word *)plane->weights + (size_t)channel * 2 * words;
    const edge_word *x = (const edge_word *)(const void *)row->bits;
    for (uint32_t i = 0; i < count; i++) {
        const edge_word *mask = w + words;
        uint32_t differing = edge_count_bits(EDGE_DIFFERING_UNDER_MASK, w, mask, x, words);
        uint32_t present = edge_count_bits(EDGE_SET, mask, mask, mask, words);
        row->sums[i] += present - 2 * differing;
        w = mask + words;
    }
}
