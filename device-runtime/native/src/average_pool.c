/* acc = sum of the window's values, padding included; the epilogue divides. */
#include "value.h"
#include "window.h"

static uint32_t window_sum(const edge_layer *layer, const uint8_t *first, const edge_window *window, uint32_t channel)
{
    uint32_t pixel_bytes = edge_pixel_bytes(layer->input_channels, layer->input_format);
    uint32_t inside = (window->bottom - window->top) * (window->right - window->left);
    uint32_t sum = ((uint32_t)layer->kernel_height * layer->kernel_width - inside) * layer->pad_value;
    for (uint32_t ky = window->top; ky < window->bottom; ky++) {
        const uint8_t *from = first;
        for (uint32_t kx = window->left; kx < window->right; kx++) {
            sum += edge_value(from, channel, layer->input_format);
            from += pixel_bytes;
        }
        first += (size_t)layer->input_width * pixel_bytes;
    }
    return sum;
}

void edge_average_pool(const edge_model *model, const edge_layer *layer, const uint8_t *input, int32_t *output)
{
    const uint8_t *source = edge_source(model, layer->input, input);
    uint8_t *to = edge_target(model, layer, output);
    uint32_t channels = layer->output_channels;
    for (uint32_t y = 0; y < layer->output_height; y++) {
        for (uint32_t x = 0; x < layer->output_width; x++) {
            edge_window window = edge_window_at(layer, y, x);
            const uint8_t *first = source + (size_t)window.first * edge_pixel_bytes(channels, layer->input_format);
            for (uint32_t channel = 0; channel < channels; channel += 8) {
                uint32_t acc[8];
                uint32_t count = channels - channel < 8 ? channels - channel : 8;
                for (uint32_t i = 0; i < count; i++) {
                    acc[i] = window_sum(layer, first, &window, channel + i);
                }
                layer->finish(layer, acc, channel, count, to);
            }
            to += edge_pixel_bytes(channels, layer->output_format);
        }
    }
}
