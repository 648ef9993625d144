/* Opens a file in three readings of its header, so that nothing but the table itself needs memory: shapes, then planes, then epilogues and kernels. */
#include "bind.h"
#include "file.h"
#include "scratch.h"

typedef struct opening {
    edge_file file;
    edge_cursor cursor;  /* at the first layer, and again for each reading */
    edge_model *model;
    edge_layer *layers;
    edge_plane *planes;
    uint32_t layer_count;
    uint32_t plane_count;
} opening;

/* Counts layers and planes, so that the table has its size at once. */
static void count_planes(opening *o)
{
    edge_cursor cursor = o->cursor;
    for (uint32_t i = 0; i < o->layer_count && cursor.status == EDGE_OK; i++) {
        uint32_t fields = edge_cursor_array(&cursor, EDGE_LAYER_FIELDS);
        edge_cursor_skip(&cursor, 6, 0);
        if (!edge_cursor_nil(&cursor)) {
            uint32_t count = edge_cursor_array(&cursor, 1);
            if (count > EDGE_MAX_PLANES) {
                edge_cursor_fail(&cursor, EDGE_OUT_OF_RANGE);
            }
            o->plane_count += cursor.status == EDGE_OK ? count : 0;
            edge_cursor_skip(&cursor, count, 0);
        }
        edge_cursor_skip(&cursor, fields, 7);
    }
    edge_cursor_fail(&o->cursor, cursor.status);
}

/* Whether a layer's output has its place, and how many operations it takes. */
static edge_status check_place(const opening *o, const edge_draft *draft, uint32_t index, uint64_t *operations)
{
    const edge_tensor *output = &draft->output;
    int last = index + 1 == o->layer_count;
    if (output->format == 32) {
        if (!last) {
            return EDGE_SHAPE_MISMATCH;
        }
    } else if ((int64_t)edge_tensor_bytes(output) > (int64_t)o->file.arena - output->offset) {
        return EDGE_OUT_OF_BOUNDS;
    }
    uint64_t elements = (uint64_t)output->height * (uint64_t)output->width * (uint64_t)output->channels;
    if (last && elements != (uint64_t)o->file.outputs) {
        return EDGE_SHAPE_MISMATCH;
    }
    uint64_t window = (uint64_t)draft->kernel_height * (uint64_t)draft->kernel_width;
    uint64_t channels = draft->operator <= EDGE_OPERATOR_CONV2D ? (uint64_t)draft->input.channels : 1;
    *operations += elements * window * channels;
    return *operations > EDGE_MAX_OPERATIONS ? EDGE_OUT_OF_RANGE : EDGE_OK;
}

static edge_status read_shapes(opening *o)
{
    edge_cursor cursor = o->cursor;
    edge_draft draft;
    uint64_t operations = 0;
    for (uint32_t i = 0; i < o->layer_count && cursor.status == EDGE_OK; i++) {
        edge_read_draft(&cursor, o->model, &o->file.input, (int32_t)i, &draft);
        if (cursor.status == EDGE_OK) {
            cursor.status = check_place(o, &draft, i, &operations);
        }
        if (cursor.status == EDGE_OK) {
            edge_bind_shape(&draft, &o->layers[i]);
        }
    }
    edge_cursor_skip(&cursor, 1, 0); /* the tests */
    return cursor.status;
}

/* Nothing to subtract, and as many positive as negative weights. */
static int are_powers(const edge_draft_plane *plane)
{
    return plane->step == 1 && plane->zero == 0 && plane->levels % 2 == 1 && plane->levels <= 2 * EDGE_MAX_POWERS + 1;
}

static edge_status check_planes(const edge_file *file, const edge_draft *draft)
{
    for (uint32_t i = 0; i < draft->plane_count; i++) {
        const edge_draft_plane *plane = &draft->planes[i];
        uint64_t length = edge_plane_bytes(draft, plane->encoding);
        if (length == UINT64_MAX || (edge_is_bits(plane->encoding) && draft->input.format != 0)) {
            return EDGE_SHAPE_MISMATCH;
        }
        if (plane->encoding <= EDGE_ENCODING_BYTES && plane->levels > 1 << plane->encoding) {
            return EDGE_OUT_OF_RANGE;
        }
        if (plane->encoding == EDGE_ENCODING_POWERS && !are_powers(plane)) {
            return EDGE_OUT_OF_RANGE;
        }
        if (plane->coded) {
            return EDGE_UNSUPPORTED;
        }
        if (!edge_holds(file, plane->offset, length)) {
            return EDGE_OUT_OF_BOUNDS;
        }
    }
    return EDGE_OK;
}

static edge_status check_epilogue(const edge_file *file, const edge_draft *draft)
{
    if (draft->epilogue < 0 || draft->count == 0 || draft->width == 0) {
        return EDGE_OK;
    }
    if (!edge_holds(file, draft->epilogue_offset, edge_epilogue_bytes(draft))) {
        return EDGE_OUT_OF_BOUNDS;
    }
    if (draft->levels_offset < 0) {
        return EDGE_OK;
    }
    if (!edge_holds(file, draft->levels_offset, (uint64_t)draft->argument + 1)) {
        return EDGE_OUT_OF_BOUNDS;
    }
    const uint8_t *levels = file->bytes + file->blob_at + draft->levels_offset;
    for (int32_t i = 0; i <= draft->argument; i++) {
        if (levels[i] > (1 << draft->output.format) - 1) {
            return EDGE_OUT_OF_RANGE;
        }
    }
    return EDGE_OK;
}

static edge_status bind_layers(opening *o)
{
    edge_draft draft;
    edge_status status = EDGE_OK;
    edge_cursor cursor = o->cursor;
    for (uint32_t i = 0; i < o->layer_count && status == EDGE_OK; i++) {
        edge_read_draft(&cursor, o->model, &o->file.input, (int32_t)i, &draft);
        status = check_planes(&o->file, &draft);
    }
    cursor = o->cursor;
    edge_plane *planes = o->planes;
    for (uint32_t i = 0; i < o->layer_count && status == EDGE_OK; i++) {
        edge_read_draft(&cursor, o->model, &o->file.input, (int32_t)i, &draft);
        status = check_epilogue(&o->file, &draft);
        if (status == EDGE_OK) {
            edge_bind_kernels(&draft, o->file.bytes + o->file.blob_at, &o->layers[i], planes);
            o->layers[i].scratch = (uint32_t)draft.input_number;
            o->layers[i].scratch_bits = draft.input2_number < 0 ? 0 : (uint32_t)draft.input2_number;
            planes += draft.plane_count;
        }
    }
    return status;
}

static void bind_model(opening *o)
{
    edge_model *model = o->model;
    const edge_tensor *input = &o->file.input;
    uint32_t format = (uint32_t)o->layers[o->layer_count - 1].output_format;
    uint32_t spare = (uint32_t)input->channels % 8;
    model->widen = format == 32 ? 0 : format == 0 ? edge_widen_bits : edge_widen_bytes;
    model->input_bytes = edge_tensor_bytes(input);
    model->outputs = (uint32_t)o->file.outputs;
    model->layer_count = (uint16_t)o->layer_count;
    model->input_channels = (uint16_t)input->channels;
    model->input_format = (uint8_t)input->format;
    model->input_mask = (uint8_t)(input->format > 0 ? 0xff << input->format : spare > 0 ? 0xff << spare : 0);
}

/* Lays table, arena and scratch one behind the other; `total` is what they need. */
static uint64_t table_bytes(const opening *o)
{
    uint64_t bytes = (uint64_t)o->layer_count * sizeof(edge_layer) + (uint64_t)o->plane_count * sizeof(edge_plane);
    return (bytes + 7) / 8 * 8;
}

static edge_status open_file(opening *o, void *memory, size_t memory_size)
{
    edge_status status = edge_find_blob(&o->file);
    if (status != EDGE_OK) {
        return status;
    }
    edge_read_top(&o->cursor, &o->file);
    o->layer_count = edge_cursor_array(&o->cursor, 1);
    if (o->layer_count > EDGE_MAX_LAYERS) {
        edge_cursor_fail(&o->cursor, EDGE_OUT_OF_RANGE);
    }
    count_planes(o);
    if (o->cursor.status != EDGE_OK) {
        return o->cursor.status;
    }
    o->model->memory_size = (uint32_t)(table_bytes(o) + (uint64_t)o->file.arena);
    if (!memory || table_bytes(o) > memory_size) {
        return EDGE_OUT_OF_MEMORY;
    }
    o->layers = (edge_layer *)memory;
    o->planes = (edge_plane *)(void *)(o->layers + o->layer_count);
    o->model->layers = o->layers;
    status = read_shapes(o);
    if (status == EDGE_OK) {
        status = bind_layers(o);
    }
    if (status != EDGE_OK) {
        return status;
    }
    bind_model(o);
    uint64_t arena = edge_plan_scratch(o->layers, o->layer_count, (uint32_t)o->file.arena);
    uint64_t total = table_bytes(o) + arena;
    o->model->arena = (uint8_t *)memory + table_bytes(o);
    o->model->arena_size = (uint32_t)arena;
    o->model->memory_size = (uint32_t)total;
    return total > memory_size ? EDGE_OUT_OF_MEMORY : EDGE_OK;
}

edge_status edge_open(const void *file, size_t size, void *memory, size_t memory_size, edge_model *model)
{
    static const edge_model empty;
    if (!model) {
        return EDGE_BAD_ARGUMENT;
    }
    *model = empty;
    if (!file || size > INT32_MAX || (uintptr_t)file % sizeof(void *) != 0 || (uintptr_t)memory % sizeof(void *) != 0) {
        return EDGE_BAD_ARGUMENT;
    }
    opening o; /* edge_find_blob and edge_read_top fill the rest */
    o.file.bytes = file;
    o.file.size = (uint32_t)size;
    o.model = model;
    o.layer_count = 0;
    o.plane_count = 0;
    edge_status status = open_file(&o, memory, memory_size);
    if (status != EDGE_OK) {
        uint32_t needed = model->memory_size;
        *model = empty;
        model->memory_size = needed;
    }
    return status;
}
