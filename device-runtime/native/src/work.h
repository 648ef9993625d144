/* Bytes that operators work on in the arena, at layer->work, instead of on the stack. */
#ifndef EDGE_WORK_H
#define EDGE_WORK_H

#define EDGE_WORK_BYTES 32 /* acc of eight outputs; the sums of a plane before they are scaled are as many again */
#define EDGE_DEPTHWISE_WORK_BYTES 88
#define EDGE_AVERAGE_WORK_BYTES 64

#endif
