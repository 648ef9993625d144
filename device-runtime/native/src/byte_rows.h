/*
 * Rows of byte weights. EDGE_FOUR_INPUTS: a0 .. a3 += the sums of field * value over four inputs of four rows that lie `inputs` bytes apart, and moves on.
 * One load of a value serves four rows.
 */
#ifndef EDGE_BYTE_ROWS_H
#define EDGE_BYTE_ROWS_H

#include "inline.h"

#if defined(__GNUC__) && defined(__thumb__) && defined(__OPTIMIZE__) && !defined(__PIC__)
#define EDGE_BYTE_BLOCKS 1
#else
#define EDGE_BYTE_BLOCKS 0
#endif

#if EDGE_BYTE_BLOCKS && defined(__thumb2__)

#if defined(__ARM_FEATURE_DSP) && defined(__ARM_FEATURE_UNALIGNED)
/* Bytes 0 and 2 of a word, then 1 and 3, as two halves each: one instruction makes and adds two products. Words are read where they lie. */
#define EDGE_BYTE_ROW(sum, from)                    \
    "ldr %[t], " from "\n"                          \
    "uxtb16 %[u], %[t]\n"                           \
    "uxtb16 %[t], %[t], ror #8\n"                   \
    "smlad %[" sum "], %[u], %[v], %[" sum "]\n"    \
    "smlad %[" sum "], %[t], %[odd], %[" sum "]\n"
#define EDGE_BYTE_STEP                              \
    "ldr %[v], [%[x]], #4\n"                        \
    "uxtb16 %[odd], %[v], ror #8\n"                 \
    "uxtb16 %[v], %[v]\n"                           \
    EDGE_BYTE_ROW("a1", "[%[w], %[inputs]]")        \
    EDGE_BYTE_ROW("a0", "[%[w]], #4")               \
    EDGE_BYTE_ROW("a3", "[%[w2], %[inputs]]")       \
    EDGE_BYTE_ROW("a2", "[%[w2]], #4")
#else
#define EDGE_BYTE_ROW(sum, from)                    \
    "ldrb %[t], " from "\n"                         \
    "mla %[" sum "], %[t], %[v], %[" sum "]\n"
#define EDGE_BYTE_INPUT                             \
    "ldrb %[v], [%[x]], #1\n"                       \
    EDGE_BYTE_ROW("a1", "[%[w], %[inputs]]")        \
    EDGE_BYTE_ROW("a0", "[%[w]], #1")               \
    EDGE_BYTE_ROW("a3", "[%[w2], %[inputs]]")       \
    EDGE_BYTE_ROW("a2", "[%[w2]], #1")
#define EDGE_BYTE_STEP EDGE_BYTE_INPUT EDGE_BYTE_INPUT EDGE_BYTE_INPUT EDGE_BYTE_INPUT
#endif

#define EDGE_BYTE_RUN(code)                                                                                                        \
    {                                                                                                                              \
        uint32_t t, u, v, odd;                                                                                                     \
        __asm__ volatile(code                                                                                                      \
                         : [a0] "+r"(a0), [a1] "+r"(a1), [a2] "+r"(a2), [a3] "+r"(a3), [x] "+r"(x), [w] "+r"(w), [w2] "+r"(w2),  \
                           [t] "=&r"(t), [u] "=&r"(u), [v] "=&r"(v), [odd] "=&r"(odd)                                            \
                         : [inputs] "r"(inputs) : "memory");                                                                       \
    }
#define EDGE_FOUR_INPUTS EDGE_BYTE_RUN(EDGE_BYTE_STEP)
#define EDGE_SIXTEEN_INPUTS EDGE_BYTE_RUN(EDGE_BYTE_STEP EDGE_BYTE_STEP EDGE_BYTE_STEP EDGE_BYTE_STEP)
#define EDGE_ROW_PAIRS 1

#else

#define EDGE_ROW_PAIRS 0

#if EDGE_BYTE_BLOCKS

/* Cortex-M0: pointers to all four rows in the registers that can address, the sums in those that can only add. */
#define EDGE_BYTE_ROW(sum, w, at)                   \
    "ldrb %[t], [%[" w "], #" #at "]\n"             \
    "muls %[t], %[v]\n"                             \
    "add %[" sum "], %[t]\n"
#define EDGE_BYTE_INPUT(at)                         \
    "ldrb %[v], [%[x], #" #at "]\n"                 \
    EDGE_BYTE_ROW("a0", "w", at)                    \
    EDGE_BYTE_ROW("a1", "w1", at)                   \
    EDGE_BYTE_ROW("a2", "w2", at)                   \
    EDGE_BYTE_ROW("a3", "w3", at)
#define EDGE_BYTE_FOUR(a, b, c, d) EDGE_BYTE_INPUT(a) EDGE_BYTE_INPUT(b) EDGE_BYTE_INPUT(c) EDGE_BYTE_INPUT(d)
#define EDGE_BYTE_NEXT(n) "adds %[x], #" #n "\nadds %[w], #" #n "\nadds %[w1], #" #n "\nadds %[w2], #" #n "\nadds %[w3], #" #n "\n"
#define EDGE_BYTE_RUN(code)                                                                                                        \
    {                                                                                                                              \
        uint32_t t, v;                                                                                                             \
        __asm__ volatile(".syntax unified\n" code                                                                                  \
                         : [a0] "+h"(a0), [a1] "+h"(a1), [a2] "+h"(a2), [a3] "+h"(a3), [x] "+l"(x), [w] "+l"(w), [w1] "+l"(w1),  \
                           [w2] "+l"(w2), [w3] "+l"(w3), [t] "=&l"(t), [v] "=&l"(v)                                              \
                         : : "cc", "memory");                                                                                      \
    }
#define EDGE_FOUR_INPUTS EDGE_BYTE_RUN(EDGE_BYTE_FOUR(0, 1, 2, 3) EDGE_BYTE_NEXT(4))
#define EDGE_SIXTEEN_INPUTS                                                                                                        \
    EDGE_BYTE_RUN(EDGE_BYTE_FOUR(0, 1, 2, 3) EDGE_BYTE_FOUR(4, 5, 6, 7) EDGE_BYTE_FOUR(8, 9, 10, 11) EDGE_BYTE_FOUR(12, 13, 14, 15) EDGE_BYTE_NEXT(16))

#else

#define EDGE_BYTE_INPUT(at)                         \
    {                                               \
        uint32_t v = x[at];                         \
        a0 += w[at] * v;                            \
        a1 += w1[at] * v;                           \
        a2 += w2[at] * v;                           \
        a3 += w3[at] * v;                           \
        EDGE_IN_ORDER(a0, a1, a2, a3);              \
    }
#define EDGE_BYTE_FOUR(at) EDGE_BYTE_INPUT(at) EDGE_BYTE_INPUT((at) + 1) EDGE_BYTE_INPUT((at) + 2) EDGE_BYTE_INPUT((at) + 3)
#define EDGE_BYTE_NEXT(n) x += n; w += n; w1 += n; w2 += n; w3 += n;
#define EDGE_FOUR_INPUTS EDGE_BYTE_FOUR(0) EDGE_BYTE_NEXT(4)
#define EDGE_SIXTEEN_INPUTS EDGE_BYTE_FOUR(0) EDGE_BYTE_FOUR(4) EDGE_BYTE_FOUR(8) EDGE_BYTE_FOUR(12) EDGE_BYTE_NEXT(16)

#endif
#endif
#endif
