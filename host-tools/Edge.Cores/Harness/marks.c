#include "marks.h"

__attribute__((section(".marks"))) volatile uint8_t edge_marks[256];
