/* What dense and conv2d do with the row of one output pixel. */
#ifndef EDGE_ROWS_H
#define EDGE_ROWS_H

#include "../include/edge_table.h"

/* What acc starts with in all outputs of a row of bytes: weights are step * field - zero, so minus sum(value) * zero << shift for each plane. */
uint32_t edge_row_start(const edge_layer *layer, const uint8_t *bytes);

/* All outputs of one pixel, eight at a time; `to` is the pixel's first value. */
void edge_multiply_row(const edge_layer *layer, const edge_row *row, void *to);

#endif
