/*
 * Runs networks for the tests, over stdin and stdout, all numbers uint32 little-endian.
 * Request:  memory, inputs, file length, file, then each input: length, bytes. Memory 0: as much as edge_open asks for.
 * Response: edge_open's status, memory size; where the status is 0: self-test status, layers, then for each input edge_run's status and, where that is 0,
 *           each layer's bytes (length, bytes; a raw layer's integers) and the outputs (count, integers).
 * Every buffer has exactly the bytes it needs, so that AddressSanitizer sees each step beyond.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "edge.h"

static int read_bytes(void *bytes, size_t count)
{
    return fread(bytes, 1, count, stdin) == count;
}

static uint32_t read_number(void)
{
    uint32_t number;
    if (!read_bytes(&number, sizeof number)) {
        exit(0); /* the tests closed the pipe */
    }
    return number;
}

static void write_number(uint32_t number)
{
    fwrite(&number, sizeof number, 1, stdout);
}

static void *allocate(size_t count)
{
    void *bytes = malloc(count > 0 ? count : 1);
    if (!bytes) {
        fputs("out of memory\n", stderr);
        exit(2);
    }
    memset(bytes, 0xa5, count); /* nothing may rely on zeros */
    return bytes;
}

static uint8_t *read_block(uint32_t *length)
{
    *length = read_number();
    uint8_t *bytes = allocate(*length);
    if (!read_bytes(bytes, *length)) {
        exit(2);
    }
    return bytes;
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
        fwrite(layer->output_format == 32 ? (const uint8_t *)output : model->arena + layer->output, 1, bytes, stdout);
    }
}

static void run_inputs(const edge_model *model, uint8_t **inputs, const uint32_t *lengths, uint32_t count)
{
    int32_t *output = allocate(4 * (size_t)model->outputs);
    for (uint32_t i = 0; i < count; i++) {
        if (lengths[i] != model->input_bytes) {
            write_number(EDGE_BAD_ARGUMENT);
            continue;
        }
        edge_status status = edge_run(model, inputs[i], output);
        write_number(status);
        if (status == EDGE_OK) {
            int32_t *copy = allocate(4 * (size_t)model->outputs);
            memcpy(copy, output, 4 * (size_t)model->outputs);
            write_layers(model, inputs[i], output);
            write_number(model->outputs);
            fwrite(copy, 4, model->outputs, stdout);
            free(copy);
        }
    }
    free(output);
}

static void *open_model(const uint8_t *file, uint32_t length, uint32_t memory_size, edge_model *model, edge_status *status)
{
    void *memory = allocate(memory_size);
    *status = edge_open(file, length, memory, memory_size, model);
    for (int i = 0; i < 2 && memory_size == 0 && *status == EDGE_OUT_OF_MEMORY; i++) {
        uint32_t needed = model->memory_size;
        free(memory);
        memory = allocate(needed);
        *status = edge_open(file, length, memory, needed, model);
    }
    return memory;
}

static void self_test(const edge_model *model, const uint8_t *file, uint32_t length)
{
    uint8_t *input = allocate(model->input_bytes);
    int32_t *output = allocate(4 * (size_t)model->outputs);
    write_number(edge_self_test(model, file, length, input, output));
    free(input);
    free(output);
}

int main(void)
{
    for (;;) {
        uint32_t memory_size = read_number();
        uint32_t count = read_number();
        uint32_t length;
        uint8_t *file = read_block(&length);
        uint8_t **inputs = allocate(count * sizeof *inputs);
        uint32_t *lengths = allocate(count * sizeof *lengths);
        for (uint32_t i = 0; i < count; i++) {
            inputs[i] = read_block(&lengths[i]);
        }
        edge_model model;
        edge_status status;
        void *memory = open_model(file, length, memory_size, &model, &status);
        write_number(status);
        write_number(model.memory_size);
        if (status == EDGE_OK) {
            self_test(&model, file, length);
            write_number(model.layer_count);
            run_inputs(&model, inputs, lengths, count);
        }
        fflush(stdout);
        for (uint32_t i = 0; i < count; i++) {
            free(inputs[i]);
        }
        free(inputs);
        free(lengths);
        free(memory);
        free(file);
    }
}
