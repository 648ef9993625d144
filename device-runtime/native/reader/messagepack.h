/*
 * Reads MessagePack values out of a window of bytes. Every function reads the value at *at, looks at no byte at or behind `end`, and moves *at behind the
 * value only when it returns EDGE_OK. A window is at most INT32_MAX bytes long.
 */
#ifndef EDGE_MESSAGEPACK_H
#define EDGE_MESSAGEPACK_H

#include "../include/edge.h"

/* EDGE_OK, EDGE_TRUNCATED or EDGE_WRONG_TYPE. */
edge_status edge_read_nil(const uint8_t *bytes, uint32_t end, uint32_t *at);

/* An integer of any width that fits 64 bits with a sign; besides: EDGE_OUT_OF_RANGE. */
edge_status edge_read_integer(const uint8_t *bytes, uint32_t end, uint32_t *at, int64_t *value);

/* The count of an array; the window has at least a byte for each of its elements. */
edge_status edge_read_array(const uint8_t *bytes, uint32_t end, uint32_t *at, uint32_t *count);

/* The length of a str or bin, all of which lies in the window; *at is its first byte then. */
edge_status edge_read_string(const uint8_t *bytes, uint32_t end, uint32_t *at, uint32_t *length);
edge_status edge_read_binary(const uint8_t *bytes, uint32_t end, uint32_t *at, uint32_t *length);

/* Skips one value with everything inside it, without recursion: only the number of values still to come is kept, and each needs a byte of the window. */
edge_status edge_skip(const uint8_t *bytes, uint32_t end, uint32_t *at);

#endif
