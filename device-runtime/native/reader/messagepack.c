#include "messagepack.h"

/* The big-endian count of 1, 2 or 4 bytes at `at`; EDGE_TRUNCATED where the window ends before it. */
static edge_status read_count(const uint8_t *bytes, uint32_t end, uint32_t at, uint32_t size, uint32_t *count)
{
    if (at > end || size > end - at) {
        return EDGE_TRUNCATED;
    }
    uint32_t value = 0;
    for (uint32_t i = 0; i < size; i++) {
        value = value << 8 | bytes[at + i];
    }
    *count = value;
    return EDGE_OK;
}

edge_status edge_read_nil(const uint8_t *bytes, uint32_t end, uint32_t *at)
{
    if (*at >= end) {
        return EDGE_TRUNCATED;
    }
    if (bytes[*at] != 0xc0) {
        return EDGE_WRONG_TYPE;
    }
    ++*at;
    return EDGE_OK;
}

edge_status edge_read_integer(const uint8_t *bytes, uint32_t end, uint32_t *at, int64_t *value)
{
    if (*at >= end) {
        return EDGE_TRUNCATED;
    }
    uint32_t position = *at;
    uint32_t code = bytes[position++];
    if (code < 0x80 || code >= 0xe0) { /* the integer itself, 0 .. 127 or -32 .. -1 */
        *value = code < 0x80 ? (int64_t)code : (int64_t)code - 256;
        *at = position;
        return EDGE_OK;
    }
    if (code < 0xcc || code > 0xd3) {
        return EDGE_WRONG_TYPE;
    }
    uint32_t size = 1u << (code & 3); /* cc .. cf unsigned and d0 .. d3 signed: 1, 2, 4, 8 bytes */
    if (size > end - position) {
        return EDGE_TRUNCATED;
    }
    uint64_t wide = code >= 0xd0 && bytes[position] >= 0x80 ? UINT64_MAX : 0;
    for (uint32_t i = 0; i < size; i++) {
        wide = wide << 8 | bytes[position + i];
    }
    if (code == 0xcf && wide > INT64_MAX) {
        return EDGE_OUT_OF_RANGE;
    }
    *value = (int64_t)wide;
    *at = position + size;
    return EDGE_OK;
}

edge_status edge_read_array(const uint8_t *bytes, uint32_t end, uint32_t *at, uint32_t *count)
{
    if (*at >= end) {
        return EDGE_TRUNCATED;
    }
    uint32_t position = *at + 1;
    uint32_t code = bytes[*at];
    uint32_t items = code & 15;
    if ((code & 0xf0) != 0x90) {
        if ((code & 0xfe) != 0xdc) {
            return EDGE_WRONG_TYPE;
        }
        uint32_t size = code == 0xdc ? 2 : 4;
        if (read_count(bytes, end, position, size, &items) != EDGE_OK) {
            return EDGE_TRUNCATED;
        }
        position += size;
    }
    if (items > end - position) {
        return EDGE_TRUNCATED;
    }
    *count = items;
    *at = position;
    return EDGE_OK;
}

/* The payload of a str or bin whose length takes `size` bytes behind its code; size 0: the length is `length`. */
static edge_status read_payload(const uint8_t *bytes, uint32_t end, uint32_t *at, uint32_t size, uint32_t *length)
{
    uint32_t position = *at + 1;
    uint32_t count = *length;
    if (size > 0 && read_count(bytes, end, position, size, &count) != EDGE_OK) {
        return EDGE_TRUNCATED;
    }
    position += size;
    if (count > end - position) {
        return EDGE_TRUNCATED;
    }
    *length = count;
    *at = position;
    return EDGE_OK;
}

edge_status edge_read_string(const uint8_t *bytes, uint32_t end, uint32_t *at, uint32_t *length)
{
    if (*at >= end) {
        return EDGE_TRUNCATED;
    }
    uint32_t code = bytes[*at];
    *length = code & 31;
    if (code >= 0xa0 && code <= 0xbf) {
        return read_payload(bytes, end, at, 0, length);
    }
    return code >= 0xd9 && code <= 0xdb ? read_payload(bytes, end, at, 1u << (code - 0xd9), length) : EDGE_WRONG_TYPE;
}

edge_status edge_read_binary(const uint8_t *bytes, uint32_t end, uint32_t *at, uint32_t *length)
{
    if (*at >= end) {
        return EDGE_TRUNCATED;
    }
    uint32_t code = bytes[*at];
    return code >= 0xc4 && code <= 0xc6 ? read_payload(bytes, end, at, 1u << (code - 0xc4), length) : EDGE_WRONG_TYPE;
}

/* How many values a value directly holds, and how many bytes its own part takes; both are 64 bits wide, so no length overflows. */
static edge_status measure(const uint8_t *bytes, uint32_t end, uint32_t at, uint64_t *children, uint64_t *length)
{
    uint32_t code = bytes[at];
    uint32_t count = 0;
    uint32_t size = 0; /* of the count behind the code */
    uint32_t extra = 0;
    uint32_t per_count = 0;
    if (code < 0x80 || code >= 0xe0 || code == 0xc0 || code == 0xc2 || code == 0xc3) {
        extra = 0;
    } else if (code <= 0x8f) {
        count = code & 15;
        per_count = 2;
    } else if (code <= 0x9f) {
        count = code & 15;
        per_count = 1;
    } else if (code <= 0xbf) {
        extra = code & 31;
    } else if (code <= 0xc9) { /* bin, ext */
        size = 1u << (code <= 0xc6 ? code - 0xc4 : code - 0xc7);
        extra = code <= 0xc6 ? 0 : 1;
    } else if (code <= 0xcb) { /* float32, float64 */
        extra = code == 0xca ? 4 : 8;
    } else if (code <= 0xd3) {
        extra = 1u << (code & 3);
    } else if (code <= 0xd8) { /* fixext: a type and 1, 2, 4, 8 or 16 bytes */
        extra = 1 + (1u << (code - 0xd4));
    } else if (code <= 0xdb) {
        size = 1u << (code - 0xd9);
    } else { /* arrays and maps with counts of 2 or 4 bytes */
        size = (code & 1) == 0 ? 2 : 4;
        per_count = code < 0xde ? 1 : 2;
    }
    if (size > 0 && read_count(bytes, end, at + 1, size, &count) != EDGE_OK) {
        return EDGE_TRUNCATED;
    }
    *children = (uint64_t)count * per_count;
    *length = (uint64_t)1 + size + extra + (per_count == 0 ? count : 0);
    return EDGE_OK;
}

edge_status edge_skip(const uint8_t *bytes, uint32_t end, uint32_t *at)
{
    uint32_t position = *at;
    uint64_t pending = 1;
    while (pending > 0) {
        uint64_t children, length;
        if (position > end || pending > end - position) {
            return EDGE_TRUNCATED;
        }
        if (bytes[position] == 0xc1) { /* never used */
            return EDGE_WRONG_TYPE;
        }
        pending--;
        if (measure(bytes, end, position, &children, &length) != EDGE_OK || children + length + pending > end - position) {
            return EDGE_TRUNCATED;
        }
        pending += children;
        position += (uint32_t)length;
    }
    *at = position;
    return EDGE_OK;
}
