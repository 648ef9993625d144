/* The part of a window that lies in the image: kernel rows [top, bottom) and columns [left, right) of one output pixel. */
#ifndef EDGE_WINDOW_H
#define EDGE_WINDOW_H

#include "place.h"

typedef struct edge_window {
    uint32_t top, bottom, left, right; /* in the kernel */
    uint32_t line;                     /* the image's pixel at the start of row `top`, as a number in height, width order */
    uint32_t first;                    /* the image's pixel under (top, left) */
} edge_window;

/* Of `kernel` positions from start - pad on, those inside 0 .. length - 1: from the result on, up to *end. */
EDGE_INLINE uint32_t edge_clip(uint32_t start, uint32_t pad, uint32_t kernel, uint32_t length, uint32_t *end)
{
    uint32_t low = start < pad ? pad - start : 0;
    *end = start + kernel > length + pad ? length + pad - start : kernel;
    return low;
}

EDGE_INLINE void edge_window_rows(const edge_layer *layer, uint32_t y, edge_window *window)
{
    uint32_t row = y * layer->stride_height;
    window->top = edge_clip(row, layer->pad_top, layer->kernel_height, layer->input_height, &window->bottom);
    window->line = (row + window->top - layer->pad_top) * layer->input_width;
}

/* Behind edge_window_rows. */
EDGE_INLINE void edge_window_columns(const edge_layer *layer, uint32_t x, edge_window *window)
{
    uint32_t column = x * layer->stride_width;
    window->left = edge_clip(column, layer->pad_left, layer->kernel_width, layer->input_width, &window->right);
    window->first = window->line + column + window->left - layer->pad_left;
}

EDGE_INLINE edge_window edge_window_at(const edge_layer *layer, uint32_t y, uint32_t x)
{
    edge_window window;
    edge_window_rows(layer, y, &window);
    edge_window_columns(layer, x, &window);
    return window;
}

#endif
