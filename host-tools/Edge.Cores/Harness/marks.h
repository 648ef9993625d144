/* Places whose instruction counts the plugin writes down (Plugin/count.c). */
#ifndef MARKS_H
#define MARKS_H

#include <stdint.h>

/* Outside the variables that are zeroed at reset: those stores would count as marks. */
extern volatile uint8_t edge_marks[256];

#define MARK(number) (edge_marks[number] = 0)

#endif
