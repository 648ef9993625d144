/*
 * The fuzzing target: opens damaged files and runs what opens. Each input is tried as it is and with its last five bytes made the checksum of all before,
 * for else nothing behind the checksum would ever be reached. Every buffer has exactly the bytes it needs, so that sanitizers see each step beyond.
 */
#include <stdlib.h>
#include <string.h>

#include "../../device-runtime/native/include/edge.h"
#include "../../device-runtime/native/reader/crc32.h"

/* Larger networks are opened, but not run: time goes to other inputs. */
#define MAX_RUN_STEPS (1u << 18)
#define MAX_MEMORY (1u << 18)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void *allocate(size_t count)
{
    void *bytes = malloc(count > 0 ? count : 1);
    if (!bytes) {
        abort();
    }
    return bytes;
}

static uint64_t steps(const edge_model *model)
{
    uint64_t sum = model->input_bytes + (uint64_t)model->outputs;
    for (uint32_t i = 0; i < model->layer_count; i++) {
        const edge_layer *layer = &model->layers[i];
        uint64_t window = (uint64_t)layer->kernel_height * layer->kernel_width * layer->input_channels;
        sum += (uint64_t)layer->output_height * layer->output_width * layer->output_channels * (window + 1) * (layer->plane_count + 1u);
    }
    return sum;
}

static void run(const edge_model *model, const uint8_t *file, size_t size)
{
    uint8_t *input = allocate(model->input_bytes);
    int32_t *output = allocate(4 * (size_t)model->outputs);
    for (uint32_t i = 0; i < model->input_bytes; i++) {
        input[i] = (uint8_t)(~model->input_mask & (i * 151 + 255));
    }
    if (edge_run(model, input, output) == EDGE_BAD_ARGUMENT) {
        abort();
    }
    edge_self_test(model, file, size, input, output);
    free(output);
    free(input);
}

static void try_file(const uint8_t *file, size_t size)
{
    static void *table; /* large enough for most files */
    if (!table) {
        table = allocate(MAX_MEMORY);
    }
    edge_model model;
    if (edge_open(file, size, table, MAX_MEMORY, &model) != EDGE_OK) {
        return;
    }
    size_t exact = model.memory_size;
    void *memory = allocate(exact);
    if (edge_open(file, size, memory, exact, &model) != EDGE_OK || model.memory_size != exact) {
        abort();
    }
    memset(model.arena, 0xff, model.arena_size);
    if (steps(&model) <= MAX_RUN_STEPS) {
        run(&model, file, size);
    }
    free(memory);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    uint8_t *file = allocate(size);
    if (size > 0) {
        memcpy(file, data, size);
    }
    try_file(file, size);
    if (size >= 5) {
        uint32_t crc = edge_crc32(0, file, (uint32_t)size - 5);
        const uint8_t end[5] = {0xce, (uint8_t)(crc >> 24), (uint8_t)(crc >> 16), (uint8_t)(crc >> 8), (uint8_t)crc};
        memcpy(file + size - 5, end, 5);
        try_file(file, size);
    }
    free(file);
    return 0;
}
