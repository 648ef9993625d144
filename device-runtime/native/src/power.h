/* Weights that are 0 or signed powers of two, four bits each (FORMAT.md section 5, encoding 20): bit 3 is the sign, bits 0 .. 2 are 0 or 1 + the exponent. */
#ifndef EDGE_POWER_H
#define EDGE_POWER_H

#include "inline.h"

/* value times the weight of the code in bits 0 .. 3; the bits above must be 0. */
EDGE_INLINE uint32_t edge_power(uint32_t value, uint32_t code)
{
    uint32_t n = code & 7;
    uint32_t minus = 0 - (code >> 3);
    uint32_t product = (value << n >> 1) & (((n - 1) >> 31) - 1);
    return (product ^ minus) - minus;
}

#endif
