/*
 * Taps of four channels. EDGE_TAP: a0 .. a3 += weight * value; w moves on by four weights and `from` by `step`, to the next pixel.
 * EDGE_NINE_TAPS: a0 .. a3 = the sums of a kernel of 3 x 3, whose rows lie `line` behind the end of the one before; where `from` ends is not said.
 */
#ifndef EDGE_DEPTHWISE_TAPS_H
#define EDGE_DEPTHWISE_TAPS_H

#include "place.h"

#if defined(__GNUC__) && defined(__thumb__) && defined(__OPTIMIZE__) && !defined(__OPTIMIZE_SIZE__) && !defined(__PIC__)

#if defined(__thumb2__)
#define EDGE_FIRST_CHANNEL(at, weight, sum) \
    "ldrb %[v], [%[from], #" #at "]\n"      \
    "mul %[" sum "], " weight ", %[v]\n"
#define EDGE_CHANNEL(at, weight, sum)       \
    "ldrb %[v], [%[from], #" #at "]\n"      \
    "mla %[" sum "], " weight ", %[v], %[" sum "]\n"
#define EDGE_LOW "r"
#define EDGE_SUM "r"
#else
/* Cortex-M0: the sums live in high registers, which can do nothing but move and add. */
#define EDGE_FIRST_CHANNEL(at, weight, sum) \
    "ldrb %[v], [%[from], #" #at "]\n"      \
    "muls %[v], " weight "\n"               \
    "mov %[" sum "], %[v]\n"
#define EDGE_CHANNEL(at, weight, sum)       \
    "ldrb %[v], [%[from], #" #at "]\n"      \
    "muls %[v], " weight "\n"               \
    "add %[" sum "], %[v]\n"
#define EDGE_LOW "l"
#define EDGE_SUM "h"
#endif

#define EDGE_FOUR(channel)            \
    "ldm %[w]!, {r3, r4, r5, r6}\n"   \
    channel(0, "r3", "a0")            \
    channel(1, "r4", "a1")            \
    channel(2, "r5", "a2")            \
    channel(3, "r6", "a3")

#define EDGE_STEP "add %[from], %[step]\n"

#define EDGE_RUN_TAPS(sum, code)                                                                                 \
    {                                                                                                            \
        uint32_t v;                                                                                              \
        __asm__ volatile(".syntax unified\n" code                                                                \
                         : [a0] sum EDGE_SUM(a0), [a1] sum EDGE_SUM(a1), [a2] sum EDGE_SUM(a2), [a3] sum EDGE_SUM(a3), \
                           [w] "+" EDGE_LOW(w), [from] "+" EDGE_LOW(from), [v] "=&" EDGE_LOW(v)                  \
                         : [step] EDGE_SUM(step)                                                                 \
                         : "r3", "r4", "r5", "r6", "cc", "memory");                                              \
    }

#define EDGE_TAP EDGE_RUN_TAPS("+", EDGE_FOUR(EDGE_CHANNEL) EDGE_STEP)

#define EDGE_THREE_TAPS EDGE_RUN_TAPS("+", EDGE_FOUR(EDGE_CHANNEL) EDGE_STEP EDGE_FOUR(EDGE_CHANNEL) EDGE_STEP EDGE_FOUR(EDGE_CHANNEL) EDGE_STEP)

#define EDGE_NINE_TAPS                                                                                           \
    EDGE_RUN_TAPS("=&", EDGE_FOUR(EDGE_FIRST_CHANNEL) EDGE_STEP EDGE_FOUR(EDGE_CHANNEL) EDGE_STEP EDGE_FOUR(EDGE_CHANNEL)) \
    from += step + line;                                                                                         \
    EDGE_RUN_TAPS("+", EDGE_FOUR(EDGE_CHANNEL) EDGE_STEP EDGE_FOUR(EDGE_CHANNEL) EDGE_STEP EDGE_FOUR(EDGE_CHANNEL)) \
    from += step + line;                                                                                         \
    EDGE_RUN_TAPS("+", EDGE_FOUR(EDGE_CHANNEL) EDGE_STEP EDGE_FOUR(EDGE_CHANNEL) EDGE_STEP EDGE_FOUR(EDGE_CHANNEL))

#else

#define EDGE_TAP                    \
    a0 += w[0] * from[0];           \
    a1 += w[1] * from[1];           \
    a2 += w[2] * from[2];           \
    a3 += w[3] * from[3];           \
    EDGE_IN_ORDER(a0, a1, a2, a3);  \
    w += 4;                         \
    from += step;

#define EDGE_THREE_TAPS EDGE_TAP EDGE_TAP EDGE_TAP

#define EDGE_NINE_TAPS              \
    a0 = a1 = a2 = a3 = 0;          \
    EDGE_TAP EDGE_TAP EDGE_TAP      \
    from += line;                   \
    EDGE_TAP EDGE_TAP EDGE_TAP      \
    from += line;                   \
    EDGE_TAP EDGE_TAP EDGE_TAP

#endif

#endif
