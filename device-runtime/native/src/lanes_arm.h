/*
 * Blocks of row lanes in the instructions of a Cortex-M: the compiler's order of the same steps runs out of registers.
 * A block reads 16 / bits values at x and four words at w, adds to a0 .. a3, and moves x and w on.
 */
#ifndef EDGE_LANES_ARM_H
#define EDGE_LANES_ARM_H

#if defined(__thumb2__)

/* Cortex-M3 and up: `and` shifts its operand for free and `mla` adds what it multiplied: two instructions make two products. */
#define EDGE_WORD(word, sum, shift)                   \
    "and %[t], %[mask], " word ", lsr #" #shift "\n" \
    "mla %[" sum "], %[t], %[v], %[" sum "]\n"

#define EDGE_VALUE(at, shift)    \
    "ldrb %[v], [%[x]], #1\n"    \
    EDGE_WORD("r3", "a0", shift) \
    EDGE_WORD("r4", "a1", shift) \
    EDGE_WORD("r5", "a2", shift) \
    EDGE_WORD("r6", "a3", shift)

#define EDGE_WORDS                  \
    "ldm %[w], {r3, r4, r5, r6}\n" \
    "add %[w], %[w], %[stride]\n"

#if defined(__ARM_FEATURE_DSP)
#define EDGE_LOW_HALF "uxtah %[t], %[t], %[a]\n"
#else
#define EDGE_LOW_HALF "uxth r3, %[a]\nadd %[t], %[t], r3\n"
#endif

#define EDGE_SPLIT(i, a_i)                                                                                \
    {                                                                                                     \
        uint32_t t, v;                                                                                    \
        __asm__ volatile("ldrd %[t], %[v], [%[sums], %[at]]\n" EDGE_LOW_HALF                              \
                         "add %[v], %[v], %[a], lsr #16\n"                                                \
                         "strd %[t], %[v], [%[sums], %[at]]\n"                                            \
                         : [t] "=&r"(t), [v] "=&r"(v) : [a] "r"(a_i), [sums] "r"(sums), [at] "i"(8 * (i)) : "r3", "memory"); \
    }

#define EDGE_NEXT(values)
#define EDGE_RUN(code)                                                                                                   \
    {                                                                                                                    \
        uint32_t t, v;                                                                                                   \
        __asm__ volatile(code                                                                                            \
                         : [a0] "+r"(a0), [a1] "+r"(a1), [a2] "+r"(a2), [a3] "+r"(a3), [x] "+r"(x), [w] "+r"(w), [t] "=&r"(t), [v] "=&r"(v) \
                         : [mask] "r"(mask), [stride] "r"(4 * stride)                                                  \
                         : "r3", "r4", "r5", "r6", "memory");                                                            \
    }

#else

/* Cortex-M0: shift, and, multiply, add, and two words at a time for want of registers. What only moves or adds lives in high ones. */
#define EDGE_WORD(word, sum, shift)       \
    "lsrs %[t], " word ", #" #shift "\n" \
    "ands %[t], %[mask]\n"               \
    "muls %[t], %[v]\n"                  \
    "add %[" sum "], %[t]\n"

#define EDGE_VALUE(at, shift)       \
    "ldrb %[v], [%[x], #" #at "]\n" \
    EDGE_WORD("r3", "a0", shift)    \
    EDGE_WORD("r4", "a1", shift)

#define EDGE_WORDS           \
    ".syntax unified\n"      \
    "mov %[t], %[w]\n"       \
    "ldm %[t]!, {r3, r4}\n" \
    "add %[w], %[stride]\n"

#define EDGE_NEXT(values) "adds %[x], #" #values "\n"

#define EDGE_RUN(code)                                                                                     \
    {                                                                                                      \
        uint32_t t, v;                                                                                     \
        __asm__ volatile(code                                                                              \
                         : [a0] "+h"(a0), [a1] "+h"(a1), [x] "+l"(x), [w] "+h"(w), [t] "=&l"(t), [v] "=&l"(v) \
                         : [mask] "l"(mask), [stride] "h"(4 * stride)                                    \
                         : "r3", "r4", "cc", "memory");                                                    \
    }

#endif

#define EDGE_BLOCK1                                                                                                     \
    EDGE_WORDS EDGE_VALUE(0, 0) EDGE_VALUE(1, 1) EDGE_VALUE(2, 2) EDGE_VALUE(3, 3) EDGE_VALUE(4, 4) EDGE_VALUE(5, 5)    \
    EDGE_VALUE(6, 6) EDGE_VALUE(7, 7) EDGE_VALUE(8, 8) EDGE_VALUE(9, 9) EDGE_VALUE(10, 10) EDGE_VALUE(11, 11)           \
    EDGE_VALUE(12, 12) EDGE_VALUE(13, 13) EDGE_VALUE(14, 14) EDGE_VALUE(15, 15) EDGE_NEXT(16)

#define EDGE_BLOCK2                                                                                                       \
    EDGE_WORDS EDGE_VALUE(0, 0) EDGE_VALUE(1, 2) EDGE_VALUE(2, 4) EDGE_VALUE(3, 6) EDGE_VALUE(4, 8) EDGE_VALUE(5, 10)     \
    EDGE_VALUE(6, 12) EDGE_VALUE(7, 14) EDGE_NEXT(8)

#define EDGE_BLOCK4 EDGE_WORDS EDGE_VALUE(0, 0) EDGE_VALUE(1, 4) EDGE_VALUE(2, 8) EDGE_VALUE(3, 12) EDGE_NEXT(4)

/* Sixteen values, and twice as many. */
#define EDGE_THIRTY_TWO                                                   \
    if (bits == 1) {                                                      \
        EDGE_RUN(EDGE_BLOCK1 EDGE_BLOCK1)                                 \
    } else {                                                              \
        EDGE_RUN(EDGE_BLOCK2 EDGE_BLOCK2 EDGE_BLOCK2 EDGE_BLOCK2)         \
    }

#define EDGE_SIXTEEN                                                      \
    if (bits == 1) {                                                      \
        EDGE_RUN(EDGE_BLOCK1)                                             \
    } else if (bits == 2) {                                               \
        EDGE_RUN(EDGE_BLOCK2 EDGE_BLOCK2)                                 \
    } else {                                                              \
        EDGE_RUN(EDGE_BLOCK4 EDGE_BLOCK4 EDGE_BLOCK4 EDGE_BLOCK4)         \
    }

#endif
