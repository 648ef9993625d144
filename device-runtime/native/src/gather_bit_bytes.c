/* A row of bytes 0 and 1 from a tensor of bits, for weights that are not bit rows. */
#include "window.h"

const uint8_t *edge_gather_bit_bytes(const edge_layer *layer, const edge_row *row, const uint8_t *source, uint8_t *scratch)
{
    uint32_t channels = layer->input_channels;
    uint32_t pixel_bytes = (channels + 7) / 8;
    edge_window window = edge_window_at(layer, row->y, row->x);
    const uint8_t *line = source + (size_t)window.first * pixel_bytes;
    uint8_t *to = scratch;
    for (uint32_t ky = 0; ky < layer->kernel_height; ky++) {
        int row_inside = ky >= window.top && ky < window.bottom;
        const uint8_t *from = line;
        for (uint32_t kx = 0; kx < layer->kernel_width; kx++) {
            int inside = row_inside && kx >= window.left && kx < window.right;
            for (uint32_t c = 0; c < channels; c++) {
                *to++ = (uint8_t)(inside ? (from[c / 8] >> (c % 8)) & 1 : layer->pad_value);
            }
            from += inside ? pixel_bytes : 0;
        }
        line += row_inside ? (size_t)layer->input_width * pixel_bytes : 0;
    }
    return scratch;
}
