#include "lanes.h"

void edge_unpack_lanes4(const edge_layer *layer, const edge_plane *plane, uint32_t channel, edge_word *weights)
{
    edge_unpack_lanes(4, layer, plane, channel, weights);
}
