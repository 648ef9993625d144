/* What compilers call even where there is no C library: by words where both sides are aligned alike, else by bytes. */
#include <stddef.h>
#include <stdint.h>

typedef uint32_t __attribute__((__may_alias__)) word;

/* Or the compiler would turn these loops into calls of themselves. */
#define AS_WRITTEN __attribute__((optimize("no-tree-loop-distribute-patterns")))

void *memcpy(void *to, const void *from, size_t count);
void *memmove(void *to, const void *from, size_t count);
void *memset(void *to, int value, size_t count);
size_t strlen(const char *text);

AS_WRITTEN void *memcpy(void *to, const void *from, size_t count)
{
    unsigned char *t = to;
    const unsigned char *f = from;
    if ((((uintptr_t)t ^ (uintptr_t)f) & 3) == 0) {
        for (; ((uintptr_t)t & 3) != 0 && count > 0; count--) {
            *t++ = *f++;
        }
        for (; count >= 16; count -= 16, t += 16, f += 16) {
            word a = ((const word *)(const void *)f)[0], b = ((const word *)(const void *)f)[1];
            word c = ((const word *)(const void *)f)[2], d = ((const word *)(const void *)f)[3];
            ((word *)(void *)t)[0] = a;
            ((word *)(void *)t)[1] = b;
            ((word *)(void *)t)[2] = c;
            ((word *)(void *)t)[3] = d;
        }
        for (; count >= 4; count -= 4, t += 4, f += 4) {
            *(word *)(void *)t = *(const word *)(const void *)f;
        }
    }
    while (count-- > 0) {
        *t++ = *f++;
    }
    return to;
}

AS_WRITTEN void *memmove(void *to, const void *from, size_t count)
{
    unsigned char *t = to;
    const unsigned char *f = from;
    if (t < f) {
        return memcpy(to, from, count);
    }
    while (count-- > 0) {
        t[count] = f[count];
    }
    return to;
}

AS_WRITTEN void *memset(void *to, int value, size_t count)
{
    unsigned char *t = to;
    for (; ((uintptr_t)t & 3) != 0 && count > 0; count--) {
        *t++ = (unsigned char)value;
    }
    word all = (unsigned char)value * 0x01010101u;
    for (; count >= 4; count -= 4, t += 4) {
        *(word *)(void *)t = all;
    }
    while (count-- > 0) {
        *t++ = (unsigned char)value;
    }
    return to;
}

AS_WRITTEN size_t strlen(const char *text)
{
    const char *end = text;
    while (*end != 0) {
        end++;
    }
    return (size_t)(end - text);
}
