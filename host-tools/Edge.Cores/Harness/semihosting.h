/* What a program without an operating system asks of the debugger or emulator around it: files, messages, its end. */
#ifndef SEMIHOSTING_H
#define SEMIHOSTING_H

#include <stdint.h>

/* Opens a file of the host's current folder; negative where that fails. */
int32_t host_open_to_read(const char *name);
int32_t host_open_to_write(const char *name);

/* Whether all `count` bytes were read or written. */
int host_read(int32_t file, void *bytes, uint32_t count);
int host_write(int32_t file, const void *bytes, uint32_t count);

void host_close(int32_t file);

/* A message, with what ends its line. */
void host_print(const char *text);

/* Ends the program; the emulator's exit status is 0 where it succeeded, else 1. */
void host_exit(int succeeded);

#endif
