/* One tap of four channels: a0 .. a3 += weight * value; w moves on by four weights, `from` by `step`, to the next pixel. */
#ifndef EDGE_DEPTHWISE_TAPS_H
#define EDGE_DEPTHWISE_TAPS_H

#include "place.h"

#if defined(__GNUC__) && defined(__thumb2__) && defined(__OPTIMIZE__) && !defined(__OPTIMIZE_SIZE__)

#define EDGE_TAP_CODE                   \
    "ldm %[w]!, {r3, r4, r5, r6}\n"    \
    "ldrb %[v], [%[from]]\n"           \
    "mla %[a0], r3, %[v], %[a0]\n"     \
    "ldrb %[v], [%[from], #1]\n"       \
    "mla %[a1], r4, %[v], %[a1]\n"     \
    "ldrb %[v], [%[from], #2]\n"       \
    "mla %[a2], r5, %[v], %[a2]\n"     \
    "ldrb %[v], [%[from], #3]\n"       \
    "mla %[a3], r6, %[v], %[a3]\n"     \
    "add %[from], %[from], %[step]\n"

#define EDGE_RUN_TAPS(code)                                                                                                   \
    {                                                                                                                         \
        uint32_t v;                                                                                                           \
        __asm__ volatile(code                                                                                                 \
                         : [a0] "+r"(a0), [a1] "+r"(a1), [a2] "+r"(a2), [a3] "+r"(a3), [w] "+r"(w), [from] "+r"(from), [v] "=&r"(v) \
                         : [step] "r"(step)                                                                                   \
                         : "r3", "r4", "r5", "r6", "memory");                                                                 \
    }

#define EDGE_TAP EDGE_RUN_TAPS(EDGE_TAP_CODE)
#define EDGE_THREE_TAPS EDGE_RUN_TAPS(EDGE_TAP_CODE EDGE_TAP_CODE EDGE_TAP_CODE)

#else

#define EDGE_TAP           \
    a0 += w[0] * from[0];  \
    a1 += w[1] * from[1];  \
    a2 += w[2] * from[2];  \
    a3 += w[3] * from[3];  \
    w += 4;                \
    from += step;

#define EDGE_THREE_TAPS    \
    EDGE_TAP               \
    EDGE_TAP               \
    EDGE_TAP

#endif

#endif
