namespace Edge.Pack.Export;

/// <summary>What stands around an exported model: an example program and two ways to build it.</summary>
internal static class CProject
{
    public static string Main(string name)
    {
        string upper = name.ToUpperInvariant();
        return $$"""
            /* Runs {{name}} once and returns the number of the largest output. Put your own input in place of the zeros. */
            #include "{{name}}.h"

            static uint8_t input[{{upper}}_INPUT_BYTES];
            static int32_t output[{{upper}}_OUTPUTS];

            int main(void)
            {
                if (edge_run(&{{name}}, input, output) != EDGE_OK) {
                    return -1; /* a value of the input is outside its range */
                }
                int best = 0;
                for (int i = 1; i < {{upper}}_OUTPUTS; i++) {
                    if (output[i] > output[best]) {
                        best = i;
                    }
                }
                return best;
            }

            """;
    }

    public static string Makefile(string name, string[] sources) => $"""
        # make: lib{name}.a for the compiler CC; make demo: the example for this PC. For a board, without a C library and with:
        #   make CC=arm-none-eabi-gcc AR=arm-none-eabi-ar CFLAGS="-O3 -mcpu=cortex-m4 -mthumb -ffreestanding"
        #   make CC=riscv64-unknown-elf-gcc AR=riscv64-unknown-elf-ar CFLAGS="-O3 -march=rv32imac -mabi=ilp32 -ffreestanding"
        # Link with -Wl,--gc-sections; a program without a C library brings memcpy.
        CFLAGS ?= -O3
        STRICT = -std=c99 -Wall -Wextra -Wconversion -pedantic -ffunction-sections -fdata-sections
        SOURCES = {string.Join(" \\\n  ", sources)}
        OBJECTS = $(SOURCES:.c=.o)

        lib{name}.a: $(OBJECTS)
        {"\t"}$(AR) rcs $@ $^

        %.o: %.c $(wildcard *.h engine/include/*.h engine/src/*.h)
        {"\t"}$(CC) $(STRICT) $(CFLAGS) -c $< -o $@

        demo: main.o lib{name}.a
        {"\t"}$(CC) $(CFLAGS) $^ -o $@

        clean:
        {"\t"}$(RM) $(OBJECTS) main.o lib{name}.a demo

        .PHONY: clean

        """;

    public static string CMakeLists(string name, string[] sources) => $$"""
        # add_subdirectory() this folder and link {{name}}; on its own it also builds the example.
        cmake_minimum_required(VERSION 3.13)
        project({{name}} C)

        add_library({{name}} STATIC
          {{string.Join("\n  ", sources)}})
        target_include_directories({{name}} PUBLIC ${CMAKE_CURRENT_SOURCE_DIR})
        set_target_properties({{name}} PROPERTIES C_STANDARD 99)

        if(CMAKE_SOURCE_DIR STREQUAL CMAKE_CURRENT_SOURCE_DIR)
          add_executable(demo main.c)
          target_link_libraries(demo {{name}})
        endif()

        """;
}
