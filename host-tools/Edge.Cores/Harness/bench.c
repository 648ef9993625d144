/*
 * Measures an exported model: what stack each layer takes, then the instructions of each layer and of edge_run between marks.
 * Reads input.bin; writes result.bin: edge_run's status, the stack bytes of each layer and of edge_run, the outputs; all numbers 32-bit little-endian.
 * Marks in order: 0 and 0 around nothing, 1 behind each layer, 2 before and 2 behind edge_run.
 */
#include "marks.h"
#include "model.h"
#include "semihosting.h"
#include "stack.h"

static uint8_t input[MODEL_INPUT_BYTES];
static int32_t output[MODEL_OUTPUTS];

/* The bytes of stack below this function that one layer (0: all of edge_run) writes. */
__attribute__((noinline)) static uint32_t stack_of(const edge_layer *layer, edge_status *status)
{
    volatile uint32_t *top;
    STACK_POINTER(top);
    stack_paint(top);
    if (layer) {
        layer->run(&model, layer, input, output);
    } else {
        *status = edge_run(&model, input, output);
    }
    return stack_used(top);
}

static int32_t file;

static void write_number(uint32_t number)
{
    if (!host_write(file, &number, sizeof number)) {
        host_print("result.bin cannot be written\n");
        host_exit(0);
    }
}

static void run_between_marks(void)
{
    const edge_layer *end = model.layers + model.layer_count;
    MARK(0);
    MARK(0);
    for (const edge_layer *layer = model.layers; layer < end; layer++) {
        layer->run(&model, layer, input, output);
        MARK(1);
    }
    MARK(2);
    edge_run(&model, input, output);
    MARK(2);
}

int main(void)
{
    file = host_open_to_read("input.bin");
    if (file < 0 || !host_read(file, input, sizeof input)) {
        host_print("input.bin cannot be read\n");
        return 1;
    }
    host_close(file);
    file = host_open_to_write("result.bin");
    edge_status status = EDGE_OK;
    uint32_t stack = stack_of(0, &status);
    write_number(status);
    for (uint32_t i = 0; i < model.layer_count; i++) {
        write_number(stack_of(&model.layers[i], &status));
    }
    write_number(stack);
    run_between_marks();
    for (uint32_t i = 0; i < MODEL_OUTPUTS; i++) {
        write_number((uint32_t)output[i]);
    }
    host_close(file);
    return 0;
}
