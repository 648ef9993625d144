/* The largest value of the window; padding never wins. Bits: 1 if any is 1, eight channels a byte. */
#include "window.h"

void edge_max_pool(const edge_model *model, const edge_layer *layer, const uint8_t *input, int32_t *output)
{
    const uint8_t *source = edge_source(model, layer->input, input);
    uint8_t *to = edge_target(model, layer, output);
    uint32_t pixel_bytes = edge_pixel_bytes(layer->input_channels, layer->input_format);
    for (uint32_t y = 0; y < layer->output_height; y++) {
        for (uint32_t x = 0; x < layer->output_width; x++) {
            edge_window window = edge_window_at(layer, y, x);
            const uint8_t *first = source + (size_t)window.first * pixel_bytes;
            for (uint32_t c = 0; c < pixel_bytes; c++) {
                const uint8_t *line = first++;
                uint32_t best = 0;
                for (uint32_t ky = window.top; ky < window.bottom; ky++) {
                    const uint8_t *from = line;
                    for (uint32_t kx = window.left; kx < window.right; kx++) {
                        if (layer->input_format == EDGE_FORMAT_BITS) {
                            best |= *from;
                        } else if (*from > best) {
                            best = *from;
                        }
                        from += pixel_bytes;
                    }
                    line += (size_t)layer->input_width * pixel_bytes;
                }
                *to++ = (uint8_t)best;
            }
        }
    }
}
