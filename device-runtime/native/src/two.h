#ifndef EDGE_TWO_H
#define EDGE_TWO_H

#include "../include/edge_table.h"
#include "inline.h"

typedef struct edge_two {
    uint32_t first, second;
} edge_two;

/* Two neighbouring words; compilers do not find the instruction that loads both. */
EDGE_INLINE edge_two edge_two_at(const edge_word *p, unsigned at)
{
    edge_two two;
#if defined(__GNUC__) && defined(__thumb2__)
    __asm__("ldrd %0, %1, [%2, %3]" : "=r"(two.first), "=r"(two.second) : "r"(p), "i"(4 * at), "m"(p[at]), "m"(p[at + 1]));
#else
    two.first = p[at];
    two.second = p[at + 1];
#endif
    return two;
}

#endif
