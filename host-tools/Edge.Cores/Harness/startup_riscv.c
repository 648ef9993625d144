/* Reset, for RISC-V in machine mode: the stack, traps to the end, variables into RAM, main. */
#include <stdint.h>

#include "semihosting.h"

extern uint32_t image_data_load[], image_data[], image_data_end[], image_bss[], image_bss_end[];

int main(void);
void reset(void);
void start(void);
void fault(void);

__attribute__((used, naked, section(".vectors"))) void reset(void)
{
    __asm__ volatile("la sp, image_stack_top\n\tla t0, fault\n\t.word 0x30529073 /* csrw mtvec, t0: older assemblers want it named as an extension, newer ones not */\n\tj start");
}

__attribute__((used, aligned(4))) void fault(void)
{
    host_print("fault: a trap was taken\n");
    host_exit(0);
}

__attribute__((used)) void start(void)
{
    const uint32_t *from = image_data_load;
    for (uint32_t *to = image_data; to < image_data_end; to++) {
        *to = *from++;
    }
    for (uint32_t *to = image_bss; to < image_bss_end; to++) {
        *to = 0;
    }
    host_exit(main() == 0);
}
