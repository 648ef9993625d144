#include "cursor.h"

#include "messagepack.h"

int32_t edge_cursor_integer(edge_cursor *cursor, int32_t low, int32_t high)
{
    int64_t value = low;
    if (cursor->status == EDGE_OK) {
        cursor->status = edge_read_integer(cursor->bytes, cursor->end, &cursor->at, &value);
    }
    if (cursor->status == EDGE_OK && (value < low || value > high)) {
        cursor->status = EDGE_OUT_OF_RANGE;
    }
    return cursor->status == EDGE_OK ? (int32_t)value : low;
}

uint32_t edge_cursor_array(edge_cursor *cursor, uint32_t least)
{
    uint32_t count = least;
    if (cursor->status == EDGE_OK) {
        cursor->status = edge_read_array(cursor->bytes, cursor->end, &cursor->at, &count);
    }
    if (cursor->status == EDGE_OK && count < least) {
        cursor->status = EDGE_SHAPE_MISMATCH;
    }
    return count;
}

int edge_cursor_nil(edge_cursor *cursor)
{
    return cursor->status == EDGE_OK && edge_read_nil(cursor->bytes, cursor->end, &cursor->at) == EDGE_OK;
}

void edge_cursor_skip(edge_cursor *cursor, uint32_t count, uint32_t known)
{
    for (uint32_t i = known; i < count && cursor->status == EDGE_OK; i++) {
        cursor->status = edge_skip(cursor->bytes, cursor->end, &cursor->at);
    }
}

void edge_cursor_fail(edge_cursor *cursor, edge_status status)
{
    if (cursor->status == EDGE_OK) {
        cursor->status = status;
    }
}
