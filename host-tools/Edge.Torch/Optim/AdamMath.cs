using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>The numbers that Adam and AdamW share.</summary>
public abstract class AdamOptions : OptimizerOptions
{
    public double? beta1;
    public double? beta2;
    public double? weight_decay;
    public double? eps;
    public bool? amsgrad;
    public bool? maximize;

    internal override void Write(BinaryWriter writer)
    {
        base.Write(writer);
        writer.Write(beta1!.Value);
        writer.Write(beta2!.Value);
        writer.Write(weight_decay!.Value);
        writer.Write(eps!.Value);
        writer.Write(amsgrad!.Value);
        writer.Write(maximize!.Value);
    }

    internal override void Read(BinaryReader reader)
    {
        base.Read(reader);
        beta1 = reader.ReadDouble();
        beta2 = reader.ReadDouble();
        weight_decay = reader.ReadDouble();
        eps = reader.ReadDouble();
        amsgrad = reader.ReadBoolean();
        maximize = reader.ReadBoolean();
    }
}

/// <summary>The moments that Adam and AdamW keep of one parameter.</summary>
public abstract class AdamState : OptimizerState
{
    public long step;
    public Tensor? exp_avg;
    public Tensor? exp_avg_sq;
    public Tensor? max_exp_avg_sq;

    internal override void Write(BinaryWriter writer)
    {
        writer.Write(step);
        WriteOptional(writer, exp_avg);
        WriteOptional(writer, exp_avg_sq);
        WriteOptional(writer, max_exp_avg_sq);
    }

    internal override void Read(BinaryReader reader)
    {
        step = reader.ReadInt64();
        exp_avg = ReadOptional(reader, exp_avg);
        exp_avg_sq = ReadOptional(reader, exp_avg_sq);
        max_exp_avg_sq = ReadOptional(reader, max_exp_avg_sq);
    }

    internal override void Release()
    {
        exp_avg?.Dispose();
        exp_avg_sq?.Dispose();
        max_exp_avg_sq?.Dispose();
    }
}

/// <summary>The update that Adam and AdamW share, in the order of operations of libtorch's own, so that results agree to the bit.</summary>
internal static class AdamMath
{
    internal static void Check(double lr, double beta1, double beta2, double eps, double decay)
    {
        if (lr < 0 || eps < 0 || decay < 0) throw new ArgumentException("rate, eps and weight decay must not be negative");
        if (beta1 is < 0 or >= 1 || beta2 is < 0 or >= 1) throw new ArgumentException("betas must be at least 0 and below 1");
    }

    internal static void Update(AdamState state, AdamOptions o, Parameter parameter, Tensor gradient)
    {
        double beta1 = o.beta1!.Value, beta2 = o.beta2!.Value;
        state.exp_avg ??= zeros_like(parameter).DetachFromDisposeScope();
        state.exp_avg_sq ??= zeros_like(parameter).DetachFromDisposeScope();
        state.step++;
        double bias1 = 1 - Math.Pow(beta1, state.step), bias2 = 1 - Math.Pow(beta2, state.step);
        state.exp_avg.mul_(beta1).add_(gradient, 1 - beta1);
        state.exp_avg_sq.mul_(beta2).addcmul_(gradient, gradient, 1 - beta2);
        Tensor second = state.exp_avg_sq;
        if (o.amsgrad!.Value)
        {
            Tensor? before = state.max_exp_avg_sq;
            state.max_exp_avg_sq = second = (before is null ? second.clone() : before.maximum(second)).DetachFromDisposeScope();
            before?.Dispose();
        }
        Tensor denominator = second.sqrt().div_(Math.Sqrt(bias2)).add_(o.eps!.Value);
        parameter.addcdiv_(state.exp_avg, denominator, -o.LearningRate!.Value / bias1);
    }
}
