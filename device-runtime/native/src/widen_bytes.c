#include "place.h"

void edge_widen_bytes(const edge_layer *layer, const uint8_t *tensor, int32_t *output)
{
    uint32_t count = (uint32_t)layer->output_height * layer->output_width * layer->output_channels;
    for (uint32_t i = 0; i < count; i++) {
        output[i] = tensor[i];
    }
}
