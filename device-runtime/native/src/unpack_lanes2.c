#include "lanes.h"

void edge_unpack_lanes2(const edge_layer *layer, const edge_plane *plane, uint32_t channel, edge_word *weights)
{
    edge_unpack_lanes(2, layer, plane, channel, weights);
}
