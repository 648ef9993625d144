/* Thresholds of 2 or 4 bytes (FORMAT.md section 4, kind 0). */
#ifndef EDGE_THRESHOLD_H
#define EDGE_THRESHOLD_H

#include "place.h"

EDGE_INLINE int32_t edge_threshold_at(const void *parameters, uint32_t width, uint32_t index)
{
    if (width == 2) {
        return (int16_t)((const edge_half *)parameters)[index];
    }
    return (int32_t)((const edge_word *)parameters)[index];
}

#endif
