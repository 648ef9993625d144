#include "session.h"

typedef struct edge_session {
    const uint8_t *file;
    uint8_t *memory;
    edge_model model;
} edge_session;

/* The session stands at the front of the memory, the model's table behind it. */
#define SESSION_BYTES ((sizeof(edge_session) + 7) / 8 * 8)

edge_status edge_session_open(const uint8_t *file, size_t size, uint8_t *memory, size_t memory_size, int32_t facts[2])
{
    edge_model model;
    int holds = memory != 0 && memory_size >= SESSION_BYTES;
    edge_status status = edge_open(file, size, holds ? memory + SESSION_BYTES : 0, holds ? memory_size - SESSION_BYTES : 0, &model);
    facts[0] = (int32_t)(SESSION_BYTES + model.memory_size);
    facts[1] = 0;
    if (status == EDGE_OK) {
        edge_session *session = (edge_session *)(void *)memory;
        session->file = file;
        session->memory = memory;
        session->model = model;
        facts[1] = (int32_t)(model.arena - memory);
    }
    return status;
}

edge_status edge_session_run(const uint8_t *file, size_t size, uint8_t *memory, size_t memory_size, int32_t layer,
                             const uint8_t *input, size_t input_size, int32_t *output, size_t output_count)
{
    if (!file || !memory || memory_size < SESSION_BYTES || !input) {
        return EDGE_BAD_ARGUMENT;
    }
    edge_session *session = (edge_session *)(void *)memory;
    if (session->file != file || session->memory != memory) {
        int32_t facts[2];
        edge_status status = edge_session_open(file, size, memory, memory_size, facts);
        if (status != EDGE_OK) {
            return status;
        }
    }
    const edge_model *model = &session->model;
    int last = layer < 0 || layer == model->layer_count - 1;
    if (layer >= model->layer_count || input_size < model->input_bytes || (last && (!output || output_count < model->outputs) && (layer < 0 || !model->widen))) {
        return EDGE_BAD_ARGUMENT;
    }
    if (layer < 0) {
        return edge_run(model, input, output);
    }
    model->layers[layer].run(model, &model->layers[layer], input, output);
    return EDGE_OK;
}
