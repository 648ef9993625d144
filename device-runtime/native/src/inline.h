#ifndef EDGE_INLINE_H
#define EDGE_INLINE_H

#if defined(__GNUC__)
#define EDGE_INLINE static inline __attribute__((__always_inline__))
/* Functions that lose their registers where they are made part of others. */
#define EDGE_ALONE __attribute__((__noinline__))
/* A value that the compiler must take as it comes, in a register. */
#define EDGE_OPAQUE(value) __asm__("" : "+r"(value))
/* What the compiler read through this pointer it must read again: better than to keep it on the stack. */
#define EDGE_FORGET(pointer) __asm__("" : "+r"(pointer))
/* Steps that the compiler must not reorder until registers run out. */
#define EDGE_IN_ORDER(a, b, c, d) __asm__ volatile("" : "+r"(a), "+r"(b), "+r"(c), "+r"(d))
#else
#define EDGE_INLINE static inline
#define EDGE_ALONE
#define EDGE_OPAQUE(value)
#define EDGE_FORGET(pointer)
#define EDGE_IN_ORDER(a, b, c, d)
#endif

#endif
