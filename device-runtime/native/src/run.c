#include "../include/edge.h"
#include "place.h"

/* Bits that no value of the input's format has set; a pixel of bits has them in its last byte alone. */
static int input_is_valid(const edge_model *model, const uint8_t *input)
{
    uint32_t step = model->input_format == EDGE_FORMAT_BITS ? edge_pixel_bytes(model->input_channels, EDGE_FORMAT_BITS) : 1;
    for (uint32_t i = step - 1; i < model->input_bytes; i += step) {
        if (input[i] & model->input_mask) {
            return 0;
        }
    }
    return 1;
}

edge_status edge_run(const edge_model *model, const uint8_t *input, int32_t *output)
{
    if (!model || !input || !output) {
        return EDGE_BAD_ARGUMENT;
    }
    if (model->input_mask && !input_is_valid(model, input)) {
        return EDGE_INPUT_OUT_OF_RANGE;
    }
    const edge_layer *layer = model->layers;
    const edge_layer *end = layer + model->layer_count;
    for (; layer < end; layer++) {
        layer->run(model, layer, input, output);
    }
    if (model->widen) {
        model->widen(end - 1, model->arena + end[-1].output, output);
    }
    return EDGE_OK;
}
