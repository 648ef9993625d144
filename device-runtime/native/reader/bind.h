/* From a checked layer to its row in the table: kernels, pointers into the file, and the scratch that gathers need. */
#ifndef EDGE_BIND_H
#define EDGE_BIND_H

#include "draft.h"

/* Fills shapes and places of `layer`; edge_tensor_of works from then on. */
void edge_bind_shape(const edge_draft *draft, edge_layer *layer);

/* Fills the rest. `planes` has room for the draft's planes. */
void edge_bind_kernels(const edge_draft *draft, const uint8_t *blob, edge_layer *layer, edge_plane *planes);

#endif
