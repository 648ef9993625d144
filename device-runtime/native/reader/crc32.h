#ifndef EDGE_CRC32_H
#define EDGE_CRC32_H

#include <stdint.h>

/* CRC-32 (IEEE, as in zlib) of what went before, `crc`, and `count` more bytes; 0 at the start. */
uint32_t edge_crc32(uint32_t crc, const uint8_t *bytes, uint32_t count);

#endif
