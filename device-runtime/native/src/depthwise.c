/*
 * Each channel with its own kernel. Eight channels at a time, all output pixels: their weights, all planes added up, are unpacked once into scratch,
 * four channels for every tap, then the other four, so that the inner loop is the same for every encoding.
 */
#include "depthwise_taps.h"
#include "value.h"
#include "window.h"

/* acc = the sums over the window's taps of weight * value for `count` channels, 4 or 8, at `from`, the value of tap (top, left). */
static void whole_channels(const edge_layer *layer, const edge_window *window, const edge_word *weights, const uint8_t *from, uint32_t count, uint32_t *acc)
{
    uint32_t step = layer->input_channels;
    uint32_t width = window->right - window->left;
    uint32_t rows = window->bottom - window->top;
    uint32_t line = (layer->input_width - width) * step;
    uint32_t skip = 4 * (layer->kernel_width - width);
    const edge_word *w = weights + 4 * (window->top * layer->kernel_width + window->left);
    const uint8_t *other = from + 4;
    const edge_word *other_w = w + 4 * layer->inputs;
    for (const uint32_t *end = acc + count; acc != end; acc += 4) {
        uint32_t a0 = 0, a1 = 0, a2 = 0, a3 = 0;
        for (uint32_t row = rows; row > 0; row--) {
            if (width == 3) { /* as in a kernel of 3 x 3 at the upper or lower border */
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
        from = other;
        w = other_w;
    }
}

/* acc of eight channels whose kernel of 3 x 3 lies in the image as a whole; a row begins `line` behind the end of the one before. */
EDGE_ALONE static void nine_taps(const edge_word *w, const uint8_t *from, uint32_t step, uint32_t line, uint32_t *acc)
{
    const uint8_t *other = from + 4;
    for (const uint32_t *end = acc + 8; acc != end; acc += 4) {
        uint32_t a0, a1, a2, a3;
        EDGE_NINE_TAPS
        acc[0] = a0;
        acc[1] = a1;
        acc[2] = a2;
        acc[3] = a3;
        from = other;
    }
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

EDGE_ALONE static void one_pixel(const edge_layer *layer, const edge_window *window, const edge_word *weights, const uint8_t *source, uint32_t channel, uint32_t acc[8])
{
    uint32_t channels = layer->input_channels;
    uint32_t whole = layer->input_format == EDGE_FORMAT_BITS ? 0 : channels - channel < 8 ? (channels - channel) / 4 * 4 : 8;
    const uint8_t *from = source + window->first * edge_pixel_bytes(channels, layer->input_format);
    if (whole > 0) {
        whole_channels(layer, window, weights, from + channel, whole, acc);
    }
    if (whole == 8 && !layer->pad_value) {
        return;
    }
    for (uint32_t half = 0; half < 8 && channel + half < channels; half += 4) {
        if (half >= whole) {
            acc[half] = acc[half + 1] = acc[half + 2] = acc[half + 3] = 0;
            few_channels(layer, window, weights, from, channel + half, acc + half);
        }
        if (layer->pad_value) {
            padding(layer, window, weights, acc + half);
        }
        weights += 4 * layer->inputs;
    }
}

/* How many positions from x on have their columns in the image as a whole. */
static uint32_t whole_columns(const edge_layer *layer, uint32_t x)
{
    uint32_t count = 0;
    while (x + count < layer->output_width && (x + count) * layer->stride_width + layer->kernel_width <= (uint32_t)layer->input_width + layer->pad_left) {
        count++;
    }
    return count;
}

static void eight_channels(const edge_layer *layer, const edge_word *weights, const uint8_t *source, uint32_t channel, uint8_t *to)
{
    uint32_t channels = layer->input_channels;
    uint32_t count = channels - channel < 8 ? channels - channel : 8;
    uint32_t pixel_bytes = edge_pixel_bytes(channels, layer->output_format);
    int fast = count == 8 && layer->input_format != EDGE_FORMAT_BITS && layer->kernel_width == 3 && layer->kernel_height == 3;
    uint32_t first_whole = ((uint32_t)layer->pad_left + layer->stride_width - 1) / layer->stride_width;
    uint32_t wholes = fast ? whole_columns(layer, first_whole) : 0;
    uint32_t acc[8];
    for (uint32_t y = 0; y < layer->output_height; y++) {
        edge_window window;
        edge_window_rows(layer, y, &window);
        for (uint32_t x = 0; x < layer->output_width; x++) {
            edge_window_columns(layer, x, &window);
            if (x == first_whole && wholes > 0 && window.bottom - window.top == 3) {
                const uint8_t *from = source + window.first * channels + channel;
                for (uint32_t i = wholes; i > 0; i--) {
                    nine_taps(weights, from, channels, (layer->input_width - 3u) * channels, acc);
                    layer->finish(layer, acc, channel, 8, to);
                    from += layer->stride_width * channels;
                    to += pixel_bytes;
                }
                x += wholes - 1;
                continue;
            }
            one_pixel(layer, &window, weights, source, channel, acc);
            layer->finish(layer, acc, channel, count, to);
            to += pixel_bytes;
        }
    }
}

void edge_depthwise(const edge_model *model, const edge_layer *layer, const uint8_t *input, int32_t *output)
{
    const uint8_t *source = edge_source(model, layer->input, input);
    edge_word *weights = (edge_word *)(void *)(model->arena + layer->scratch);
    uint32_t channels = layer->output_channels;
    for (uint32_t channel = 0; channel < channels; channel += 8) {
        unpack(layer, channel, weights);
        if (channels - channel > 4) {
            unpack(layer, channel + 4, weights + 4 * layer->inputs);
        }
        eight_channels(layer, weights, source, channel, edge_target(model, layer, output));
    }
}
