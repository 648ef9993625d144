/* Drives the target without libFuzzer: mutate COUNT SEED FILE ... damages the files again and again. The same arguments give the same inputs. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../device-runtime/native/include/edge.h"

#define MAX_FILES 256
#define MAX_SIZE 65536

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static uint64_t state;

/* xorshift64*: Vigna, An experimental exploration of Marsaglia's xorshift generators, scrambled (2016). */
static uint32_t below(uint32_t bound)
{
    state ^= state >> 12;
    state ^= state << 25;
    state ^= state >> 27;
    return (uint32_t)(((state * 0x2545f4914f6cdd1dull) >> 32) % bound);
}

static const uint8_t extremes[] = {0, 1, 0x7f, 0x80, 0x90, 0x91, 0x9f, 0xc0, 0xc1, 0xc4, 0xc6, 0xcc, 0xcd, 0xce, 0xcf, 0xd3, 0xdc, 0xdd, 0xdf, 0xff};

/* Most damage goes to the first 256 bytes: there stands what a reader must judge. */
static uint32_t place(size_t size)
{
    uint32_t bound = (uint32_t)(below(8) > 0 && size > 256 ? 256 : size);
    return below(bound);
}

static size_t damage(uint8_t *file, size_t size)
{
    uint32_t at = place(size);
    switch (below(8)) {
    case 0:
        return 1 + below((uint32_t)size);
    case 1: { /* remove bytes */
        uint32_t count = 1 + below(8);
        if (at + count < size) {
            memmove(file + at, file + at + count, size - at - count);
            return size - count;
        }
        return size;
    }
    case 2: { /* repeat bytes */
        uint32_t count = 1 + below(16);
        if (at + count < size && size + count < MAX_SIZE) {
            memmove(file + at + count, file + at, size - at);
            return size + count;
        }
        return size;
    }
    case 3:
    case 4:
        file[at] = extremes[below(sizeof extremes)];
        return size;
    case 5:
        file[at] = (uint8_t)(file[at] + below(9) - 4);
        return size;
    case 6:
        file[at] = (uint8_t)below(256);
        return size;
    default:
        file[at] ^= (uint8_t)(1u << below(8));
        return size;
    }
}

static size_t read_file(const char *path, uint8_t *bytes)
{
    FILE *file = fopen(path, "rb");
    if (!file) {
        perror(path);
        exit(2);
    }
    size_t size = fread(bytes, 1, MAX_SIZE - 64, file);
    fclose(file);
    return size;
}

int main(int count, char **arguments)
{
    static uint8_t *files[MAX_FILES];
    static size_t sizes[MAX_FILES];
    static uint8_t input[MAX_SIZE];
    if (count < 4 || count - 3 > MAX_FILES) {
        fputs("mutate COUNT SEED FILE ...\n", stderr);
        return 2;
    }
    unsigned long runs = strtoul(arguments[1], 0, 10);
    state = strtoull(arguments[2], 0, 10) + 1;
    for (int i = 3; i < count; i++) {
        sizes[i - 3] = read_file(arguments[i], input);
        files[i - 3] = malloc(sizes[i - 3] + 1);
        if (!files[i - 3]) {
            return 2;
        }
        memcpy(files[i - 3], input, sizes[i - 3]);
    }
    for (unsigned long run = 0; run < runs; run++) {
        uint32_t which = below((uint32_t)count - 3);
        size_t size = sizes[which];
        memcpy(input, files[which], size);
        for (uint32_t i = 1 + below(4); i > 0 && size > 0; i--) {
            size = damage(input, size);
        }
        LLVMFuzzerTestOneInput(input, size);
    }
    printf("%lu inputs, no finding\n", runs);
    return 0;
}
