/*
 * Runs many networks on an emulated core. request.bin, all numbers uint32 little-endian: jobs, then for each: inputs, file length, file padded to 8, then each input padded to 8.
 * response.bin, for each job: edge_open's status; where that is 0: self-test status, then for each input edge_run's status and, where that is 0, the outputs
 * (count, integers), then each layer's bytes (length, bytes; a raw layer's integers).
 */
#include "edge.h"
#include "semihosting.h"

enum { HEAP = 3 << 20, BUFFER = 1 << 16 };

static uint64_t heap[HEAP / 8];
static uint32_t used;
static uint8_t buffer[BUFFER];
static uint32_t buffered;
static int32_t request, response;

static void fail(const char *message)
{
    host_print(message);
    host_exit(0);
}

/* Filled with a5: nothing may rely on zeros. */
static void *allocate(uint32_t bytes)
{
    uint8_t *block = (uint8_t *)heap + used;
    used += (bytes + 7) / 8 * 8;
    if (used > HEAP) {
        fail("the heap is full\n");
    }
    for (uint32_t i = 0; i < bytes; i++) {
        block[i] = 0xa5;
    }
    return block;
}

static uint32_t read_number(void)
{
    uint32_t number = 0;
    if (!host_read(request, &number, sizeof number)) {
        fail("request.bin ends early\n");
    }
    return number;
}

static uint8_t *read_block(uint32_t length)
{
    uint8_t *block = allocate(length);
    if (!host_read(request, block, (length + 7) / 8 * 8)) {
        fail("request.bin ends early\n");
    }
    return block;
}

static void flush(void)
{
    if (buffered > 0 && !host_write(response, buffer, buffered)) {
        fail("response.bin cannot be written\n");
    }
    buffered = 0;
}

static void write_bytes(const void *bytes, uint32_t count)
{
    const uint8_t *from = bytes;
    while (count-- > 0) {
        if (buffered == BUFFER) {
            flush();
        }
        buffer[buffered++] = *from++;
    }
}

static void write_number(uint32_t number)
{
    write_bytes(&number, sizeof number);
}

static void write_layers(const edge_model *model, const uint8_t *input, int32_t *output)
{
    for (uint32_t i = 0; i < model->layer_count; i++) {
        const edge_layer *layer = &model->layers[i];
        uint32_t pixels = (uint32_t)layer->output_height * layer->output_width;
        uint32_t channels = layer->output_channels;
        uint32_t bytes = pixels * (layer->output_format == 0 ? (channels + 7) / 8 : layer->output_format == 32 ? 4 * channels : channels);
        layer->run(model, layer, input, output);
        write_number(bytes);
        write_bytes(layer->output_format == 32 ? (const void *)output : model->arena + layer->output, bytes);
    }
}

static void run_job(void)
{
    used = 0;
    uint32_t inputs = read_number();
    uint32_t length = read_number();
    const uint8_t *file = read_block(length);
    edge_model model;
    edge_status status = edge_open(file, length, 0, 0, &model);
    uint32_t mark = used;
    for (int i = 0; i < 2 && status == EDGE_OUT_OF_MEMORY; i++) {
        used = mark;
        uint32_t needed = model.memory_size;
        status = edge_open(file, length, allocate(needed), needed, &model);
    }
    write_number(status);
    if (status != EDGE_OK) {
        fail("a file does not open\n");
    }
    int32_t *output = allocate(4 * model.outputs);
    uint8_t *input = allocate(model.input_bytes);
    write_number(edge_self_test(&model, file, length, input, output));
    mark = used;
    for (; inputs > 0; inputs--) {
        used = mark;
        input = read_block(model.input_bytes);
        status = edge_run(&model, input, output);
        write_number(status);
        if (status == EDGE_OK) {
            write_number(model.outputs);
            write_bytes(output, 4 * model.outputs);
            write_layers(&model, input, output);
        }
    }
}

int main(void)
{
    request = host_open_to_read("request.bin");
    response = host_open_to_write("response.bin");
    if (request < 0 || response < 0) {
        fail("request.bin or response.bin does not open\n");
    }
    for (uint32_t jobs = read_number(); jobs > 0; jobs--) {
        run_job();
    }
    flush();
    host_close(response);
    return 0;
}
