/* The same as dense for each output pixel, whose inputs are gathered into a row first. */
#include "place.h"
#include "rows.h"

void edge_conv2d(const edge_model *model, const edge_layer *layer, const uint8_t *input, int32_t *output)
{
    const uint8_t *source = edge_source(model, layer->input, input);
    uint8_t *to = edge_target(model, layer, output);
    edge_row row = {0, 0, 0};
    for (uint32_t y = 0; y < layer->output_height; y++) {
        for (uint32_t x = 0; x < layer->output_width; x++) {
            if (layer->gather_bytes) {
                row.bytes = layer->gather_bytes(layer, source, y, x, model->arena + layer->scratch);
                row.start = edge_row_start(layer, row.bytes);
            }
            if (layer->gather_bits) {
                row.bits = layer->gather_bits(layer, source, y, x, model->arena + layer->scratch_bits);
            }
            edge_multiply_row(layer, &row, to);
            to += edge_pixel_bytes(layer->output_channels, layer->output_format);
        }
    }
}
