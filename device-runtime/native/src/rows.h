/* What dense and conv2d do with the row of one output pixel. */
#ifndef EDGE_ROWS_H
#define EDGE_ROWS_H

#include "../include/edge_table.h"

/* The sum of `count` bytes. */
uint32_t edge_row_sum(const uint8_t *bytes, uint32_t count);

/* All outputs of one pixel, eight at a time; `to` is the pixel's first value. */
void edge_multiply_row(const edge_layer *layer, const edge_row *row, void *to);

#endif
