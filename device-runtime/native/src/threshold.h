/* Thresholds of 2 or 4 bytes (FORMAT.md section 4, kind 0). */
#ifndef EDGE_THRESHOLD_H
#define EDGE_THRESHOLD_H

#include "place.h"

EDGE_INLINE int32_t edge_threshold_at(const edge_layer *layer, uint32_t index)
{
    if (layer->width == 2) {
        return (int16_t)((const edge_half *)layer->parameters)[index];
    }
    return (int32_t)((const edge_word *)layer->parameters)[index];
}

#endif
