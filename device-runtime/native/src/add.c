/* acc = factor * a + factor2 * b, element by element. The output may lie exactly on one of the inputs: eight values are read before they are written. */
#include "value.h"

void edge_add(const edge_model *model, const edge_layer *layer, const uint8_t *input, int32_t *output)
{
    const uint8_t *a = edge_source(model, layer->input, input);
    const uint8_t *b = edge_source(model, layer->input2, input);
    uint8_t *to = edge_target(model, layer, output);
    uint32_t *acc = edge_work(model, layer);
    uint32_t channels = layer->output_channels;
    uint32_t pixels = (uint32_t)layer->output_height * layer->output_width;
    for (uint32_t pixel = 0; pixel < pixels; pixel++) {
        for (uint32_t channel = 0; channel < channels; channel += 8) {
            uint32_t count = edge_of_eight(layer, channel);
            for (uint32_t i = 0; i < count; i++) {
                acc[i] = (uint32_t)layer->factor * edge_value(a, channel + i, layer->input_format)
                    + (uint32_t)layer->factor2 * edge_value(b, channel + i, layer->input2_format);
            }
            layer->finish(layer, acc, channel, to);
        }
        a += edge_pixel_bytes(channels, layer->input_format);
        b += edge_pixel_bytes(channels, layer->input2_format);
        to += edge_pixel_bytes(channels, layer->output_format);
    }
}
