/* y = clamp((acc * M[c] + B[c]) >> S, 0, 2^format - 1) in 64 bits: all B, then all M (FORMAT.md section 4, kind 1). */
#include "place.h"

EDGE_INLINE uint64_t multiply_add(uint32_t acc, uint32_t multiplier, const edge_word *addend)
{
    uint64_t b = addend[0] | (uint64_t)addend[1] << 32;
    return (uint64_t)((int64_t)(int32_t)acc * (int32_t)multiplier) + b;
}

EDGE_INLINE uint8_t clamp(int32_t y, int32_t highest)
{
#if defined(__GNUC__) && defined(__ARM_FEATURE_SAT)
    __asm__("usat %0, #31, %1" : "=r"(y) : "r"(y));
#else
    y &= ~(y >> 31);
#endif
    y = y > highest ? highest : y;
    EDGE_OPAQUE(y); /* else it is cut to a byte before it is stored as one */
    return (uint8_t)y;
}

void edge_requantize(const edge_layer *layer, const uint32_t *acc, uint32_t channel, uint32_t count, void *to)
{
    uint8_t *value = (uint8_t *)to + channel;
    uint32_t step = layer->count == 1 ? 0 : 1;
    const edge_word *addend = (const edge_word *)layer->parameters + 2 * step * channel;
    const edge_word *multiplier = (const edge_word *)layer->parameters + 2 * layer->count + step * channel;
    const uint32_t *end = acc + count;
    int32_t highest = (1 << layer->output_format) - 1;
    uint32_t shift = layer->argument;
#if !defined(__OPTIMIZE_SIZE__)
    if (shift >= 32 && step == 1 && count == 8) { /* as a rule: the upper word alone matters */
        shift -= 32;
        EDGE_OPAQUE(highest);
        for (unsigned i = 0; i < 8; i++) {
            int32_t high = (int32_t)(multiply_add(acc[i], multiplier[i], addend + 2 * i) >> 32);
            value[i] = clamp(high >> shift, highest);
        }
        return;
    }
#endif
    do {
        int64_t y = (int64_t)multiply_add(*acc++, *multiplier, addend) >> shift;
        *value++ = (uint8_t)(y < 0 ? 0 : y > highest ? highest : y);
        addend += 2 * step;
        multiplier += step;
    } while (acc != end);
}
