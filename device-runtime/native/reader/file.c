#include "file.h"

#include "crc32.h"
#include "messagepack.h"

/* Magic and version; *at is field 2 then. */
static edge_status read_start(const edge_file *file, uint32_t *at)
{
    static const uint8_t magic[4] = {'e', 'd', 'g', 'e'};
    uint32_t fields, length;
    if (file->size < 1) {
        return EDGE_TRUNCATED;
    }
    if ((file->bytes[0] & 0xf0) != 0x90 && (file->bytes[0] & 0xfe) != 0xdc) {
        return EDGE_NOT_AN_EDGE_FILE;
    }
    edge_status status = edge_read_array(file->bytes, file->size, at, &fields);
    if (status != EDGE_OK) {
        return status;
    }
    status = edge_read_string(file->bytes, file->size, at, &length);
    if (status != EDGE_OK) {
        return status == EDGE_TRUNCATED ? status : EDGE_NOT_AN_EDGE_FILE;
    }
    for (uint32_t i = 0; i < 4; i++) {
        if (length != 4 || file->bytes[*at + i] != magic[i]) {
            return EDGE_NOT_AN_EDGE_FILE;
        }
    }
    *at += 4;
    int64_t version;
    status = edge_read_integer(file->bytes, file->size, at, &version);
    if (status != EDGE_OK) {
        return status;
    }
    if (version < INT32_MIN || version > INT32_MAX || version < EDGE_VERSION) {
        return EDGE_OUT_OF_RANGE;
    }
    if (version > EDGE_VERSION) {
        return EDGE_VERSION_TOO_NEW;
    }
    return fields < EDGE_TOP_LEVEL_FIELDS ? EDGE_SHAPE_MISMATCH : EDGE_OK;
}

static edge_status check_sum(const edge_file *file)
{
    uint32_t at = file->blob_at + file->blob_length;
    uint32_t crc = edge_crc32(0, file->bytes, at);
    int64_t stored;
    edge_status status = edge_read_integer(file->bytes, file->size, &at, &stored);
    if (status != EDGE_OK) {
        return status;
    }
    if (stored < 0 || stored > UINT32_MAX) {
        return EDGE_OUT_OF_RANGE;
    }
    return stored == crc ? EDGE_OK : EDGE_CHECKSUM_MISMATCH;
}

edge_status edge_find_blob(edge_file *file)
{
    uint32_t at = 0;
    const uint8_t *bytes = file->bytes;
    edge_status status = read_start(file, &at);
    for (int field = 2; field < EDGE_FIELD_BLOB && status == EDGE_OK; field++) {
        status = edge_skip(bytes, file->size, &at);
    }
    if (status != EDGE_OK) {
        return status;
    }
    if (file->size - at < EDGE_BLOB_HEADER_BYTES) {
        return EDGE_TRUNCATED;
    }
    if (bytes[at] != 0xc6) {
        return EDGE_WRONG_TYPE;
    }
    uint32_t length = (uint32_t)bytes[at + 1] << 24 | (uint32_t)bytes[at + 2] << 16 | (uint32_t)bytes[at + 3] << 8 | bytes[at + 4];
    at += EDGE_BLOB_HEADER_BYTES;
    if (at % 8 != 0 || file->size - at < EDGE_CHECKSUM_BYTES || length > file->size - at - EDGE_CHECKSUM_BYTES) {
        return EDGE_OUT_OF_BOUNDS;
    }
    file->blob_at = at;
    file->blob_length = length;
    return check_sum(file);
}

void edge_read_top(edge_cursor *cursor, edge_file *file)
{
    cursor->bytes = file->bytes;
    cursor->end = file->size;
    cursor->at = 0;
    cursor->status = read_start(file, &cursor->at);
    edge_cursor_skip(cursor, 1, 0); /* the name */
    uint32_t fields = edge_cursor_array(cursor, EDGE_INPUT_FIELDS);
    file->input.height = edge_cursor_integer(cursor, 1, EDGE_MAX_SIDE);
    file->input.width = edge_cursor_integer(cursor, 1, EDGE_MAX_SIDE);
    file->input.channels = edge_cursor_integer(cursor, 1, EDGE_MAX_SIDE);
    file->input.format = edge_cursor_integer(cursor, 0, 8);
    file->input.offset = 0;
    edge_cursor_skip(cursor, fields, 4);
    if ((int64_t)file->input.height * file->input.width * file->input.channels > EDGE_MAX_ELEMENTS) {
        edge_cursor_fail(cursor, EDGE_OUT_OF_RANGE);
    }
    fields = edge_cursor_array(cursor, EDGE_OUTPUT_FIELDS);
    file->outputs = edge_cursor_integer(cursor, 1, EDGE_MAX_ELEMENTS);
    edge_cursor_skip(cursor, fields, 1);
    file->arena = edge_cursor_integer(cursor, 0, EDGE_MAX_ARENA);
}

int edge_holds(const edge_file *file, int32_t offset, uint64_t length)
{
    return offset % 8 == 0 && (int64_t)length <= (int64_t)file->blob_length - offset;
}
