/* Edge: runs .edge networks (formats/FORMAT.md) in plain C99. No heap, no floating point, no global state, no libc but memcpy. */
#ifndef EDGE_H
#define EDGE_H

#include "edge_table.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Names and values are those of the managed runtime (formats/Edge.Formats/Status.cs). */
typedef enum edge_status {
    EDGE_OK = 0,
    EDGE_TRUNCATED = 1,            /* the file ends before the value that was to be read */
    EDGE_WRONG_TYPE = 2,           /* a value has another MessagePack type than FORMAT.md says */
    EDGE_NOT_AN_EDGE_FILE = 3,
    EDGE_VERSION_TOO_NEW = 4,
    EDGE_CHECKSUM_MISMATCH = 5,
    EDGE_OUT_OF_RANGE = 6,         /* a number is outside the limits of FORMAT.md section 7 */
    EDGE_SHAPE_MISMATCH = 7,       /* shapes, counts or formats of a layer contradict each other */
    EDGE_OUT_OF_BOUNDS = 8,        /* a section lies outside the blob, or a tensor outside the arena */
    EDGE_UNSUPPORTED = 9,          /* planes are coded: weights are read where they lie, so store them plain (edge pack without --compress) */
    EDGE_OUT_OF_MEMORY = 10,       /* the memory given is too small: edge_model.memory_size says how much is needed */
    EDGE_INPUT_OUT_OF_RANGE = 13,  /* an input value is outside the range of the input's format */
    EDGE_SELF_TEST_FAILED = 15,
    EDGE_BAD_ARGUMENT = 16         /* a pointer is null or not aligned */
} edge_status;

/*
 * Checks a whole file (checksum, every number, every offset) and builds its layer table in `memory`: afterwards edge_run reads nothing unchecked.
 * The weights stay in `file`, which must be aligned as a pointer is and outlive the model, as must `memory`. `memory` holds table, arena and
 * scratch rows, model->memory_size bytes in all; it must be aligned as a pointer is. What stands in the arena stays as it was.
 * EDGE_OUT_OF_MEMORY: model->memory_size is what to bring next time; where even the table did not fit, that call may ask once more.
 */
edge_status edge_open(const void *file, size_t size, void *memory, size_t memory_size, edge_model *model);

/* Runs the self-tests of the file the model was opened from (FORMAT.md section 6); `input` and `output` have the model's sizes. */
edge_status edge_self_test(const edge_model *model, const void *file, size_t size, uint8_t *input, int32_t *output);

/*
 * Runs the network: `input` has model->input_bytes bytes, `output` receives model->outputs integers.
 * EDGE_OK, EDGE_BAD_ARGUMENT or EDGE_INPUT_OUT_OF_RANGE.
 */
edge_status edge_run(const edge_model *model, const uint8_t *input, int32_t *output);

#ifdef __cplusplus
}
#endif

#endif
