#include "place.h"

const uint8_t *edge_gather_direct(const edge_layer *layer, const edge_row *row, const uint8_t *source, uint8_t *scratch)
{
    (void)scratch;
    uint32_t pixel = (uint32_t)row->y * layer->stride_height * layer->input_width + (uint32_t)row->x * layer->stride_width;
    return source + (size_t)pixel * edge_pixel_bytes(layer->input_channels, layer->input_format);
}
