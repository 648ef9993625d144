/* Weights of one byte: sums[o] += sum(field * value), rows one after the other (FORMAT.md section 5, encoding 8). */
#include "place.h"

EDGE_INLINE uint32_t row_sum(const uint8_t *w, const uint8_t *x, uint32_t inputs)
{
    uint32_t sum = 0;
    for (; inputs > 0; inputs--) {
        sum += (uint32_t)*w++ * *x++;
    }
    return sum;
}

#if !defined(__OPTIMIZE_SIZE__)
#include "byte_rows.h"

/* Four rows, a value for all of them at a time. */
EDGE_ALONE static void four_rows(const uint8_t *w, const uint8_t *x, uint32_t inputs, uint32_t *sums)
{
    const uint8_t *w2 = w + 2 * (size_t)inputs;
#if !EDGE_ROW_PAIRS
    const uint8_t *w1 = w + inputs;
    const uint8_t *w3 = w2 + inputs;
#endif
    uint32_t a0 = sums[0], a1 = sums[1], a2 = sums[2], a3 = sums[3];
    for (const uint8_t *end = x + inputs / 16 * 16; x != end;) { /* hot */
        EDGE_SIXTEEN_INPUTS
    }
    for (const uint8_t *end = x + inputs % 16 / 4 * 4; x != end;) {
        EDGE_FOUR_INPUTS
    }
    for (uint32_t k = 0; k < inputs % 4; k++) {
        uint32_t v = x[k];
        a0 += w[k] * v;
        a1 += w[inputs + k] * v;
        a2 += w2[k] * v;
        a3 += w2[inputs + k] * v;
    }
    sums[0] = a0;
    sums[1] = a1;
    sums[2] = a2;
    sums[3] = a3;
}
#endif

void edge_bytes(const edge_layer *layer, const edge_plane *plane, const edge_row *row, uint32_t channel)
{
    uint32_t inputs = layer->inputs;
    const uint8_t *w = (const uint8_t *)plane->weights + (size_t)channel * inputs;
    uint32_t *sums = row->sums;
    const uint32_t *end = sums + edge_of_eight(layer, channel);
#if !defined(__OPTIMIZE_SIZE__)
    for (; end - sums >= 4; sums += 4) {
        four_rows(w, row->bytes, inputs, sums);
        w += 4 * (size_t)inputs;
    }
#endif
    for (; sums != end; sums++) {
        *sums += row_sum(w, row->bytes, inputs);
        w += inputs;
    }
}
