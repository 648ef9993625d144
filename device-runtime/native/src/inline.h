#ifndef EDGE_INLINE_H
#define EDGE_INLINE_H

#if defined(__GNUC__)
#define EDGE_INLINE static inline __attribute__((__always_inline__))
/* A value that the compiler must take as it comes, in a register. */
#define EDGE_OPAQUE(value) __asm__("" : "+r"(value))
#else
#define EDGE_INLINE static inline
#define EDGE_OPAQUE(value)
#endif

#endif
