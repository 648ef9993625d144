/* One layer of CMSIS-NN on random int8 data between marks: DENSE, DENSE4, CONV or DEPTHWISE of the shapes in Shape.cs. */
#include "arm_nnfunctions.h"

#include "marks.h"
#include "semihosting.h"

enum { INPUTS = 14 * 14 * 64, WEIGHTS = 65536, OUTPUTS = 14 * 14 * 64, CHANNELS = 256, SCRATCH = 65536 };

static int8_t input[INPUTS] __attribute__((aligned(4)));
static int8_t weights[WEIGHTS] __attribute__((aligned(4)));
static int8_t output[OUTPUTS] __attribute__((aligned(4)));
static int32_t bias[CHANNELS], multipliers[CHANNELS], shifts[CHANNELS];
static uint8_t scratch[SCRATCH] __attribute__((aligned(8)));

static uint32_t next(uint32_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 17;
    *state ^= *state << 5;
    return *state;
}

static void fill(void)
{
    uint32_t state = 1;
    for (int i = 0; i < INPUTS; i++) {
        input[i] = (int8_t)(next(&state) >> 24);
    }
    for (int i = 0; i < WEIGHTS; i++) {
        weights[i] = (int8_t)(next(&state) >> 24);
    }
    for (int i = 0; i < CHANNELS; i++) {
        bias[i] = (int32_t)(next(&state) >> 20);
        multipliers[i] = 0x40000000 + (int32_t)(next(&state) >> 4);
        shifts[i] = -8;
    }
}

#if defined(DENSE) || defined(DENSE4)
static arm_cmsis_nn_status run(const cmsis_nn_context *context)
{
    const cmsis_nn_fc_params parameters = {128, 0, 0, {-128, 127}};
    const cmsis_nn_per_tensor_quant_params scale = {multipliers[0], shifts[0]};
    const cmsis_nn_dims in = {1, 1, 1, 256}, filter = {256, 1, 1, 256}, none = {1, 1, 1, 256}, out = {1, 1, 1, 256};
#if defined(DENSE4)
    return arm_fully_connected_s4(context, &parameters, &scale, &in, input, &filter, weights, &none, bias, &out, output);
#else
    return arm_fully_connected_s8(context, &parameters, &scale, &in, input, &filter, weights, &none, bias, &out, output);
#endif
}
#elif defined(CONV)
static arm_cmsis_nn_status run(const cmsis_nn_context *context)
{
    const cmsis_nn_conv_params parameters = {128, 0, {1, 1}, {1, 1}, {1, 1}, {-128, 127}};
    const cmsis_nn_per_channel_quant_params scale = {multipliers, shifts};
    const cmsis_nn_dims in = {1, 14, 14, 16}, filter = {32, 3, 3, 16}, none = {1, 1, 1, 32}, out = {1, 14, 14, 32};
    if (arm_convolve_wrapper_s8_get_buffer_size(&parameters, &in, &filter, &out) > SCRATCH) {
        return ARM_CMSIS_NN_ARG_ERROR;
    }
    return arm_convolve_wrapper_s8(context, &parameters, &scale, &in, input, &filter, weights, &none, bias, &out, output);
}
#else
static arm_cmsis_nn_status run(const cmsis_nn_context *context)
{
    const cmsis_nn_dw_conv_params parameters = {128, 0, 1, {1, 1}, {1, 1}, {1, 1}, {-128, 127}};
    const cmsis_nn_per_channel_quant_params scale = {multipliers, shifts};
    const cmsis_nn_dims in = {1, 14, 14, 64}, filter = {1, 3, 3, 64}, none = {1, 1, 1, 64}, out = {1, 14, 14, 64};
    if (arm_depthwise_conv_wrapper_s8_get_buffer_size(&parameters, &in, &filter, &out) > SCRATCH) {
        return ARM_CMSIS_NN_ARG_ERROR;
    }
    return arm_depthwise_conv_wrapper_s8(context, &parameters, &scale, &in, input, &filter, weights, &none, bias, &out, output);
}
#endif

int main(void)
{
    fill();
    const cmsis_nn_context context = {scratch, SCRATCH};
    MARK(0);
    MARK(0);
    arm_cmsis_nn_status status = run(&context);
    MARK(1);
    return status == ARM_CMSIS_NN_SUCCESS ? 0 : 1;
}
