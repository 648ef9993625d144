using Edge.Errors;
using Edge.Train.Trained;
using static TorchSharp.torch;

namespace Edge.Train.Quantizers;

/// <summary>
/// Low-bit training's activations behind a rectifier (Zhong 2020, "Basic Quantization Method"): s round((2^k - 1) clip(x / s, 0, 1)) / (2^k - 1), where s covers the largest value of the group: of the layer, of each channel, or of
/// each channel of each image. Rounding is stochastic in training and to the nearest at inference, where s covers a running largest value (0.9 old + 0.1 batch) instead, but for single images. Gradient: 1 where x is
/// positive and covered, else 0.
/// </summary>
internal sealed class LowBitActivations(int bits, LowBitFormat format, string groups) : ActivationQuantizer
{
    private const double Momentum = 0.1;
    private readonly int levels = (1 << bits) - 1;
    private Tensor? largest;

    public static QuantizerDescription Description { get; } = new()
    {
        Name = "low-bit",
        Summary = "k-bit activations that cover the largest value of their group, as in low-bit training",
        Formula = "x -> s round((2^k - 1) clip(x / s, 0, 1)) / (2^k - 1), s covers the largest x of the group; rounding stochastic in training; gradient 1 where 0 < x <= s, else 0",
        Paper = "Zhong: Towards Lower Bit Multiplication for Convolutional Neural Network Training, 2020, basic quantization and group-wise scaling",
        Bits = "2 .. 8",
        DeviceForm = "unsigned integers where the group is the layer; none for other groups",
        Parameters = [.. LowBitFormat.Parameters, GroupLayout.Parameter],
        CreateActivations = r => new LowBitActivations(r.Integer("bits"), LowBitFormat.Of(r), r.Text("group")),
    };

    public override int Bits => bits;

    public override bool HasIntegerForm => groups == GroupLayout.Layer && format.Shift == 0;

    public override bool IsStochastic => true;

    public override IReadOnlyList<(string Name, Tensor Value)> Buffers => groups == GroupLayout.Image ? [] : [("largest", Largest)];

    private Tensor Largest => largest ?? throw new InvalidOperationException("Initialize comes first");

    public override void Initialize(int channels) => largest = zeros(groups == GroupLayout.Channel ? channels : 1).DetachFromDisposeScope();

    public override Tensor Forward(Tensor x) => Apply(x, random: false, groups == GroupLayout.Image ? null : Largest.to_type(x.dtype));

    public override Tensor TrainingForward(Tensor x)
    {
        using (no_grad())
        {
            Tensor batch = GroupLayout.Rows(x.detach(), groups).clamp_min(0).amax([1]);
            if (groups != GroupLayout.Image)
            {
                Largest.copy_(where(Largest.gt(0), Largest * (1 - Momentum) + batch * Momentum, batch));
            }
        }

        return Apply(x, random: true, running: null);
    }

    public override StepQuantizer Describe()
    {
        if (!HasIntegerForm)
        {
            throw new EdgeException(ExitCode.DoesNotFit, "not-packable", "activations with a scale for each group have no integer form")
            {
                Expected = "one scale for the layer: a reading layer adds activations of all channels",
                Found = $"group \"{groups}\", shift {format.Shift}",
                Try = $"\"group\": \"{GroupLayout.Layer}\" with \"shift\": 0; weights may keep their groups",
            };
        }

        LowBitValues one = format.Quantize(ones([1, 1], ScalarType.Float64), levels, random: false, Largest.to_type(ScalarType.Float64).view(1, 1));
        double scale = (one.Factor * one.Unit).item<double>();
        return new StepQuantizer(bits, [.. Enumerable.Range(1, levels).Select(i => (i - 0.5) * scale)], Inclusive: true, scale, ZeroPoint: 0);
    }

    private Tensor Apply(Tensor x, bool random, Tensor? running)
    {
        Tensor positive = x.clamp_min(0);
        LowBitValues values = format.Quantize(GroupLayout.Rows(positive.detach(), groups), levels, random, running?.view(-1, 1));
        Tensor real = GroupLayout.Back(values.ToReal(), groups, x.shape);

        // Beyond what is covered, the value no longer follows x: neither may the gradient.
        Tensor covered = positive.minimum(GroupLayout.Back((values.Factor * values.Unit * levels).expand(values.Integers.shape), groups, x.shape));
        return StraightThrough.Of(real, format.Shift > 0 ? positive : covered);
    }
}
