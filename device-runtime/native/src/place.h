/* Where a layer reads and writes. */
#ifndef EDGE_PLACE_H
#define EDGE_PLACE_H

#include "../include/edge_table.h"
#include "inline.h"

#define EDGE_FORMAT_BITS 0
#define EDGE_FORMAT_RAW 32

EDGE_INLINE const uint8_t *edge_source(const edge_model *model, uint32_t offset, const uint8_t *input)
{
    return offset == EDGE_INPUT ? input : model->arena + offset;
}

EDGE_INLINE uint8_t *edge_target(const edge_model *model, const edge_layer *layer, int32_t *output)
{
    return layer->output_format == EDGE_FORMAT_RAW ? (uint8_t *)output : model->arena + layer->output;
}

/* What would else be on the stack. */
EDGE_INLINE uint32_t *edge_work(const edge_model *model, const edge_layer *layer)
{
    return (uint32_t *)(void *)(model->arena + layer->work);
}

/* How many channels there are from `channel` on, of eight. */
EDGE_INLINE uint32_t edge_of_eight(const edge_layer *layer, uint32_t channel)
{
    uint32_t left = layer->output_channels - channel;
    return left < 8 ? left : 8;
}

/* The bytes of one pixel of a tensor (FORMAT.md section 1). */
EDGE_INLINE uint32_t edge_pixel_bytes(uint32_t channels, uint32_t format)
{
    return format == EDGE_FORMAT_BITS ? (channels + 7) / 8 : format == EDGE_FORMAT_RAW ? 4 * channels : channels;
}

#endif
