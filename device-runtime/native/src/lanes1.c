#include "lanes.h"

void edge_lanes1(const edge_layer *layer, const edge_plane *plane, const edge_row *row, uint32_t channel)
{
    edge_lanes(1, layer, plane, row, channel);
}
