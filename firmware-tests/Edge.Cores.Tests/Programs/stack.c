/*
 * How much stack each layer takes. request.bin, all numbers uint32 little-endian: jobs, then for each: inputs, file length, file padded to 8, then each input padded to 8.
 * response.bin, for each job: layers, then the bytes of stack below the call of each with the last input.
 */
#include "edge.h"
#include "semihosting.h"
#include "stack.h"

enum { FILE_BYTES = 1 << 19, MEMORY_BYTES = 1 << 20, INPUT_BYTES = 1 << 16, OUTPUTS = 1 << 15 };

static uint64_t file[FILE_BYTES / 8], memory[MEMORY_BYTES / 8], input[INPUT_BYTES / 8];
static int32_t output[OUTPUTS];
static int32_t request, response;

static void fail(const char *message)
{
    host_print(message);
    host_exit(0);
}

static void read_block(void *to, uint32_t bytes, uint32_t most)
{
    if (bytes > most || !host_read(request, to, bytes)) {
        fail("request.bin ends early, or a file or an input is too large\n");
    }
}

static uint32_t read_number(void)
{
    uint32_t number = 0;
    read_block(&number, sizeof number, sizeof number);
    return number;
}

static void write_number(uint32_t number)
{
    if (!host_write(response, &number, sizeof number)) {
        fail("response.bin cannot be written\n");
    }
}

__attribute__((noinline)) static uint32_t stack_of(const edge_model *model, const edge_layer *layer)
{
    volatile uint32_t *top;
    STACK_POINTER(top);
    stack_paint(top);
    layer->run(model, layer, (const uint8_t *)input, output);
    return stack_used(top);
}

static void run_job(void)
{
    uint32_t inputs = read_number();
    uint32_t length = read_number();
    edge_model model;
    read_block(file, (length + 7) / 8 * 8, sizeof file);
    if (edge_open(file, length, memory, sizeof memory, &model) != EDGE_OK || model.outputs > OUTPUTS) {
        fail("a file does not open\n");
    }
    for (; inputs > 0; inputs--) {
        read_block(input, (model.input_bytes + 7) / 8 * 8, sizeof input);
    }
    write_number(model.layer_count);
    for (uint32_t i = 0; i < model.layer_count; i++) {
        write_number(stack_of(&model, &model.layers[i]));
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
    host_close(response);
    return 0;
}
