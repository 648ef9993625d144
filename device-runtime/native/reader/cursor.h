/* A place in the header and the first thing that went wrong. Reading goes on after an error without effect, so callers check once. */
#ifndef EDGE_CURSOR_H
#define EDGE_CURSOR_H

#include "../include/edge.h"

typedef struct edge_cursor {
    const uint8_t *bytes;
    uint32_t end;
    uint32_t at;
    edge_status status;
} edge_cursor;

/* An integer within bounds; elsewhere the status becomes EDGE_OUT_OF_RANGE and the result is `low`. */
int32_t edge_cursor_integer(edge_cursor *cursor, int32_t low, int32_t high);

/* The count of an array of at least `least` fields. */
uint32_t edge_cursor_array(edge_cursor *cursor, uint32_t least);

/* Whether the next value is nil; then it is read. */
int edge_cursor_nil(edge_cursor *cursor);

/* Skips what an array has beyond the fields that this version knows. */
void edge_cursor_skip(edge_cursor *cursor, uint32_t count, uint32_t known);

/* Keeps the first failure. */
void edge_cursor_fail(edge_cursor *cursor, edge_status status);

#endif
