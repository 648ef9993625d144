#include "rows.h"

#include "inline.h"

EDGE_INLINE uint32_t sum_of(const uint8_t *bytes, uint32_t count)
{
    uint32_t sum = 0;
    const uint8_t *end = bytes + count;
#if !defined(__OPTIMIZE_SIZE__)
#if defined(__ARM_FEATURE_DSP) && defined(__GNUC__)
    for (; end - bytes >= 16; bytes += 16) { /* these cores read words at any address */
        uint32_t word;
        __asm__("ldr %1, [%2]\n\tusada8 %0, %1, %3, %0\n\tldr %1, [%2, #4]\n\tusada8 %0, %1, %3, %0\n\t"
                "ldr %1, [%2, #8]\n\tusada8 %0, %1, %3, %0\n\tldr %1, [%2, #12]\n\tusada8 %0, %1, %3, %0"
                : "+r"(sum), "=&r"(word) : "r"(bytes), "r"(0) : "memory");
    }
#else
    for (; end - bytes >= 8; bytes += 8) {
        sum += (uint32_t)bytes[0] + bytes[1] + bytes[2] + bytes[3];
        sum += (uint32_t)bytes[4] + bytes[5] + bytes[6] + bytes[7];
    }
#endif
#endif
    while (bytes != end) {
        sum += *bytes++;
    }
    return sum;
}

uint32_t edge_row_start(const edge_layer *layer, const uint8_t *bytes)
{
    uint32_t zeros = 0;
    for (uint32_t i = 0; i < layer->plane_count; i++) {
        zeros += (uint32_t)layer->planes[i].zero << layer->planes[i].shift;
    }
    return 0 - sum_of(bytes, layer->inputs) * zeros;
}
