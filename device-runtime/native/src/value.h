/* One value of a byte or bit tensor. */
#ifndef EDGE_VALUE_H
#define EDGE_VALUE_H

#include "place.h"

EDGE_INLINE uint32_t edge_value(const uint8_t *pixel, uint32_t channel, uint32_t format)
{
    return format == EDGE_FORMAT_BITS ? ((uint32_t)pixel[channel / 8] >> (channel % 8)) & 1 : pixel[channel];
}

#endif
