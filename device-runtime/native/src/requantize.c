/* y = clamp((acc * M[c] + B[c]) >> S, 0, 2^format - 1) in 64 bits: all B, then all M (FORMAT.md section 4, kind 1). */
#include "place.h"
#include "two.h"

EDGE_INLINE uint64_t multiply_add(uint32_t acc, uint32_t multiplier, edge_two addend)
{
    return (uint64_t)((int64_t)(int32_t)acc * (int32_t)multiplier) + (addend.first | (uint64_t)addend.second << 32);
}

/* The upper word of acc * multiplier + addend. */
EDGE_INLINE int32_t upper(uint32_t acc, uint32_t multiplier, const edge_word *addend)
{
#if defined(__GNUC__) && defined(__thumb__) && !defined(__thumb2__) && defined(__OPTIMIZE__)
    /* Without a long multiply: four products of halves (Warren, Hacker's Delight, section 8-2), then a sum with carry. */
    uint32_t low, low_m, product;
    __asm__(".syntax unified\n"
            "uxth %[low], %[acc]\n"
            "asrs %[acc], %[acc], #16\n"
            "uxth %[low_m], %[m]\n"
            "asrs %[m], %[m], #16\n"
            "mov %[product], %[low]\n"
            "muls %[product], %[low_m]\n"
            "muls %[low_m], %[acc]\n"
            "muls %[low], %[m]\n"
            "muls %[acc], %[m]\n"
            "lsrs %[m], %[product], #16\n"
            "adds %[low_m], %[m]\n"
            "uxth %[m], %[low_m]\n"
            "adds %[low], %[m]\n"
            "asrs %[low_m], %[low_m], #16\n"
            "adds %[acc], %[low_m]\n"
            "asrs %[low_m], %[low], #16\n"
            "adds %[acc], %[low_m]\n"
            "lsls %[low], %[low], #16\n"
            "uxth %[product], %[product]\n"
            "ldr %[m], [%[addend]]\n"
            "ldr %[low_m], [%[addend], #4]\n"
            "adds %[product], %[low]\n"
            "adds %[product], %[m]\n"
            "adcs %[acc], %[low_m]\n"
            : [acc] "+l"(acc), [m] "+l"(multiplier), [low] "=&l"(low), [low_m] "=&l"(low_m), [product] "=&l"(product)
            : [addend] "l"(addend), "m"(addend[0]), "m"(addend[1]) : "cc");
    return (int32_t)acc;
#else
    return (int32_t)(multiply_add(acc, multiplier, edge_two_at(addend, 0)) >> 32);
#endif
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

#if !defined(__OPTIMIZE_SIZE__)
/* Eight channels with a shift of at least 32, as a rule: the upper word alone matters. */
static void eight_upper(const uint32_t *acc, const edge_word *multiplier, const edge_word *addend, uint32_t shift, uint32_t format, uint8_t *value)
{
#if defined(__GNUC__) && defined(__ARM_FEATURE_SAT)
    if (format == 8) {
        for (unsigned i = 0; i < 8; i++) {
            int32_t y = (int32_t)(multiply_add(acc[i], multiplier[i], edge_two_at(addend, 2 * i)) >> 32) >> shift;
            __asm__("usat %0, #8, %1" : "=r"(y) : "r"(y));
            value[i] = (uint8_t)y;
        }
        return;
    }
#endif
    int32_t highest = (1 << format) - 1;
    EDGE_OPAQUE(highest);
    for (unsigned i = 0; i < 8; i++) {
        value[i] = clamp(upper(acc[i], multiplier[i], addend + 2 * i) >> shift, highest);
    }
}
#endif

void edge_requantize(const edge_layer *layer, const uint32_t *acc, uint32_t channel, void *to)
{
    uint8_t *value = (uint8_t *)to + channel;
    uint32_t step = layer->count == 1 ? 0 : 1;
    const edge_word *addend = (const edge_word *)layer->parameters + 2 * step * channel;
    const edge_word *multiplier = (const edge_word *)layer->parameters + 2 * layer->count + step * channel;
    uint32_t shift = layer->argument;
    uint32_t count = layer->output_channels - channel;
#if !defined(__OPTIMIZE_SIZE__)
    if (shift >= 32 && count >= 8 && step == 1) {
        eight_upper(acc, multiplier, addend, shift - 32, layer->output_format, value);
        return;
    }
#endif
    int32_t highest = (1 << layer->output_format) - 1;
    for (const uint32_t *end = acc + (count < 8 ? count : 8); acc != end; acc++) {
        int64_t y = (int64_t)multiply_add(*acc, *multiplier, edge_two_at(addend, 0)) >> shift;
        *value++ = (uint8_t)(y < 0 ? 0 : y > highest ? highest : y);
        addend += 2 * step;
        multiplier += step;
    }
}
