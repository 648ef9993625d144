/* One layer as it stands in the header, with the shapes that follow from it. The header is read several times instead of being kept. */
#ifndef EDGE_DRAFT_H
#define EDGE_DRAFT_H

#include "cursor.h"
#include "format.h"

typedef struct edge_tensor {
    int32_t height, width, channels, format, offset;
} edge_tensor;

typedef struct edge_draft_plane {
    int32_t encoding, coded, offset, shift, step, zero, levels;
} edge_draft_plane;

typedef struct edge_draft {
    int32_t operator;
    int32_t input_number, input2_number; /* -1: no second input */
    edge_tensor input, input2, output;
    int32_t kernel_height, kernel_width; /* dense: the whole image; add: 1 x 1 */
    int32_t stride_height, stride_width;
    int32_t pad_top, pad_left, pad_bottom, pad_right, pad_value;
    int32_t factor, factor2;
    int32_t epilogue; /* -1: none */
    int32_t argument, count, width, epilogue_offset, levels_offset; /* -1: no levels */
    uint32_t plane_count;
    edge_draft_plane planes[EDGE_MAX_PLANES];
} edge_draft;

/* Tensor `number` of a model whose layers before it stand in the table. */
edge_tensor edge_tensor_of(const edge_model *model, const edge_tensor *input, int32_t number);

/* Reads layer `index` at the cursor; the layers before it stand in the model's table. Everything that FORMAT.md says of a layer without its blob is checked. */
void edge_read_draft(edge_cursor *cursor, const edge_model *model, const edge_tensor *input, int32_t index, edge_draft *draft);

/* Whether the numbers fit together; derives the output's height and width. */
edge_status edge_check_shape(edge_draft *draft);

/* The bytes of a tensor as it is stored. */
uint32_t edge_tensor_bytes(const edge_tensor *tensor);

/* Whether an encoding counts the bits of rows of bits. */
static inline int edge_is_bits(int32_t encoding)
{
    return encoding == EDGE_ENCODING_BIT_ROWS || encoding == EDGE_ENCODING_MASKED_BIT_ROWS;
}

/* The bytes of a plane's section; UINT64_MAX for an encoding that does not exist there. */
uint64_t edge_plane_bytes(const edge_draft *draft, int32_t encoding);

/* The bytes of the epilogue's section, its level table apart. */
uint32_t edge_epilogue_bytes(const edge_draft *draft);

#endif
