#include "value.h"

void edge_widen_bits(const edge_layer *layer, const uint8_t *tensor, int32_t *output)
{
    uint32_t pixels = (uint32_t)layer->output_height * layer->output_width;
    for (uint32_t pixel = 0; pixel < pixels; pixel++) {
        for (uint32_t c = 0; c < layer->output_channels; c++) {
            *output++ = (int32_t)edge_value(tensor, c, EDGE_FORMAT_BITS);
        }
        tensor += edge_pixel_bytes(layer->output_channels, EDGE_FORMAT_BITS);
    }
}
