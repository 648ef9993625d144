#include "bind.h"

void edge_bind_shape(const edge_draft *draft, edge_layer *layer)
{
    layer->input_height = (uint16_t)draft->input.height;
    layer->input_width = (uint16_t)draft->input.width;
    layer->input_channels = (uint16_t)draft->input.channels;
    layer->input_format = (uint8_t)draft->input.format;
    layer->input2_format = (uint8_t)draft->input2.format;
    layer->output_height = (uint16_t)draft->output.height;
    layer->output_width = (uint16_t)draft->output.width;
    layer->output_channels = (uint16_t)draft->output.channels;
    layer->output_format = (uint8_t)draft->output.format;
    layer->input = draft->input_number == 0 ? EDGE_INPUT : (uint32_t)draft->input.offset;
    layer->input2 = draft->input2_number <= 0 ? EDGE_INPUT : (uint32_t)draft->input2.offset;
    layer->output = draft->output.format == 32 ? 0 : (uint32_t)draft->output.offset;
    layer->kernel_height = (uint16_t)draft->kernel_height;
    layer->kernel_width = (uint16_t)draft->kernel_width;
    layer->stride_height = (uint8_t)draft->stride_height;
    layer->stride_width = (uint8_t)draft->stride_width;
    layer->pad_top = (uint8_t)draft->pad_top;
    layer->pad_left = (uint8_t)draft->pad_left;
    layer->pad_value = (uint8_t)draft->pad_value;
    layer->factor = (int16_t)draft->factor;
    layer->factor2 = (int16_t)draft->factor2;
    layer->count = (uint16_t)draft->count;
    layer->argument = (uint8_t)draft->argument;
    layer->width = (uint8_t)draft->width;
    layer->plane_count = (uint8_t)draft->plane_count;
    layer->run = 0;
    layer->gather_bytes = 0;
    layer->gather_bits = 0;
    layer->finish = 0;
    layer->planes = 0;
    layer->parameters = 0;
    layer->levels = 0;
    layer->work = 0;
    layer->scratch = 0;
    layer->scratch_bits = 0;
    layer->inputs = 0;
    layer->row_words = 0;
}

static edge_accumulate *kernel_of(int32_t encoding)
{
    switch (encoding) {
    case EDGE_ENCODING_LANES1:
        return edge_lanes1;
    case EDGE_ENCODING_LANES2:
        return edge_lanes2;
    case EDGE_ENCODING_LANES4:
        return edge_lanes4;
    case EDGE_ENCODING_BYTES:
        return edge_bytes;
    case EDGE_ENCODING_BIT_ROWS:
        return edge_bit_rows;
    case EDGE_ENCODING_POWERS:
        return edge_powers;
    default:
        return edge_masked_bit_rows;
    }
}

static edge_unpack *unpack_of(int32_t encoding)
{
    switch (encoding) {
    case EDGE_ENCODING_LANES1:
        return edge_unpack_lanes1;
    case EDGE_ENCODING_LANES2:
        return edge_unpack_lanes2;
    case EDGE_ENCODING_LANES4:
        return edge_unpack_lanes4;
    case EDGE_ENCODING_POWERS:
        return edge_unpack_powers;
    default:
        return edge_unpack_bytes;
    }
}

static edge_epilogue *epilogue_of(const edge_draft *draft)
{
    switch (draft->epilogue) {
    case EDGE_EPILOGUE_THRESHOLD:
        return draft->output.format == 0 ? edge_threshold_bits : edge_threshold;
    case EDGE_EPILOGUE_REQUANTIZE:
        return edge_requantize;
    case EDGE_EPILOGUE_SHIFT:
        return edge_shift;
    case EDGE_EPILOGUE_RAW:
        return edge_raw;
    default:
        return 0;
    }
}

/* How conv2d gathers, and whether dense may read its row where it lies. */
static void bind_rows(const edge_draft *draft, edge_layer *layer)
{
    int bytes = 0, bits = 0;
    for (uint32_t i = 0; i < draft->plane_count; i++) {
        *(edge_is_bits(draft->planes[i].encoding) ? &bits : &bytes) = 1;
    }
    int dense = draft->operator == EDGE_OPERATOR_DENSE;
    uint32_t pixels = (uint32_t)draft->kernel_height * (uint32_t)draft->kernel_width;
    uint32_t pixel_bytes = draft->input.format == 0 ? ((uint32_t)draft->input.channels + 7) / 8 : (uint32_t)draft->input.channels;
    int one_run = dense || (pixels == 1 && draft->pad_top + draft->pad_left + draft->pad_bottom + draft->pad_right == 0);

    /* The arena is aligned to words, the caller's input need not be; words of bits must not reach behind the row. */
    int bits_in_place = one_run && draft->input_number != 0 && pixels * pixel_bytes % 4 == 0;
    int bytes_in_place = one_run && draft->input.format != 0;
    layer->inputs = pixels * (uint32_t)draft->input.channels;
    layer->row_words = bits ? (pixels * pixel_bytes + 3) / 4 : 0;
    layer->run = edge_conv2d;
    if (dense && bits + bytes == 1 && (bits ? bits_in_place : bytes_in_place)) {
        layer->run = edge_dense;
        return;
    }
    if (bytes) {
        layer->gather_bytes = draft->input.format == 0 ? edge_gather_bit_bytes : bytes_in_place ? edge_gather_direct : edge_gather_bytes;
    }
    if (bits) {
        layer->gather_bits = bits_in_place ? edge_gather_direct : edge_gather_bits;
    }
}

/* Blocks of a 64-bit word whose products a 16-bit half can hold: each is at most (levels - 1) * the largest input. */
static uint16_t flush_of(const edge_draft *draft, const edge_draft_plane *plane)
{
    uint32_t largest = draft->input.format == 0 ? 1 : (1u << draft->input.format) - 1;
    if (plane->encoding > EDGE_ENCODING_LANES4) {
        return 0;
    }
    return (uint16_t)(65535 / (((uint32_t)plane->levels - 1) * largest) / (16 / (uint32_t)plane->encoding));
}

void edge_bind_kernels(const edge_draft *draft, const uint8_t *blob, edge_layer *layer, edge_plane *planes)
{
    int depthwise = draft->operator == EDGE_OPERATOR_DEPTHWISE;
    layer->finish = epilogue_of(draft);
    layer->parameters = blob + draft->epilogue_offset;
    layer->levels = draft->levels_offset < 0 ? 0 : blob + draft->levels_offset;
    layer->planes = planes;
    for (uint32_t i = 0; i < draft->plane_count; i++) {
        const edge_draft_plane *plane = &draft->planes[i];
        planes[i].weights = blob + plane->offset;
        planes[i].accumulate = depthwise ? 0 : kernel_of(plane->encoding);
        planes[i].unpack = depthwise ? unpack_of(plane->encoding) : 0;
        planes[i].flush = flush_of(draft, plane);
        planes[i].shift = (uint8_t)plane->shift;
        planes[i].step = (uint8_t)(edge_is_bits(plane->encoding) ? 1 : plane->step);
        planes[i].zero = (uint8_t)(edge_is_bits(plane->encoding) ? 0 : plane->zero);
    }
    switch (draft->operator) {
    case EDGE_OPERATOR_DENSE:
    case EDGE_OPERATOR_CONV2D:
        bind_rows(draft, layer);
        break;
    case EDGE_OPERATOR_DEPTHWISE:
        layer->run = edge_depthwise;
        layer->inputs = (uint32_t)draft->kernel_height * (uint32_t)draft->kernel_width;
        break;
    case EDGE_OPERATOR_MAX_POOL:
        layer->run = edge_max_pool;
        break;
    case EDGE_OPERATOR_AVERAGE_POOL:
        layer->run = edge_average_pool;
        break;
    default:
        layer->run = edge_add;
        break;
    }
}
