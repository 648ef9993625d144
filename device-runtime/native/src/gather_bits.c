/* A row of bits as they lie, pixel after pixel, then zeros up to a whole word. Padding has zeros in its spare bits too. */
#include "copy.h"

#include "window.h"

const uint8_t *edge_gather_bits(const edge_layer *layer, const edge_row *row, const uint8_t *source, uint8_t *scratch)
{
    uint32_t channels = layer->input_channels;
    uint32_t pixel_bytes = (channels + 7) / 8;
    uint8_t pad = layer->pad_value ? 0xff : 0;
    uint8_t last_pad = (uint8_t)(pad & (0xffu >> (8 * pixel_bytes - channels)));
    edge_window window = edge_window_at(layer, row->y, row->x);
    const uint8_t *line = source + (size_t)window.first * pixel_bytes;
    uint8_t *to = scratch;
    for (uint32_t ky = 0; ky < layer->kernel_height; ky++) {
        int row_inside = ky >= window.top && ky < window.bottom;
        const uint8_t *from = line;
        for (uint32_t kx = 0; kx < layer->kernel_width; kx++) {
            if (row_inside && kx >= window.left && kx < window.right) {
                to = edge_copy(to, from, pixel_bytes);
                from += pixel_bytes;
            } else {
                to = edge_fill(to, pad, pixel_bytes - 1);
                *to++ = last_pad;
            }
        }
        line += row_inside ? (size_t)layer->input_width * pixel_bytes : 0;
    }
    edge_fill(to, 0, (uint32_t)(scratch + 4 * layer->row_words - to));
    return scratch;
}
