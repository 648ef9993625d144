using System.Reflection;
using Edge.Emulator.Compile;
using Edge.Emulator.Metadata;
using Edge.Emulator.Runtime;

namespace Edge.Emulator;

/// <summary>Crossing from the host into the program and back.</summary>
public sealed partial class EmulatorSession
{
    /// <summary>Static fields, element sizes, and what a collection starts from.</summary>
    private void Prepare()
    {
        MethodInfo[] statics = [.. emitted.GetTypes().Select(type => type.GetMethod(TraceEmitter.StaticsName)).OfType<MethodInfo>()];
        Action<HeapTracer>[] traces = [.. statics.Select(method => method.CreateDelegate<Action<HeapTracer>>())];
        state.TraceStatics = tracer =>
        {
            foreach (Action<HeapTracer> trace in traces)
            {
                trace(tracer);
            }
        };
        long staticBytes = 0;
        foreach (TypeModel type in program.Types.Program.Types)
        {
            staticBytes += type.Fields.Where(f => f.IsStatic && !f.IsLiteral && !f.HasData).Sum(f => HeapLayout.Block + program.Types.StructBytes(f.Type));
            if (type.Kind == TypeKind.Struct && TypeEmitter.IsEmitted(type))
            {
                state.SetElementSize(TypeOf(type.Name), HeapLayout.Block, program.Types.StructBytes(type.Name));
            }
        }

        state.StartBytes = program.Options.StartBytes + staticBytes;
        state.ClearPeak();
    }

    /// <summary>Static constructors run before everything else, in the order of the assemblies.</summary>
    private void Start()
    {
        foreach (MethodModel method in program.Types.Program.Types.Where(TypeEmitter.IsEmitted).SelectMany(t => t.Methods).Where(m => m.IsStaticConstructor))
        {
            Invoke(method.Owner.Name, "$.cctor");
        }
    }

    private object? Call(object? target, IEnumerable<MethodBase> candidates, string name, string method, object?[] arguments)
    {
        MethodBase chosen = candidates.FirstOrDefault(m => m.Name == method && Accepts(m.GetParameters(), arguments)) ?? throw EmulatorErrors.NoMethod(name, "");
        object?[] passed = [.. chosen.GetParameters().Zip(arguments, Pass)];
        object[] borrowed = [.. passed.OfType<object>().Where(a => a is Array or string && !state.HostRoots.Contains(a))];
        foreach (object reference in borrowed)
        {
            PlaceObject(reference);
        }

        object? result = Guard(() => chosen is ConstructorInfo constructor
            ? constructor.Invoke(BindingFlags.DoNotWrapExceptions, null, passed, null)
            : chosen.Invoke(target, BindingFlags.DoNotWrapExceptions, null, passed, null));
        foreach (object reference in borrowed)
        {
            state.HostRoots.Remove(reference);
        }

        for (int i = 0; i < arguments.Length; i++)
        {
            if (chosen.GetParameters()[i].ParameterType.IsByRef)
            {
                arguments[i] = Hold(passed[i]);
            }
        }

        return Hold(result);
    }

    private T Guard<T>(Func<T> call)
    {
        long frames = state.Counters[CounterSlots.Frames];
        long top = state.Counters[CounterSlots.RootTop];
        try
        {
            return call();
        }
        catch (Exception e)
        {
            EmulatorState.Unwind(state, frames, 0, 0, top);
            throw Translate(e);
        }
    }

    private void Guard(Action call) => Guard<object?>(() =>
    {
        call();
        return null;
    });

    private Exception Translate(Exception e) => e switch
    {
        EmulatorException => e,
        OutOfMemoryException when state.LastFailure is { } failure => EmulatorErrors.OutOfMemory(failure, e),
        _ when EmulatorState.IsDefect(e) => EmulatorErrors.Defect(e),
        _ => EmulatorErrors.Unhandled(e),
    };

    private object? Hold(object? value)
    {
        if (value is Enum)
        {
            return Convert.ChangeType(value, Enum.GetUnderlyingType(value.GetType()), System.Globalization.CultureInfo.InvariantCulture);
        }

        if (value is not null && !value.GetType().IsPrimitive)
        {
            state.HostRoots.Add(value);
        }

        return value;
    }

    private static bool Accepts(ParameterInfo[] parameters, object?[] arguments)
    {
        if (parameters.Length != arguments.Length)
        {
            return false;
        }

        for (int i = 0; i < arguments.Length; i++)
        {
            Type type = Plain(parameters[i].ParameterType);
            if (arguments[i] is null ? type.IsValueType && !parameters[i].IsOut && !parameters[i].ParameterType.IsByRef : !(type.IsInstanceOfType(arguments[i]) || (type.IsEnum && arguments[i] is int)))
            {
                return false;
            }
        }

        return true;
    }

    private static object? Pass(ParameterInfo parameter, object? argument) =>
        Plain(parameter.ParameterType) is { IsEnum: true } type && argument is int number ? Enum.ToObject(type, number) : argument;

    private static Type Plain(Type type) => type.IsByRef ? type.GetElementType()! : type;
}
