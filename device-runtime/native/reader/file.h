/* The top of a file (FORMAT.md section 2). */
#ifndef EDGE_FILE_H
#define EDGE_FILE_H

#include "draft.h"

typedef struct edge_file {
    const uint8_t *bytes;
    uint32_t size;
    uint32_t blob_at;     /* the blob's first byte */
    uint32_t blob_length;
    edge_tensor input;
    int32_t outputs;
    int32_t arena;
} edge_file;

/* Proves magic, version and checksum and finds the blob. */
edge_status edge_find_blob(edge_file *file);

/* Reads input, output and arena and leaves the cursor at the layers' array. */
void edge_read_top(edge_cursor *cursor, edge_file *file);

/* Whether a section of so many bytes lies inside the blob, aligned as FORMAT.md section 5 says. */
int edge_holds(const edge_file *file, int32_t offset, uint64_t length);

#endif
