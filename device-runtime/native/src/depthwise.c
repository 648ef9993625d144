/*
 * Each channel with its own kernel. Four channels at a time, all output pixels: their weights, all planes added up, are unpacked once into scratch,
 * so that the inner loop is the same for every encoding.
 */
#include "value.h"
#include "window.h"

/* acc[i] += weights[4 t + i] * from[t * step + i] for n taps. */
EDGE_INLINE const edge_word *four_channels(uint32_t *acc, const edge_word *w, const uint8_t *from, uint32_t step, uint32_t n)
{
    uint32_t a0 = acc[0], a1 = acc[1], a2 = acc[2], a3 = acc[3];
    while (n > 0) { /* hot */
        a0 += w[0] * from[0];
        a1 += w[1] * from[1];
        a2 += w[2] * from[2];
        a3 += w[3] * from[3];
        from += step;
        w += 4;
        n--;
    }
    acc[0] = a0;
    acc[1] = a1;
    acc[2] = a2;
    acc[3] = a3;
    return w;
}

/* The same where bits must be unpacked or fewer than four channels are left. */
static const edge_word *few_channels(const edge_layer *layer, uint32_t *acc, const edge_word *w, const uint8_t *from, uint32_t channel, uint32_t n)
{
    uint32_t count = (uint32_t)layer->input_channels - channel;
    for (; n > 0; n--, w += 4) {
        for (uint32_t i = 0; i < 4 && i < count; i++) {
            acc[i] += w[i] * edge_value(from, channel + i, layer->input_format);
        }
        from += edge_pixel_bytes(layer->input_channels, layer->input_format);
    }
    return w;
}

static void one_pixel(const edge_layer *layer, const edge_word *w, const uint8_t *source, const edge_window *window, uint32_t channel, uint32_t *acc)
{
    uint32_t pixel_bytes = edge_pixel_bytes(layer->input_channels, layer->input_format);
    const uint8_t pad[4] = {layer->pad_value, layer->pad_value, layer->pad_value, layer->pad_value};
    uint32_t inside = window->right - window->left;
    int whole = layer->input_format != EDGE_FORMAT_BITS && (uint32_t)layer->input_channels - channel >= 4;
    const uint8_t *from = source + (size_t)window->first * pixel_bytes;
    w = four_channels(acc, w, pad, 0, window->top * layer->kernel_width);
    for (uint32_t ky = window->top; ky < window->bottom; ky++) {
        w = four_channels(acc, w, pad, 0, window->left);
        w = whole ? four_channels(acc, w, from + channel, pixel_bytes, inside) : few_channels(layer, acc, w, from, channel, inside);
        w = four_channels(acc, w, pad, 0, layer->kernel_width - window->right);
        from += (size_t)layer->input_width * pixel_bytes;
    }
    four_channels(acc, w, pad, 0, (layer->kernel_height - window->bottom) * layer->kernel_width);
}

void edge_depthwise(const edge_model *model, const edge_layer *layer, const uint8_t *input, int32_t *output)
{
    const uint8_t *source = edge_source(model, layer->input, input);
    edge_word *weights = (edge_word *)(void *)(model->arena + layer->scratch);
    uint32_t channels = layer->output_channels;
    for (uint32_t channel = 0; channel < channels; channel += 4) {
        uint8_t *to = edge_target(model, layer, output);
        for (uint32_t i = 0; i < 4 * layer->inputs; i++) {
            weights[i] = 0;
        }
        for (uint32_t i = 0; i < layer->plane_count; i++) {
            layer->planes[i].unpack(layer, &layer->planes[i], channel, weights);
        }
        for (uint32_t y = 0; y < layer->output_height; y++) {
            for (uint32_t x = 0; x < layer->output_width; x++) {
                uint32_t acc[4] = {0, 0, 0, 0};
                edge_window window = edge_window_at(layer, y, x);
                one_pixel(layer, weights, source, &window, channel, acc);
                layer->finish(layer, acc, channel, channels - channel < 4 ? channels - channel : 4, to);
                to += edge_pixel_bytes(channels, layer->output_format);
            }
        }
    }
}
