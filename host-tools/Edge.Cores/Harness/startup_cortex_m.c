/* Reset, for any Cortex-M: variables into RAM, faults to the end, main. */
#include <stdint.h>

#include "semihosting.h"

extern uint32_t image_stack_top[], image_data_load[], image_data[], image_data_end[], image_bss[], image_bss_end[];

int main(void);
void reset(void);
void fault(void);

void fault(void)
{
    host_print("fault: an exception was raised\n");
    host_exit(0);
}

void reset(void)
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

struct vectors {
    uint32_t *stack;
    void (*handlers[15])(void);
};

__attribute__((used, section(".vectors"))) static const struct vectors vectors = {
    image_stack_top,
    {reset, fault, fault, fault, fault, fault, fault, fault, fault, fault, fault, fault, fault, fault, fault},
};
