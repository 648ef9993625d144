/* FORMAT.md section 6: inputs stored or made from a seed, and the checksums of what they give. */
#include "../src/copy.h"

#include "crc32.h"
#include "file.h"
#include "messagepack.h"

static uint32_t next(uint32_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 17;
    *state ^= *state << 5;
    return *state;
}

static void generate(const edge_model *model, uint32_t seed, uint8_t *input)
{
    if (model->input_format != 0) {
        for (uint32_t i = 0; i < model->input_bytes; i++) {
            input[i] = (uint8_t)((next(&seed) >> 24) & ((1u << model->input_format) - 1));
        }
        return;
    }
    uint32_t channels = model->input_channels;
    uint32_t pixel_bytes = (channels + 7) / 8;
    for (uint32_t at = 0; at < model->input_bytes; at += pixel_bytes) {
        for (uint32_t c = 0; c < channels; c++) {
            uint32_t bit = next(&seed) >> 31 << (c % 8);
            input[at + c / 8] = (uint8_t)((c % 8 ? input[at + c / 8] : 0) | bit);
        }
    }
}

static edge_status read_input(edge_cursor *cursor, const edge_model *model, uint8_t *input)
{
    uint32_t length;
    uint32_t at = cursor->at;
    if (edge_read_binary(cursor->bytes, cursor->end, &at, &length) == EDGE_OK) {
        if (length != model->input_bytes) {
            return EDGE_SHAPE_MISMATCH;
        }
        edge_copy(input, cursor->bytes + at, length);
        cursor->at = at + length;
        return EDGE_OK;
    }
    int64_t seed;
    edge_status status = edge_read_integer(cursor->bytes, cursor->end, &cursor->at, &seed);
    if (status == EDGE_OK && (seed < 1 || seed > UINT32_MAX)) {
        status = EDGE_OUT_OF_RANGE;
    }
    if (status == EDGE_OK) {
        generate(model, (uint32_t)seed, input);
    }
    return status;
}

static edge_status run_test(edge_cursor *cursor, const edge_model *model, uint8_t *input, int32_t *output)
{
    uint32_t fields = edge_cursor_array(cursor, EDGE_TEST_FIELDS);
    int64_t crc = 0;
    edge_cursor_fail(cursor, cursor->status == EDGE_OK ? read_input(cursor, model, input) : EDGE_OK);
    if (cursor->status == EDGE_OK) {
        cursor->status = edge_read_integer(cursor->bytes, cursor->end, &cursor->at, &crc);
    }
    edge_cursor_skip(cursor, fields, EDGE_TEST_FIELDS);
    if (cursor->status != EDGE_OK) {
        return cursor->status;
    }
    edge_status status = edge_run(model, input, output);
    if (status != EDGE_OK) {
        return status;
    }
    uint32_t computed = edge_crc32(0, (const uint8_t *)output, 4 * model->outputs);
    return crc == (int64_t)computed ? EDGE_OK : EDGE_SELF_TEST_FAILED;
}

edge_status edge_self_test(const edge_model *model, const void *bytes, size_t size, uint8_t *input, int32_t *output)
{
    if (!model || !bytes || !input || !output || size > INT32_MAX) {
        return EDGE_BAD_ARGUMENT;
    }
    edge_file file = {bytes, (uint32_t)size, 0, 0, {0, 0, 0, 0, 0}, 0, 0};
    edge_cursor cursor;
    edge_read_top(&cursor, &file);
    edge_cursor_skip(&cursor, 1, 0); /* the layers */
    uint32_t count = edge_cursor_array(&cursor, 0);
    if (count > EDGE_MAX_TESTS) {
        edge_cursor_fail(&cursor, EDGE_OUT_OF_RANGE);
    }
    for (uint32_t i = 0; i < count && cursor.status == EDGE_OK; i++) {
        edge_status status = run_test(&cursor, model, input, output);
        if (status != EDGE_OK) {
            return status;
        }
    }
    return cursor.status;
}
