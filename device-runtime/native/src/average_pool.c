/* acc = sum of the window's values, padding included; the epilogue divides. */
#include "value.h"
#include "window.h"
#include "work.h"

/* Of the window at output pixel y, x. */
EDGE_ALONE static uint32_t window_sum(const edge_layer *layer, const uint8_t *source, const edge_window *window, uint32_t channel)
{
    uint32_t pixel_bytes = edge_pixel_bytes(layer->input_channels, layer->input_format);
    uint32_t inside = (window->bottom - window->top) * (window->right - window->left);
    uint32_t sum = ((uint32_t)layer->kernel_height * layer->kernel_width - inside) * layer->pad_value;
    source += (size_t)window->first * pixel_bytes;
    for (uint32_t ky = window->top; ky < window->bottom; ky++) {
        const uint8_t *from = source;
        for (uint32_t kx = window->left; kx < window->right; kx++) {
            sum += edge_value(from, channel, layer->input_format);
            from += pixel_bytes;
        }
        source += (size_t)layer->input_width * pixel_bytes;
        EDGE_FORGET(layer);
    }
    return sum;
}

/* At layer->work, so that it is not on the stack. */
typedef struct average_work {
    uint32_t acc[8];
    edge_window window;
    uint32_t y, x;
} average_work;

typedef char edge_average_work_fits[sizeof(average_work) == EDGE_AVERAGE_WORK_BYTES ? 1 : -1];

void edge_average_pool(const edge_model *model, const edge_layer *layer, const uint8_t *input, int32_t *output)
{
    const uint8_t *source = edge_source(model, layer->input, input);
    uint8_t *to = edge_target(model, layer, output);
    average_work *work = (average_work *)(void *)edge_work(model, layer);
    for (work->y = 0; work->y < layer->output_height; work->y++) {
        edge_window_rows(layer, work->y, &work->window);
        for (work->x = 0; work->x < layer->output_width; work->x++) {
            edge_window_columns(layer, work->x, &work->window);
            for (uint32_t channel = 0; channel < layer->output_channels; channel += 8) {
                for (uint32_t i = edge_of_eight(layer, channel); i > 0; i--) {
                    work->acc[i - 1] = window_sum(layer, source, &work->window, channel + i - 1);
                }
                layer->finish(layer, work->acc, channel, to);
            }
            to += edge_pixel_bytes(layer->output_channels, layer->output_format);
        }
    }
}
