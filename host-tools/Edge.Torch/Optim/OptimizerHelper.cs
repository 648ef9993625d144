using TorchSharp.Utils;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>What an optimizer remembers about one parameter.</summary>
public abstract class OptimizerState
{
    private protected OptimizerState()
    {
    }

    internal abstract void Write(BinaryWriter writer);

    internal abstract void Read(BinaryReader reader);

    internal abstract void Release();

    private protected static void WriteOptional(BinaryWriter writer, Tensor? tensor)
    {
        writer.Write(tensor is not null);
        tensor?.Save(writer);
    }

    private protected static Tensor? ReadOptional(BinaryReader reader, Tensor? replaced)
    {
        replaced?.Dispose();
        return reader.ReadBoolean() ? TensorExtensionMethods.Load(reader).DetachFromDisposeScope() : null;
    }
}

/// <summary>The loop over groups and parameters, and the state on disk.</summary>
public abstract class OptimizerHelper : optim.Optimizer
{
    private readonly Dictionary<Parameter, OptimizerState> states = new(ReferenceEqualityComparer.Instance);

    /// <summary>
    /// Writes the optimizer's name, the numbers of groups and parameters (LEB128), the options of each group, the state of each parameter.
    /// </summary>
    public void save_state_dict(BinaryWriter writer)
    {
        writer.Write(GetType().Name);
        writer.Write7BitEncodedInt64(groups.Count);
        writer.Write7BitEncodedInt64(parameters().Count());
        foreach (ParamGroup group in groups) group.Numbers.Write(writer);
        foreach (Parameter parameter in parameters()) states[parameter].Write(writer);
    }

    public void save_state_dict(string location) => TensorFiles.Write(location, save_state_dict);

    /// <summary>Reads what <see cref="save_state_dict(BinaryWriter)"/> wrote for the same optimizer over the same parameters.</summary>
    /// <exception cref="InvalidDataException">It was another optimizer, or the counts differ.</exception>
    public void load_state_dict(BinaryReader reader)
    {
        string name = reader.ReadString();
        if (name != GetType().Name) throw new InvalidDataException($"the state is of {name}, the optimizer is {GetType().Name}");
        long groupCount = reader.Read7BitEncodedInt64(), parameterCount = reader.Read7BitEncodedInt64();
        if (groupCount != groups.Count || parameterCount != parameters().Count())
            throw new InvalidDataException($"the state has {groupCount} groups and {parameterCount} parameters, the optimizer {groups.Count} and {parameters().Count()}");
        foreach (ParamGroup group in groups) group.Numbers.Read(reader);
        foreach (Parameter parameter in parameters()) states[parameter].Read(reader);
    }

    public void load_state_dict(string location)
    {
        using BinaryReader reader = new(File.OpenRead(location));
        load_state_dict(reader);
    }

    private protected void Add(ParamGroup group, OptimizerOptions options, Func<OptimizerState> state)
    {
        options.InitialLearningRate = options.LearningRate!.Value;
        group.Numbers = options;
        group.Parameters = [.. group.Parameters];
        foreach (Parameter parameter in group.Parameters)
        {
            if (!states.TryAdd(parameter, state())) throw new ArgumentException("a parameter is in two groups, or twice in one");
        }
        groups.Add(group);
    }

    /// <summary>Runs an update for every parameter with a gradient; what the update makes is disposed with it.</summary>
    private protected Tensor? Step<TGroup, TState>(Func<Tensor>? closure, Action<TGroup, TState, Parameter, Tensor> update)
        where TGroup : ParamGroup where TState : OptimizerState
    {
        Tensor? loss = null;
        if (closure is not null)
        {
            using IDisposable recording = enable_grad();
            loss = closure();
        }
        using IDisposable quiet = no_grad();
        foreach (ParamGroup group in groups)
        {
            foreach (Parameter parameter in group.Parameters)
            {
                using DisposeScope scope = NewDisposeScope();
                if (parameter.grad is { } gradient) update((TGroup)group, (TState)states[parameter], parameter, gradient);
            }
        }
        return loss;
    }

    protected override void Dispose(bool disposing)
    {
        if (!disposing) return;
        foreach (OptimizerState state in states.Values) state.Release();
        states.Clear();
    }
}
