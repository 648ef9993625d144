/* memcpy, also for compilers that come without a C library. */
#ifndef EDGE_COPY_H
#define EDGE_COPY_H

#include <stddef.h>

#if __STDC_HOSTED__
#include <string.h>
#else
void *memcpy(void *to, const void *from, size_t count);
#endif

#endif
