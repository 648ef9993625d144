/*
 * Each channel with its own kernel. Eight channels at a time, all output pixels: their weights, all planes added up, are unpacked once into scratch,
 * four channels for every tap, then the other four, so that the inner loop is the same for every encoding.
 */
#include "depthwise_taps.h"
#include "value.h"
#include "window.h"

/* acc[i] += sum over the window's taps of weight * value for four channels at `from`, the value of tap (top, left). */
EDGE_INLINE void four_channels(const edge_layer *layer, const edge_window *window, const edge_word *w, const uint8_t *from, uint32_t acc[4])
{
    uint32_t a0 = acc[0], a1 = acc[1], a2 = acc[2], a3 = acc[3];
    uint32_t step = layer->input_channels;
    uint32_t width = window->right - window->left;
    uint32_t line = (layer->input_width - width) * step;
    uint32_t skip = 4 * (layer->kernel_width - width);
    w += 4 * (window->top * layer->kernel_width + window->left);
    for (uint32_t rows = window->bottom - window->top; rows > 0; rows--) {
        if (width == 3) {
            EDGE_THREE_TAPS
        } else {
            for (uint32_t n = width; n > 0; n--) {
                EDGE_TAP
            }
        }
        from += line;
        w += skip;
    }
    acc[0] = a0;
    acc[1] = a1;
    acc[2] = a2;
    acc[3] = a3;
}

/* The same where bits must be unpacked or fewer than four channels are left. */
static void few_channels(const edge_layer *layer, const edge_window *window, const edge_word *weights, const uint8_t *pixel, uint32_t channel, uint32_t *acc)
{
    uint32_t count = (uint32_t)layer->input_channels - channel;
    uint32_t pixel_bytes = edge_pixel_bytes(layer->input_channels, layer->input_format);
    for (uint32_t ky = window->top; ky < window->bottom; ky++) {
        const edge_word *w = weights + 4 * (ky * layer->kernel_width + window->left);
        const uint8_t *from = pixel;
        for (uint32_t kx = window->left; kx < window->right; kx++) {
            for (uint32_t i = 0; i < 4 && i < count; i++) {
                acc[i] += w[i] * edge_value(from, channel + i, layer->input_format);
            }
            from += pixel_bytes;
            w += 4;
        }
        pixel += (size_t)layer->input_width * pixel_bytes;
    }
}

/* What the taps outside the image add. */
static void padding(const edge_layer *layer, const edge_window *window, const edge_word *w, uint32_t acc[4])
{
    for (uint32_t ky = 0; ky < layer->kernel_height; ky++) {
        for (uint32_t kx = 0; kx < layer->kernel_width; kx++, w += 4) {
            if (ky < window->top || ky >= window->bottom || kx < window->left || kx >= window->right) {
                for (unsigned i = 0; i < 4; i++) {
                    acc[i] += w[i] * layer->pad_value;
                }
            }
        }
    }
}

static void unpack(const edge_layer *layer, uint32_t channel, edge_word *weights)
{
    for (uint32_t i = 0; i < 4 * layer->inputs; i++) {
        weights[i] = 0;
    }
    for (uint32_t i = 0; i < layer->plane_count; i++) {
        layer->planes[i].unpack(layer, &layer->planes[i], channel, weights);
    }
}

EDGE_INLINE void one_pixel(const edge_layer *layer, const edge_window *window, const edge_word *weights, const uint8_t *source, uint32_t channel, uint32_t acc[8])
{
    uint32_t channels = layer->input_channels;
    const uint8_t *from = source + window->first * edge_pixel_bytes(channels, layer->input_format);
    for (uint32_t half = 0; half < 8 && channel + half < channels; half += 4) {
        acc[half] = acc[half + 1] = acc[half + 2] = acc[half + 3] = 0;
        if (layer->pad_value) {
            padding(layer, window, weights, acc + half);
        }
        if (layer->input_format != EDGE_FORMAT_BITS && channels - channel >= half + 4) {
            four_channels(layer, window, weights, from + channel + half, acc + half);
        } else {
            few_channels(layer, window, weights, from, channel + half, acc + half);
        }
        weights += 4 * layer->inputs;
    }
}

void edge_depthwise(const edge_model *model, const edge_layer *layer, const uint8_t *input, int32_t *output)
{
    const uint8_t *source = edge_source(model, layer->input, input);
    edge_word *weights = (edge_word *)(void *)(model->arena + layer->scratch);
    uint32_t channels = layer->output_channels;
    for (uint32_t channel = 0; channel < channels; channel += 8) {
        uint32_t count = channels - channel < 8 ? channels - channel : 8;
        uint8_t *to = edge_target(model, layer, output);
        unpack(layer, channel, weights);
        if (count > 4) {
            unpack(layer, channel + 4, weights + 4 * layer->inputs);
        }
        for (uint32_t y = 0; y < layer->output_height; y++) {
            for (uint32_t x = 0; x < layer->output_width; x++) {
                uint32_t acc[8];
                edge_window window = edge_window_at(layer, y, x);
                one_pixel(layer, &window, weights, source, channel, acc);
                layer->finish(layer, acc, channel, count, to);
                to += edge_pixel_bytes(channels, layer->output_format);
            }
        }
    }
}
