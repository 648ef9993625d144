/*
 * Each channel with its own kernel. Eight channels at a time, all output pixels: their weights, all planes added up, are unpacked once into scratch,
 * four channels for every tap, then the other four, so that the inner loop is the same for every encoding.
 */
#include "depthwise_taps.h"
#include "value.h"
#include "window.h"
#include "work.h"

/* At layer->work, so that it is not on the stack. */
typedef struct depthwise_work {
    uint32_t acc[8];
    edge_window window;
    uint32_t channel;     /* the first of eight */
    uint32_t at;          /* of these */
    uint32_t y, x;        /* the output pixel */
    uint32_t first_whole; /* x of the first of `wholes` pixels whose columns all lie in the image, where nine_taps is for such */
    uint32_t wholes;
    uint32_t line;        /* from behind a row of the window to the next: bytes of the image */
    uint32_t skip;        /* the same: words of weights */
} depthwise_work;

typedef char edge_depthwise_work_fits[sizeof(depthwise_work) == EDGE_DEPTHWISE_WORK_BYTES ? 1 : -1];

/* Sums over the window's taps of weight * value for four channels from work->at on; w and `from` are those of tap (top, left). */
EDGE_ALONE static void four_channels(depthwise_work *work, const edge_word *w, const uint8_t *from, uint32_t step)
{
    uint32_t width = work->window.right - work->window.left;
    uint32_t a0 = 0, a1 = 0, a2 = 0, a3 = 0;
    for (uint32_t row = work->window.bottom - work->window.top; row > 0; row--) {
        if (width == 3) { /* as in a kernel of 3 x 3 at the upper or lower border */
            EDGE_THREE_TAPS
        } else {
            for (uint32_t n = width; n > 0; n--) {
                EDGE_TAP
            }
        }
        from += work->line;
        w += work->skip;
    }
    uint32_t *acc = work->acc + work->at;
    acc[0] = a0;
    acc[1] = a1;
    acc[2] = a2;
    acc[3] = a3;
}

/* acc of eight channels whose kernel of 3 x 3 lies in the image as a whole; the next pixel is `step` away. */
EDGE_ALONE static void nine_taps(depthwise_work *work, const edge_word *w, const uint8_t *from, uint32_t step)
{
    uint32_t line = work->line;
    const uint8_t *other = from + 4;
    uint32_t *acc = work->acc;
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

/* As four_channels for one, whatever the format; `pixel` begins with channel 0. */
EDGE_ALONE static void one_channel(const edge_layer *layer, depthwise_work *work, const edge_word *w, const uint8_t *pixel)
{
    uint32_t pixel_bytes = edge_pixel_bytes(layer->input_channels, layer->input_format);
    uint32_t sum = 0;
    w += work->at % 4;
    for (uint32_t row = work->window.bottom - work->window.top; row > 0; row--) {
        for (uint32_t n = work->window.right - work->window.left; n > 0; n--) {
            sum += *w * edge_value(pixel, work->channel + work->at, layer->input_format);
            pixel += pixel_bytes;
            w += 4;
        }
        pixel += work->line;
        w += work->skip;
    }
    work->acc[work->at] = sum;
}

/* What the taps outside the image add. */
EDGE_ALONE static void padding(const edge_layer *layer, depthwise_work *work, const edge_word *weights)
{
    const edge_window *window = &work->window;
    uint32_t count = edge_of_eight(layer, work->channel);
    for (uint32_t i = 0; i < count; i++) {
        const edge_word *w = weights + 4 * (i / 4 * layer->inputs) + i % 4;
        for (uint32_t ky = 0; ky < layer->kernel_height; ky++) {
            for (uint32_t kx = 0; kx < layer->kernel_width; kx++, w += 4) {
                if (ky < window->top || ky >= window->bottom || kx < window->left || kx >= window->right) {
                    work->acc[i] += *w * layer->pad_value;
                }
            }
        }
    }
}

/* Four channels. */
EDGE_INLINE void unpack(const edge_layer *layer, uint32_t channel, edge_word *weights)
{
    for (uint32_t i = 0; i < 4 * layer->inputs; i++) {
        weights[i] = 0;
    }
    for (uint32_t i = 0; i < layer->plane_count; i++) {
        layer->planes[i].unpack(layer, &layer->planes[i], channel, weights);
    }
}

/* acc of the pixel of work->window: channels in whole fours, then one by one. */
EDGE_INLINE void one_pixel(const edge_layer *layer, depthwise_work *work, const edge_word *weights, const uint8_t *source)
{
    uint32_t count = edge_of_eight(layer, work->channel);
    uint32_t whole = layer->input_format == EDGE_FORMAT_BITS ? 0 : count / 4 * 4;
    const uint8_t *from = source + work->window.first * edge_pixel_bytes(layer->input_channels, layer->input_format);
    const edge_word *w = weights + 4 * (work->window.top * layer->kernel_width + work->window.left);
    for (work->at = 0; work->at < whole; work->at += 4) {
        four_channels(work, w, from + work->channel + work->at, layer->input_channels);
        w += 4 * layer->inputs;
    }
    for (; work->at < count; work->at++) {
        one_channel(layer, work, w + (work->at - whole) / 4 * 4 * layer->inputs, from);
    }
    if (layer->pad_value) {
        padding(layer, work, weights);
    }
}

/* Finds the pixels for nine_taps; there are none where something else than eight channels of bytes or another kernel is to be computed. */
EDGE_ALONE static void find_wholes(const edge_layer *layer, depthwise_work *work)
{
    uint32_t first = ((uint32_t)layer->pad_left + layer->stride_width - 1) / layer->stride_width;
    uint32_t count = 0;
    if (edge_of_eight(layer, work->channel) == 8 && layer->input_format != EDGE_FORMAT_BITS && layer->kernel_width == 3 && layer->kernel_height == 3) {
        while (first + count < layer->output_width && (first + count) * layer->stride_width + 3 <= (uint32_t)layer->input_width + layer->pad_left) {
            count++;
        }
    }
    work->first_whole = first;
    work->wholes = count;
}

EDGE_INLINE void eight_channels(const edge_layer *layer, depthwise_work *work, const edge_word *weights, const uint8_t *source, uint8_t *to)
{
    uint32_t pixel_bytes = edge_pixel_bytes(layer->output_channels, layer->output_format);
    find_wholes(layer, work);
    for (work->y = 0; work->y < layer->output_height; work->y++) {
        edge_window_rows(layer, work->y, &work->window);
        for (work->x = 0; work->x < layer->output_width; work->x++) {
            edge_window_columns(layer, work->x, &work->window);
            uint32_t width = work->window.right - work->window.left;
            work->line = (layer->input_width - width) * edge_pixel_bytes(layer->input_channels, layer->input_format);
            work->skip = 4 * (layer->kernel_width - width);
            if (work->x == work->first_whole && work->wholes > 0 && work->window.bottom - work->window.top == 3) {
                const uint8_t *from = source + work->window.first * layer->input_channels + work->channel;
                uint32_t stride = (uint32_t)layer->stride_width * layer->input_channels;
                for (uint32_t left = work->wholes; left > 0; left--) {
                    nine_taps(work, weights, from, layer->input_channels);
                    layer->finish(layer, work->acc, work->channel, to);
                    from += stride;
                    to += pixel_bytes;
                }
                work->x += work->wholes - 1;
                continue;
            }
            one_pixel(layer, work, weights, source);
            layer->finish(layer, work->acc, work->channel, to);
            to += pixel_bytes;
        }
    }
}

void edge_depthwise(const edge_model *model, const edge_layer *layer, const uint8_t *input, int32_t *output)
{
    const uint8_t *source = edge_source(model, layer->input, input);
    uint8_t *to = edge_target(model, layer, output);
    depthwise_work *work = (depthwise_work *)(void *)edge_work(model, layer);
    edge_word *weights = (edge_word *)(void *)(model->arena + layer->scratch);
    for (work->channel = 0; work->channel < layer->output_channels; work->channel += 8) {
        for (uint32_t at = 0; at < edge_of_eight(layer, work->channel); at += 4) {
            unpack(layer, work->channel + at, weights + at * layer->inputs);
        }
        eight_channels(layer, work, weights, source, to);
    }
}
