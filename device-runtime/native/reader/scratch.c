#include "scratch.h"
#include "../src/work.h"

typedef struct extent {
    uint32_t first, end;
} extent;

static uint32_t bytes_of(const edge_layer *layer)
{
    uint32_t channels = layer->output_channels;
    uint32_t pixel = layer->output_format == 0 ? (channels + 7) / 8 : layer->output_format == 32 ? 0 : channels;
    return (uint32_t)layer->output_height * layer->output_width * pixel;
}

/* Widens `all` by tensor `number`; the network's input is not in the arena. */
static void cover(const edge_layer *layers, uint32_t number, extent *all)
{
    if (number == 0 || bytes_of(&layers[number - 1]) == 0) {
        return;
    }
    const edge_layer *layer = &layers[number - 1];
    uint32_t end = layer->output + bytes_of(layer);
    all->first = layer->output < all->first ? layer->output : all->first;
    all->end = end > all->end ? end : all->end;
}

/* From the first to the last byte of what is alive while layer `index` runs: what it writes, and what it or a later layer reads. */
static extent alive(const edge_layer *layers, uint32_t count, uint32_t index)
{
    extent all = {UINT32_MAX, 0};
    cover(layers, index + 1, &all);
    for (uint32_t i = index; i < count; i++) {
        if (layers[i].scratch <= index) {
            cover(layers, layers[i].scratch, &all);
        }
        if (layers[i].scratch_bits <= index) {
            cover(layers, layers[i].scratch_bits, &all);
        }
    }
    return all;
}

/* Words that a layer works on: acc; the sums of a plane before they are scaled; of depthwise layers, its place. */
static uint32_t work_of(const edge_layer *layer)
{
    if (layer->run == edge_max_pool) {
        return 0;
    }
    if (layer->run == edge_depthwise) {
        return EDGE_DEPTHWISE_WORK_BYTES;
    }
    if (layer->run == edge_average_pool) {
        return EDGE_AVERAGE_WORK_BYTES;
    }
    uint32_t bytes = EDGE_WORK_BYTES;
    for (uint32_t i = 0; i < layer->plane_count; i++) {
        if (((uint32_t)layer->planes[i].step << layer->planes[i].shift) != 1) {
            bytes = 2 * EDGE_WORK_BYTES;
        }
    }
    return bytes;
}

uint64_t edge_plan_scratch(edge_layer *layers, uint32_t count, uint32_t arena)
{
    uint64_t total = arena;
    for (uint32_t i = 0; i < count; i++) {
        edge_layer *layer = &layers[i];
        uint64_t bytes = 0;
        if (layer->run == edge_depthwise) {
            bytes = (layer->output_channels > 4 ? 32 : 16) * (uint64_t)layer->inputs;
        } else if (layer->gather_bytes && layer->gather_bytes != edge_gather_direct) {
            bytes = ((uint64_t)layer->inputs + 3) / 4 * 4;
        }
        uint32_t work = work_of(layer);
        uint64_t bits = layer->gather_bits == edge_gather_bits ? 4 * (uint64_t)layer->row_words : 0;
        extent all = alive(layers, count, i);
        uint64_t all_bytes = work + bytes + bits;
        uint32_t at = all_bytes <= all.first ? 0 : (all.end + 3) / 4 * 4;
        layer->work = at;
        layer->scratch = at + work;
        layer->scratch_bits = at + work + (uint32_t)bytes;
        total = all_bytes > 0 && at + all_bytes > total ? at + all_bytes : total;
    }
    return total;
}
