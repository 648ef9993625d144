/*
 * QEMU TCG plugin: how many instructions lie between two marks. The program marks a place by storing a byte into an array of its own; the place's number is the index.
 * Arguments: marks=ADDRESS (of the array, hexadecimal), out=FILE. The file gets a line for each mark: its number and the instructions executed so far;
 * and a line "unaligned COUNT" where loads or stores crossed their natural alignment, which the emulated core may allow though a smaller one does not.
 * Counts depend on the program alone, so they are the same on every PC.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What this plugin needs of QEMU's plugin interface, version 1 (QEMU 4.2 to 8.1), declared here because distributions ship QEMU without the header. */
typedef uint64_t plugin_id;
typedef struct qemu_plugin_tb block;
typedef struct qemu_plugin_insn instruction;
typedef struct qemu_info_t info;

enum { INLINE_ADD = 0, NO_REGISTERS = 0, LOADS_AND_STORES = 3, MARKS = 256 };

void qemu_plugin_register_vcpu_tb_trans_cb(plugin_id id, void (*translated)(plugin_id id, block *tb));
size_t qemu_plugin_tb_n_insns(const block *tb);
instruction *qemu_plugin_tb_get_insn(const block *tb, size_t index);
void qemu_plugin_register_vcpu_insn_exec_inline(instruction *insn, int operation, void *number, uint64_t addend);
void qemu_plugin_register_vcpu_mem_cb(instruction *insn, void (*accessed)(unsigned cpu, uint32_t what, uint64_t address, void *data), int registers, int kind, void *data);
unsigned qemu_plugin_mem_size_shift(uint32_t what);
bool qemu_plugin_mem_is_store(uint32_t what);

__attribute__((visibility("default"))) int qemu_plugin_version = 1;

static uint64_t executed;
static uint64_t unaligned;
static uint64_t marks;
static FILE *out;

static void on_access(unsigned cpu, uint32_t what, uint64_t address, void *data)
{
    (void)cpu;
    (void)data;
    unaligned += (address & ((1u << qemu_plugin_mem_size_shift(what)) - 1)) != 0;
    if (address - marks < MARKS && qemu_plugin_mem_is_store(what)) {
        fprintf(out, "%u %llu\n", (unsigned)(address - marks), (unsigned long long)executed);
        fflush(out);
    }
}

/* QEMU's own notice of the end does not come where the program ends by semihosting. */
__attribute__((destructor)) static void on_end(void)
{
    if (out != NULL && unaligned > 0) {
        fprintf(out, "unaligned %llu\n", (unsigned long long)unaligned);
        fflush(out);
    }
}

static void on_translation(plugin_id id, block *tb)
{
    (void)id;
    size_t count = qemu_plugin_tb_n_insns(tb);
    for (size_t i = 0; i < count; i++) {
        instruction *insn = qemu_plugin_tb_get_insn(tb, i);
        qemu_plugin_register_vcpu_insn_exec_inline(insn, INLINE_ADD, &executed, 1);
        qemu_plugin_register_vcpu_mem_cb(insn, on_access, NO_REGISTERS, LOADS_AND_STORES, NULL);
    }
}

__attribute__((visibility("default"))) int qemu_plugin_install(plugin_id id, const info *about, int count, char **arguments)
{
    (void)about;
    for (int i = 0; i < count; i++) {
        if (strncmp(arguments[i], "marks=", 6) == 0) {
            marks = strtoull(arguments[i] + 6, NULL, 16);
        } else if (strncmp(arguments[i], "out=", 4) == 0) {
            out = fopen(arguments[i] + 4, "w");
        }
    }
    if (marks == 0 || out == NULL) {
        fputs("count: marks=ADDRESS,out=FILE are needed\n", stderr);
        return 1;
    }
    qemu_plugin_register_vcpu_tb_trans_cb(id, on_translation);
    return 0;
}
