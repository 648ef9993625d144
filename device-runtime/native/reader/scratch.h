#ifndef EDGE_SCRATCH_H
#define EDGE_SCRATCH_H

#include "../include/edge_table.h"

/*
 * Gives every layer its scratch: in the arena where that has room beside the tensors alive then, else behind it. Returns the bytes of arena and scratch.
 * On entry `scratch` and `scratch_bits` of each layer are the numbers of its input tensors: the table has no other place for them.
 */
uint64_t edge_plan_scratch(edge_layer *layers, uint32_t count, uint32_t arena);

#endif
