/* A row of bytes: whole kernel rows are copied, what lies outside the image is the pad value. */
#include "copy.h"
#include "window.h"

const uint8_t *edge_gather_bytes(const edge_layer *layer, const edge_row *row, const uint8_t *source, uint8_t *scratch)
{
    uint32_t channels = layer->input_channels;
    uint32_t run = layer->kernel_width * channels;
    edge_window window = edge_window_at(layer, row->y, row->x);
    const uint8_t *from = source + (size_t)window.first * channels;
    uint32_t width = window.right - window.left;
    uint32_t line = layer->input_width * channels;
    uint8_t *to = scratch;
    if (width == layer->kernel_width && window.bottom - window.top == layer->kernel_height) { /* nothing lies outside */
        for (uint32_t rows = layer->kernel_height; rows > 0; rows--) {
            to = edge_copy(to, from, run);
            from += line;
        }
        return scratch;
    }
    to = edge_fill(to, layer->pad_value, window.top * run);
    for (uint32_t ky = window.top; ky < window.bottom; ky++) {
        to = edge_fill(to, layer->pad_value, window.left * channels);
        to = edge_copy(to, from, width * channels);
        to = edge_fill(to, layer->pad_value, (layer->kernel_width - window.right) * channels);
        from += line;
    }
    edge_fill(to, layer->pad_value, (layer->kernel_height - window.bottom) * run);
    return scratch;
}
