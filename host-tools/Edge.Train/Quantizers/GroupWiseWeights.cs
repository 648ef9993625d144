using Edge.Errors;
using Edge.Train.Trained;
using static TorchSharp.torch;

namespace Edge.Train.Quantizers;

/// <summary>
/// Low-bit training's weights (Zhong 2020, "Constrained Group-Wise Scaling"): q = round(clip(w / s) (2^(k-1) - 1)) with a scale s for each group; rounding is stochastic in training and to the nearest at inference. Groups are
/// the layer, each output channel, or blocks of consecutive weights of a channel. Gradient: straight through. Scales that differ within a channel become planes: a factor's set bits are the
/// shifts at which its integers are added.
/// </summary>
internal sealed class GroupWiseWeights(int bits, LowBitFormat format, string groups, int block, bool random) : WeightQuantizer
{
    private const int Octaves = 8;
    private const string Layer = "layer";
    private const string Channel = "channel";
    private const string Block = "block";
    private readonly int levels = (1 << (bits - 1)) - 1;

    public static QuantizerDescription Description { get; } = new()
    {
        Name = "group-wise",
        Summary = "k-bit weights with a constrained scale for each group, as in low-bit training",
        Formula = "w -> s round((2^(k-1) - 1) clip(w / s, -1, 1)) / (2^(k-1) - 1); s covers the group: any number, 2^e, m 2^e with one m, or 1 or 1.5 times 2^e; rounding stochastic in training; gradient straight through",
        Paper = "Zhong: Towards Lower Bit Multiplication for Convolutional Neural Network Training, 2020, constrained group-wise scaling",
        Bits = "2 .. 8",
        DeviceForm = "signed integers; a plane for each shift where scales differ within a channel",
        Parameters =
        [
            .. LowBitFormat.Parameters,
            new("group", Channel, "which weights share a scale") { Choices = [Layer, Channel, Block] },
            new("block", 16, "weights in a block of a channel") { Min = 1, Max = 65535 },
            new("stochastic", true, "stochastic rounding in training"),
        ],
        CreateWeights = r => new GroupWiseWeights(r.Integer("bits"), LowBitFormat.Of(r) with { Octaves = Octaves }, r.Text("group"), r.Integer("block"), r.Flag("stochastic")),
    };

    public override int Bits => bits;

    public override bool HasIntegerForm => format.Scale != GroupScales.Float || (groups != Block && format.Shift == 0);

    public override bool IsStochastic => random;

    public override Tensor Forward(Tensor weights) => StraightThrough.Of(Back(Values(weights.detach(), random).ToReal(), weights), weights);

    public override Tensor Inference(Tensor weights) => Back(Values(weights, random: false).ToReal(), weights);

    public override QuantizedWeights Quantize(Tensor weights)
    {
        LowBitValues values = Values(weights, random: false);
        if (format.Scale == GroupScales.Float)
        {
            return Unconstrained(values, weights);
        }

        Tensor factors = Back(values.Factor.expand(values.Integers.shape), weights);
        Tensor integers = Back(values.Integers, weights);
        WeightDomain domain = bits == 2 ? WeightDomain.Ternary : WeightDomain.Signed;
        List<QuantizedPlane> planes = [];
        int lowest = -1;
        for (int shift = 0; shift < 32; shift++)
        {
            Tensor bit = (factors / Math.Pow(2, shift)).floor_().remainder(2);
            if (bit.any().item<bool>())
            {
                lowest = lowest < 0 ? shift : lowest;
                planes.Add(new QuantizedPlane(domain, bits, shift - lowest, integers * bit));
            }
        }

        return new QuantizedWeights(planes, values.Unit * Math.Pow(2, lowest));
    }

    // A free scale a channel or a layer needs no shifts; two in one channel cannot be added as integers.
    private QuantizedWeights Unconstrained(LowBitValues values, Tensor weights)
    {
        if (!HasIntegerForm)
        {
            throw new EdgeException(ExitCode.DoesNotFit, "not-packable", "free scales within a channel have no integer form")
            {
                Expected = "scales that are whole multiples of one unit",
                Found = $"scale \"{GroupScales.Float}\" with group \"{groups}\" and shift {format.Shift}",
                Try = $"\"scale\": \"{GroupScales.SimpleMantissa}\", or \"group\": \"{Channel}\" with \"shift\": 0",
            };
        }

        WeightDomain domain = bits == 2 ? WeightDomain.Ternary : WeightDomain.Signed;
        return new QuantizedWeights([new QuantizedPlane(domain, bits, 0, Back(values.Integers, weights))], values.Factor.view(-1) * values.Unit);
    }

    private LowBitValues Values(Tensor weights, bool random) => format.Quantize(Rows(weights), levels, random);

    // A last block that is not full is filled with zeros, which change no largest magnitude.
    private Tensor Rows(Tensor weights)
    {
        if (groups != Block)
        {
            return ScaleGroup.Rows(weights, groups == Channel);
        }

        long channels = weights.shape[0];
        long missing = (block - weights.shape[1] % block) % block;
        Tensor filled = missing == 0 ? weights : cat([weights, zeros([channels, missing], weights.dtype)], 1);
        return filled.reshape(-1, block);
    }

    private Tensor Back(Tensor rows, Tensor weights) => groups != Block
        ? rows.reshape(weights.shape)
        : rows.reshape(weights.shape[0], -1).narrow(1, 0, weights.shape[1]).contiguous();
}
