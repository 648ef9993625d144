#include "place.h"

const uint8_t *edge_gather_direct(const edge_layer *layer, const uint8_t *source, uint32_t y, uint32_t x, uint8_t *scratch)
{
    (void)scratch;
    uint32_t pixel = y * layer->stride_height * layer->input_width + x * layer->stride_width;
    return source + (size_t)pixel * edge_pixel_bytes(layer->input_channels, layer->input_format);
}
