/* acc[o] = sum over planes of (sum over inputs of weight * value) << shift, the row read where it lies. */
#include "place.h"
#include "rows.h"

void edge_dense(const edge_model *model, const edge_layer *layer, const uint8_t *input, int32_t *output)
{
    edge_row row;
    row.bytes = edge_source(model, layer->input, input);
    row.bits = row.bytes;
    row.sums = edge_work(model, layer);
    row.start = layer->input_format == EDGE_FORMAT_BITS ? 0 : edge_row_start(layer, row.bytes);
    edge_multiply_row(layer, &row, edge_target(model, layer, output));
}
