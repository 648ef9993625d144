/* Runs an exported model on the inputs of images.bin (their number, then one after the other) and writes all outputs to answers.bin. Marks 0 before and behind each run. */
#include "marks.h"
#include "model.h"
#include "semihosting.h"

static uint8_t input[MODEL_INPUT_BYTES];
static int32_t output[MODEL_OUTPUTS];

int main(void)
{
    int32_t images = host_open_to_read("images.bin");
    int32_t answers = host_open_to_write("answers.bin");
    uint32_t count = 0;
    if (images < 0 || answers < 0 || !host_read(images, &count, sizeof count)) {
        host_print("images.bin or answers.bin does not open\n");
        return 1;
    }
    for (; count > 0; count--) {
        if (!host_read(images, input, sizeof input)) {
            host_print("images.bin ends early\n");
            return 1;
        }
        MARK(0);
        edge_status status = edge_run(&model, input, output);
        MARK(0);
        if (status != EDGE_OK || !host_write(answers, output, sizeof output)) {
            host_print("an input is refused, or answers.bin cannot be written\n");
            return 1;
        }
    }
    host_close(answers);
    return 0;
}
