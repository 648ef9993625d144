/* The same as dense for each output pixel, whose inputs are gathered into a row first. */
#include "place.h"
#include "rows.h"

void edge_conv2d(const edge_model *model, const edge_layer *layer, const uint8_t *input, int32_t *output)
{
    const uint8_t *source = edge_source(model, layer->input, input);
    uint8_t *to = edge_target(model, layer, output);
    edge_row row;
    row.sums = edge_work(model, layer);
    row.start = 0;
    for (row.y = 0; row.y < layer->output_height; row.y++) {
        for (row.x = 0; row.x < layer->output_width; row.x++) {
            if (layer->gather_bytes) {
                row.bytes = layer->gather_bytes(layer, &row, source, model->arena + layer->scratch);
                row.start = edge_row_start(layer, row.bytes);
            }
            if (layer->gather_bits) {
                row.bits = layer->gather_bits(layer, &row, source, model->arena + layer->scratch_bits);
            }
            edge_multiply_row(layer, &row, to);
            to += edge_pixel_bytes(layer->output_channels, layer->output_format);
        }
    }
}
