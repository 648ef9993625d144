#include "draft.h"

edge_tensor edge_tensor_of(const edge_model *model, const edge_tensor *input, int32_t number)
{
    if (number == 0) {
        return *input;
    }
    const edge_layer *layer = &model->layers[number - 1];
    edge_tensor tensor = {layer->output_height, layer->output_width, layer->output_channels, layer->output_format, (int32_t)layer->output};
    return tensor;
}

static void read_output(edge_cursor *cursor, edge_draft *draft)
{
    uint32_t fields = edge_cursor_array(cursor, EDGE_LAYER_OUTPUT_FIELDS);
    draft->output.channels = edge_cursor_integer(cursor, 1, EDGE_MAX_SIDE);
    draft->output.format = edge_cursor_integer(cursor, 0, 32);
    draft->output.offset = edge_cursor_integer(cursor, 0, EDGE_MAX_ARENA);
    edge_cursor_skip(cursor, fields, EDGE_LAYER_OUTPUT_FIELDS);
    if ((draft->output.format > 8 && draft->output.format != 32) || draft->output.offset % 4 != 0) {
        edge_cursor_fail(cursor, EDGE_OUT_OF_RANGE);
    }
}

static void read_window(edge_cursor *cursor, edge_draft *draft)
{
    uint32_t fields = edge_cursor_array(cursor, EDGE_WINDOW_FIELDS);
    draft->kernel_height = edge_cursor_integer(cursor, 1, EDGE_MAX_KERNEL);
    draft->kernel_width = edge_cursor_integer(cursor, 1, EDGE_MAX_KERNEL);
    draft->stride_height = edge_cursor_integer(cursor, 1, EDGE_MAX_KERNEL);
    draft->stride_width = edge_cursor_integer(cursor, 1, EDGE_MAX_KERNEL);
    draft->pad_top = edge_cursor_integer(cursor, 0, draft->kernel_height - 1);
    draft->pad_left = edge_cursor_integer(cursor, 0, draft->kernel_width - 1);
    draft->pad_bottom = edge_cursor_integer(cursor, 0, draft->kernel_height - 1);
    draft->pad_right = edge_cursor_integer(cursor, 0, draft->kernel_width - 1);
    draft->pad_value = edge_cursor_integer(cursor, 0, draft->input.format == 0 ? 1 : (1 << (draft->input.format & 15)) - 1);
    edge_cursor_skip(cursor, fields, EDGE_WINDOW_FIELDS);
}

static void read_geometry(edge_cursor *cursor, edge_draft *draft)
{
    draft->kernel_height = draft->operator == EDGE_OPERATOR_DENSE ? draft->input.height : 1;
    draft->kernel_width = draft->operator == EDGE_OPERATOR_DENSE ? draft->input.width : 1;
    draft->stride_height = 1;
    draft->stride_width = 1;
    draft->pad_top = draft->pad_left = draft->pad_bottom = draft->pad_right = draft->pad_value = 0;
    draft->factor = draft->factor2 = 0;
    if (draft->operator == EDGE_OPERATOR_DENSE) {
        edge_cursor_skip(cursor, 1, 0);
    } else if (draft->operator == EDGE_OPERATOR_ADD) {
        uint32_t fields = edge_cursor_array(cursor, EDGE_ADD_FIELDS);
        draft->factor = edge_cursor_integer(cursor, -EDGE_MAX_MULTIPLIER - 1, EDGE_MAX_MULTIPLIER);
        draft->factor2 = edge_cursor_integer(cursor, -EDGE_MAX_MULTIPLIER - 1, EDGE_MAX_MULTIPLIER);
        edge_cursor_skip(cursor, fields, EDGE_ADD_FIELDS);
    } else {
        read_window(cursor, draft);
    }
}

static void read_epilogue(edge_cursor *cursor, edge_draft *draft)
{
    int wanted = draft->operator != EDGE_OPERATOR_MAX_POOL;
    draft->epilogue = -1;
    draft->argument = draft->count = draft->width = draft->epilogue_offset = 0;
    draft->levels_offset = -1;
    if (edge_cursor_nil(cursor)) {
        if (wanted) {
            edge_cursor_fail(cursor, EDGE_SHAPE_MISMATCH);
        }
        return;
    }
    uint32_t fields = edge_cursor_array(cursor, EDGE_EPILOGUE_FIELDS - 1); /* `levels` may be left out */
    draft->epilogue = edge_cursor_integer(cursor, EDGE_EPILOGUE_THRESHOLD, EDGE_EPILOGUE_RAW);
    draft->argument = edge_cursor_integer(cursor, 0, EDGE_MAX_REQUANTIZE_SHIFT);
    draft->count = edge_cursor_integer(cursor, 0, EDGE_MAX_SIDE);
    draft->width = edge_cursor_integer(cursor, 0, 12);
    draft->epilogue_offset = edge_cursor_integer(cursor, 0, INT32_MAX);
    if (fields >= EDGE_EPILOGUE_FIELDS && !edge_cursor_nil(cursor)) {
        draft->levels_offset = edge_cursor_integer(cursor, 0, INT32_MAX);
    }
    edge_cursor_skip(cursor, fields, EDGE_EPILOGUE_FIELDS);
    if (!wanted) {
        edge_cursor_fail(cursor, EDGE_SHAPE_MISMATCH);
    }
}

static void read_planes(edge_cursor *cursor, edge_draft *draft)
{
    int wanted = draft->operator <= EDGE_OPERATOR_DEPTHWISE;
    draft->plane_count = 0;
    if (edge_cursor_nil(cursor)) {
        if (wanted) {
            edge_cursor_fail(cursor, EDGE_SHAPE_MISMATCH);
        }
        return;
    }
    uint32_t count = edge_cursor_array(cursor, 1);
    if (!wanted || count > EDGE_MAX_PLANES) {
        edge_cursor_fail(cursor, wanted ? EDGE_OUT_OF_RANGE : EDGE_SHAPE_MISMATCH);
        return;
    }
    draft->plane_count = count;
    for (uint32_t i = 0; i < count; i++) {
        edge_draft_plane *plane = &draft->planes[i];
        uint32_t fields = edge_cursor_array(cursor, EDGE_PLANE_FIELDS);
        plane->encoding = edge_cursor_integer(cursor, 1, EDGE_ENCODING_CODED + EDGE_ENCODING_POWERS);
        plane->coded = plane->encoding > EDGE_ENCODING_CODED;
        plane->encoding -= plane->coded ? EDGE_ENCODING_CODED : 0;
        if (plane->encoding > EDGE_ENCODING_POWERS || (plane->coded && edge_is_bits(plane->encoding))) {
            edge_cursor_fail(cursor, EDGE_OUT_OF_RANGE);
        }
        plane->offset = edge_cursor_integer(cursor, 0, INT32_MAX);
        plane->shift = edge_cursor_integer(cursor, 0, EDGE_MAX_PLANE_SHIFT);
        plane->step = edge_cursor_integer(cursor, 1, EDGE_MAX_STEP);
        plane->zero = edge_cursor_integer(cursor, 0, EDGE_MAX_ZERO);
        plane->levels = edge_cursor_integer(cursor, 2, EDGE_MAX_WEIGHT_LEVELS);
        edge_cursor_skip(cursor, fields, EDGE_PLANE_FIELDS);
    }
}

void edge_read_draft(edge_cursor *cursor, const edge_model *model, const edge_tensor *input, int32_t index, edge_draft *draft)
{
    uint32_t fields = edge_cursor_array(cursor, EDGE_LAYER_FIELDS);
    draft->operator = edge_cursor_integer(cursor, EDGE_OPERATOR_DENSE, EDGE_OPERATOR_ADD);
    draft->input_number = edge_cursor_integer(cursor, 0, index);
    draft->input2_number = edge_cursor_nil(cursor) ? -1 : edge_cursor_integer(cursor, 0, index);
    if ((draft->operator == EDGE_OPERATOR_ADD) != (draft->input2_number >= 0)) {
        edge_cursor_fail(cursor, EDGE_SHAPE_MISMATCH);
    }
    read_output(cursor, draft);
    draft->input = edge_tensor_of(model, input, draft->input_number);
    draft->input2 = edge_tensor_of(model, input, draft->input2_number < 0 ? 0 : draft->input2_number);
    read_geometry(cursor, draft);
    read_epilogue(cursor, draft);
    read_planes(cursor, draft);
    edge_cursor_integer(cursor, 0, INT32_MAX); /* the hint */
    edge_cursor_skip(cursor, fields, EDGE_LAYER_FIELDS);
    if (cursor->status == EDGE_OK) {
        cursor->status = edge_check_shape(draft);
    }
}
