/* Whether a layer's numbers fit together, and what follows from them (FORMAT.md sections 3, 4, 5 and 7). */
#include "draft.h"

uint32_t edge_tensor_bytes(const edge_tensor *tensor)
{
    uint32_t pixels = (uint32_t)tensor->height * (uint32_t)tensor->width;
    uint32_t channels = (uint32_t)tensor->channels;
    return pixels * (tensor->format == 0 ? (channels + 7) / 8 : tensor->format == 32 ? 4 * channels : channels);
}

uint64_t edge_plane_bytes(const edge_draft *draft, int32_t encoding)
{
    int depthwise = draft->operator == EDGE_OPERATOR_DEPTHWISE;
    uint64_t pixels = (uint64_t)draft->kernel_height * (uint64_t)draft->kernel_width;
    uint64_t channels = depthwise ? 1 : (uint64_t)draft->input.channels;
    uint64_t outputs = (uint64_t)draft->output.channels;
    uint64_t inputs = pixels * channels;
    uint64_t groups = (outputs + 3) / 4;
    if (encoding == EDGE_ENCODING_LANES1 || encoding == EDGE_ENCODING_LANES2 || encoding == EDGE_ENCODING_LANES4) {
        uint64_t fields = 16 / (uint64_t)encoding;
        return 8 * (depthwise ? (groups * inputs + fields - 1) / fields : (inputs + fields - 1) / fields * groups);
    }
    if (encoding == EDGE_ENCODING_BYTES) {
        return outputs * inputs;
    }
    if (encoding == EDGE_ENCODING_POWERS) {
        return depthwise ? inputs * ((outputs + 1) / 2) : outputs * ((inputs + 1) / 2);
    }
    if (depthwise || (encoding != EDGE_ENCODING_BIT_ROWS && encoding != EDGE_ENCODING_MASKED_BIT_ROWS)) {
        return UINT64_MAX;
    }
    uint64_t row = (pixels * ((channels + 7) / 8) + 3) / 4 * 4;
    return encoding == EDGE_ENCODING_MASKED_BIT_ROWS ? 2 * outputs * row : outputs * row;
}

uint32_t edge_epilogue_bytes(const edge_draft *draft)
{
    uint32_t bytes = (uint32_t)draft->count * (uint32_t)draft->width;
    return draft->epilogue == EDGE_EPILOGUE_THRESHOLD ? bytes * (uint32_t)draft->argument : bytes;
}

static edge_status check_epilogue(const edge_draft *draft)
{
    int32_t format = draft->output.format;
    int bytes = format >= 1 && format <= 8;
    if (draft->operator == EDGE_OPERATOR_MAX_POOL) {
        return format == draft->input.format ? EDGE_OK : EDGE_SHAPE_MISMATCH;
    }
    int nothing = draft->epilogue == EDGE_EPILOGUE_RAW && draft->width == 0 && draft->count == 0;
    if (draft->count != 1 && draft->count != draft->output.channels && !nothing) {
        return EDGE_SHAPE_MISMATCH;
    }
    int levels = draft->levels_offset >= 0;
    if (levels && (draft->epilogue != EDGE_EPILOGUE_THRESHOLD || format == 0)) {
        return EDGE_SHAPE_MISMATCH;
    }
    switch (draft->epilogue) {
    case EDGE_EPILOGUE_THRESHOLD:
        if (draft->argument < 1 || draft->argument > EDGE_MAX_THRESHOLDS || (draft->width != 2 && draft->width != 4) || format > 8) {
            return EDGE_OUT_OF_RANGE;
        }
        return levels || draft->argument <= (format == 0 ? 1 : (1 << format) - 1) ? EDGE_OK : EDGE_SHAPE_MISMATCH;
    case EDGE_EPILOGUE_REQUANTIZE:
        return draft->width != 12 ? EDGE_OUT_OF_RANGE : bytes ? EDGE_OK : EDGE_SHAPE_MISMATCH;
    case EDGE_EPILOGUE_SHIFT:
        return draft->width != 4 || draft->argument > EDGE_MAX_ACCUMULATOR_SHIFT ? EDGE_OUT_OF_RANGE : bytes ? EDGE_OK : EDGE_SHAPE_MISMATCH;
    default:
        return draft->argument != 0 || (draft->width != 0 && draft->width != 4 && draft->width != 8) ? EDGE_OUT_OF_RANGE
            : format == 32 ? EDGE_OK : EDGE_SHAPE_MISMATCH;
    }
}

edge_status edge_check_shape(edge_draft *draft)
{
    const edge_tensor *input = &draft->input;
    edge_tensor *output = &draft->output;
    int mixes_channels = draft->operator == EDGE_OPERATOR_DENSE || draft->operator == EDGE_OPERATOR_CONV2D;
    if (input->format == 32 || (!mixes_channels && output->channels != input->channels)) {
        return EDGE_SHAPE_MISMATCH;
    }
    if (draft->operator == EDGE_OPERATOR_ADD) {
        const edge_tensor *second = &draft->input2;
        if (second->format == 32 || second->height != input->height || second->width != input->width || second->channels != output->channels) {
            return EDGE_SHAPE_MISMATCH;
        }
    }
    int32_t height = input->height + draft->pad_top + draft->pad_bottom - draft->kernel_height;
    int32_t width = input->width + draft->pad_left + draft->pad_right - draft->kernel_width;
    if (height < 0 || width < 0) {
        return EDGE_SHAPE_MISMATCH;
    }
    output->height = height / draft->stride_height + 1;
    output->width = width / draft->stride_width + 1;
    if (output->height > EDGE_MAX_SIDE || output->width > EDGE_MAX_SIDE
        || (int64_t)output->height * output->width * output->channels > EDGE_MAX_ELEMENTS) {
        return EDGE_OUT_OF_RANGE;
    }
    return check_epilogue(draft);
}
