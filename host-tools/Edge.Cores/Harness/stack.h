/* How deep a call's frames reach: the words below the stack pointer are painted before it and looked at behind it, in one function that is not inlined. */
#ifndef STACK_H
#define STACK_H

#include <stdint.h>

enum { PAINTED_WORDS = 1024, PAINT = 0x5a17c0de };

#if defined(__arm__)
#define STACK_POINTER(to) __asm__ volatile("mov %0, sp" : "=r"(to))
#else
#define STACK_POINTER(to) __asm__ volatile("mv %0, sp" : "=r"(to))
#endif

/* Part of its caller: its own frame would be painted over. */
static inline __attribute__((always_inline)) void stack_paint(volatile uint32_t *top)
{
    for (uint32_t i = 1; i <= PAINTED_WORDS; i++) {
        *(top - i) = PAINT;
    }
}

/* The bytes below `top` that were written since. */
static inline __attribute__((always_inline)) uint32_t stack_used(volatile uint32_t *top)
{
    uint32_t words = PAINTED_WORDS;
    while (words > 0 && *(top - words) == PAINT) {
        words--;
    }
    return 4 * words;
}

#endif
