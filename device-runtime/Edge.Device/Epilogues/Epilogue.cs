using Edge.Formats;

namespace Edge.Device.Epilogues;

/// <summary>From the accumulators of one output pixel to its stored values (FORMAT.md section 4).</summary>
internal static class Epilogue
{
    public static void Apply(Network network, int[] program, int at, int layer, int pixel, byte[] target, int[] output)
    {
        int channels = program[at + LayerSlot.OutputChannels];
        int[] accumulators = network.Accumulators;
        int[] parameters = network.Parameters[layer];
        int to = program[at + LayerSlot.OutputOffset] + (pixel * channels);
        int step = program[at + LayerSlot.Count] == 1 ? 0 : 1;
        int argument = program[at + LayerSlot.Argument];
        int highest = (1 << program[at + LayerSlot.OutputFormat]) - 1;
        switch (program[at + LayerSlot.Epilogue])
        {
            case Format.EpilogueThreshold:
                if (program[at + LayerSlot.OutputFormat] == Format.FormatBits)
                {
                    int pixelBytes = (channels + 7) >> 3;
                    Threshold.ToBits(accumulators, parameters, step, channels, target, program[at + LayerSlot.OutputOffset] + (pixel * pixelBytes));
                }
                else
                {
                    Threshold.ToBytes(accumulators, parameters, step, argument, network.LevelsOf(layer), channels, target, to);
                }

                break;
            case Format.EpilogueRequantize:
                Requantize.ToBytes(accumulators, parameters, network.Addends[layer], step, argument, highest, channels, target, to);
                break;
            case Format.EpilogueShift:
                Shift.ToBytes(accumulators, parameters, step, argument, highest, channels, target, to);
                break;
            default:
                Raw.ToIntegers(accumulators, parameters, program[at + LayerSlot.Width], program[at + LayerSlot.Count], channels, output, pixel * channels);
                break;
        }
    }
}
