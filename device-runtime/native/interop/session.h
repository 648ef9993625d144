/*
 * A model between two calls from managed code. The collector may move the file and the memory meanwhile, so the addresses are kept with the model:
 * where they are no longer those of the arrays, the file is opened again, which costs its checksum and leaves the activations as they are.
 */
#ifndef EDGE_SESSION_H
#define EDGE_SESSION_H

#include "edge.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Opens `file` into `memory`; facts: the bytes that memory must have, and where the arena begins in it. */
edge_status edge_session_open(const uint8_t *file, size_t size, uint8_t *memory, size_t memory_size, int32_t facts[2]);

/* Runs layer `layer` of what was opened, all layers where it is -1. `input` and `output` have at least the lengths given. */
edge_status edge_session_run(const uint8_t *file, size_t size, uint8_t *memory, size_t memory_size, int32_t layer,
                             const uint8_t *input, size_t input_size, int32_t *output, size_t output_count);

#ifdef __cplusplus
}
#endif

#endif
