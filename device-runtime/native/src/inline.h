#ifndef EDGE_INLINE_H
#define EDGE_INLINE_H

#if defined(__GNUC__)
#define EDGE_INLINE static inline __attribute__((__always_inline__))
#else
#define EDGE_INLINE static inline
#endif

#endif
