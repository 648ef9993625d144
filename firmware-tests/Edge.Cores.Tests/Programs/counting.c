/* 1000 turns of a loop of known length, then (-DUNALIGNED) one store across its alignment or (-DFAULT) a jump to where no instruction is. */
#include "marks.h"
#include "semihosting.h"

static volatile uint32_t words[2];

int main(void)
{
    MARK(0);
    MARK(1);
    for (uint32_t i = 0; i < 1000; i++) {
        __asm__ volatile("nop");
    }
    MARK(2);
#if defined(UNALIGNED)
    volatile uintptr_t odd = (uintptr_t)words + 1; /* hidden from the compiler, which would store bytes */
    *(volatile uint32_t *)odd = 1;
#elif defined(FAULT)
    ((void (*)(void))0xf0000001u)();
#else
    words[1] = 0;
#endif
    host_print("counted\n");
    return 0;
}
