/* The layer table that the engine runs: made by edge_open in memory, or by the host as constants that stay in flash. */
#ifndef EDGE_TABLE_H
#define EDGE_TABLE_H

#include <stddef.h>
#include <stdint.h>

#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__
#error "the file's layouts are little-endian and are read where they lie"
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* Words and half words read or written where they lie among other data. */
#if defined(__GNUC__)
typedef uint32_t __attribute__((__may_alias__)) edge_word;
typedef uint16_t __attribute__((__may_alias__)) edge_half;
#else
typedef uint32_t edge_word;
typedef uint16_t edge_half;
#endif

/* The input's or input2's place where that is the network's input and not the arena. */
#define EDGE_INPUT UINT32_MAX

typedef struct edge_model edge_model;
typedef struct edge_layer edge_layer;
typedef struct edge_plane edge_plane;
typedef struct edge_row edge_row;

/* One layer: reads the network's input or the arena, writes the arena or (raw) `output`. */
typedef void edge_operator(const edge_model *model, const edge_layer *layer, const uint8_t *input, int32_t *output);

/* The values that output pixel (row->y, row->x) reads, in the order of the weights; made in `scratch`, or where they already lie in a row. */
typedef const uint8_t *edge_gather(const edge_layer *layer, const edge_row *row, const uint8_t *source, uint8_t *scratch);

/*
 * row->sums[i] += sum(field * value) for output `channel` + i (bit rows: sum(weight * value)); i up to 7 and below the output channels.
 * `channel` is a multiple of 8. Step and shift, and what is the same for all outputs, minus zero * sum(value), are the caller's.
 * Four arguments, as many as there are registers for: none is on the stack.
 */
typedef void edge_accumulate(const edge_layer *layer, const edge_plane *plane, const edge_row *row, uint32_t channel);

/* From acc to the values of up to eight channels from `channel` on, a multiple of 8; `to` is the first value of the output pixel. */
typedef void edge_epilogue(const edge_layer *layer, const uint32_t *acc, uint32_t channel, void *to);

/* The last tensor as integers, where it is not raw. */
typedef void edge_widen(const edge_layer *layer, const uint8_t *tensor, int32_t *output);

/* Adds one plane of a depthwise layer to the weights of channels `channel` .. `channel` + 3: weights[4 tap + i]. */
typedef void edge_unpack(const edge_layer *layer, const edge_plane *plane, uint32_t channel, edge_word *weights);

struct edge_plane {
    const void *weights;         /* the plane's section */
    edge_accumulate *accumulate; /* dense, conv2d; else 0 */
    edge_unpack *unpack;         /* depthwise; else 0 */
    uint16_t flush;              /* lanes: blocks whose products a 16-bit sum holds: 65535 / ((levels - 1) * largest input) / (16 / bits) */
    uint8_t shift;
    uint8_t step;                /* bit rows: 1 */
    uint8_t zero;                /* bit rows: 0 */
};

struct edge_layer {
    edge_operator *run;
    edge_gather *gather_bytes; /* conv2d: rows of bytes, for lanes and bytes; 0 where no plane wants them */
    edge_gather *gather_bits;  /* conv2d: rows of bits, for bit rows; 0 where no plane wants them */
    edge_epilogue *finish;     /* 0 for max pool */
    const edge_plane *planes;
    const void *parameters;    /* the epilogue's section */
    const uint8_t *levels;     /* the level table, or 0 */
    uint32_t input;            /* arena offsets, or EDGE_INPUT */
    uint32_t input2;
    uint32_t output;
    uint32_t work;             /* arena offset of 8 words of acc, 16 where a plane has step or shift; depthwise 22, average pool 16 */
    uint32_t scratch;          /* arena offset of the row of bytes (depthwise: of the weights) */
    uint32_t scratch_bits;     /* arena offset of the row of bits */
    uint32_t inputs;           /* K: what one output sums over; of each tap, all channels (depthwise: one) */
    uint32_t row_words;        /* bit rows: 32-bit words of a row */
    uint16_t input_height;
    uint16_t input_width;
    uint16_t input_channels;
    uint16_t output_height;
    uint16_t output_width;
    uint16_t output_channels;
    uint16_t count;            /* the epilogue's parameter sets: 0, 1 or the output channels */
    int16_t factor;            /* add: the multipliers */
    int16_t factor2;
    uint16_t kernel_height;    /* dense: the whole image */
    uint16_t kernel_width;
    uint8_t plane_count;
    uint8_t stride_height;
    uint8_t stride_width;
    uint8_t pad_top;
    uint8_t pad_left;
    uint8_t pad_value;
    uint8_t argument;          /* the epilogue's: thresholds, or S */
    uint8_t width;             /* the epilogue's */
    uint8_t input_format;
    uint8_t input2_format;
    uint8_t output_format;
};

struct edge_model {
    const edge_layer *layers;
    uint8_t *arena;        /* arena_size bytes, aligned to 4: the file's arena, then scratch */
    edge_widen *widen;     /* 0 where the last layer is raw */
    uint32_t arena_size;
    uint32_t input_bytes;
    uint32_t outputs;
    uint32_t memory_size;  /* edge_open: the bytes of `memory` in use */
    uint16_t layer_count;
    uint16_t input_channels;
    uint8_t input_format;
    uint8_t input_mask;    /* bits of an input byte (format 0: of a pixel's last byte) that must be 0 */
};

struct edge_row {
    const uint8_t *bytes; /* one byte an input */
    const uint8_t *bits;  /* as the activations lie, aligned to 4, zeros behind the last */
    uint32_t *sums;       /* eight, where a plane's kernel adds */
    uint32_t start;       /* minus sum(value) * zero << shift, all planes */
    uint16_t y, x;        /* the output pixel */
};

/* Operators. edge_dense takes its row where it lies; a dense layer that must gather is edge_conv2d over the whole image. */
edge_operator edge_dense, edge_conv2d, edge_depthwise, edge_max_pool, edge_average_pool, edge_add;

edge_gather edge_gather_direct;     /* 1 x 1 kernel without padding: the pixel itself */
edge_gather edge_gather_bytes;      /* bytes */
edge_gather edge_gather_bit_bytes;  /* bits, as bytes of 0 and 1 */
edge_gather edge_gather_bits;       /* bits, as bits */

edge_accumulate edge_lanes1, edge_lanes2, edge_lanes4, edge_bytes, edge_bit_rows, edge_masked_bit_rows, edge_powers;
edge_unpack edge_unpack_lanes1, edge_unpack_lanes2, edge_unpack_lanes4, edge_unpack_bytes, edge_unpack_powers;
edge_epilogue edge_threshold, edge_threshold_bits, edge_requantize, edge_shift, edge_raw;
edge_widen edge_widen_bytes, edge_widen_bits;

#ifdef __cplusplus
}
#endif

#endif
