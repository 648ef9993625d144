/* Semihosting calls as Arm's "Semihosting for AArch32 and AArch64" defines them; RISC-V takes over the numbers and brackets the trap. */
#include "semihosting.h"

#include <stddef.h>

size_t strlen(const char *text); /* memory.c */

enum { OPEN = 0x01, CLOSE = 0x02, PRINT = 0x04, WRITE = 0x05, READ = 0x06, EXIT = 0x18 };
enum { READ_BINARY = 1, WRITE_BINARY = 5 };
enum { APPLICATION_EXIT = 0x20026, RUN_TIME_ERROR = 0x20023 };

#if defined(__arm__)
static uint32_t call(uint32_t number, uintptr_t argument)
{
    register uint32_t r0 __asm__("r0") = number;
    register uintptr_t r1 __asm__("r1") = argument;
    __asm__ volatile("bkpt 0xab" : "+r"(r0) : "r"(r1) : "memory");
    return r0;
}
#else
static uint32_t call(uint32_t number, uintptr_t argument)
{
    register uint32_t a0 __asm__("a0") = number;
    register uintptr_t a1 __asm__("a1") = argument;
    /* The three instructions must be uncompressed and lie on one page. */
    __asm__ volatile(".balign 16\n\t.option push\n\t.option norvc\n\tslli zero, zero, 0x1f\n\tebreak\n\tsrai zero, zero, 7\n\t.option pop"
                     : "+r"(a0)
                     : "r"(a1)
                     : "memory");
    return a0;
}
#endif

static int32_t open_file(const char *name, uint32_t mode)
{
    uintptr_t block[3] = {(uintptr_t)name, mode, strlen(name)};
    return (int32_t)call(OPEN, (uintptr_t)block);
}

int32_t host_open_to_read(const char *name)
{
    return open_file(name, READ_BINARY);
}

int32_t host_open_to_write(const char *name)
{
    return open_file(name, WRITE_BINARY);
}

/* READ and WRITE answer how many bytes were left over. */
int host_read(int32_t file, void *bytes, uint32_t count)
{
    uintptr_t block[3] = {(uintptr_t)file, (uintptr_t)bytes, count};
    return call(READ, (uintptr_t)block) == 0;
}

int host_write(int32_t file, const void *bytes, uint32_t count)
{
    uintptr_t block[3] = {(uintptr_t)file, (uintptr_t)bytes, count};
    return call(WRITE, (uintptr_t)block) == 0;
}

void host_close(int32_t file)
{
    uintptr_t block[1] = {(uintptr_t)file};
    call(CLOSE, (uintptr_t)block);
}

void host_print(const char *text)
{
    call(PRINT, (uintptr_t)text);
}

void host_exit(int succeeded)
{
    call(EXIT, succeeded ? APPLICATION_EXIT : RUN_TIME_ERROR);
    for (;;) {
    }
}
