// Training allocates and frees the same few megabytes for every batch. By default glibc returns such blocks to the system each time and the
// kernel clears each page anew; keeping them halves the time of a small convolutional network's epoch.

#include <cstdlib>

#if defined(__GLIBC__)
#include <malloc.h>

namespace {

constexpr int largest_mmap_threshold = 32 * 1024 * 1024;
constexpr int kept_at_the_top = 1024 * 1024 * 1024;

__attribute__((constructor)) void keep_freed_memory() {
    mallopt(M_MMAP_THRESHOLD, largest_mmap_threshold);
    mallopt(M_TRIM_THRESHOLD, kept_at_the_top);
}

}  // namespace
#endif
