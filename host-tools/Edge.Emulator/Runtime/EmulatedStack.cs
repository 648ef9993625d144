using System.Diagnostics;
using System.Reflection;

namespace Edge.Emulator.Runtime;

/// <summary>Names the emulated methods that are active.</summary>
internal static class EmulatedStack
{
    /// <summary>Begins the name of every assembly the emulator emits.</summary>
    public const string AssemblyPrefix = "Edge.Emulated.";

    private const int Longest = 40;

    public static IReadOnlyList<string> Current() => Read(new StackTrace(1, false));

    public static IReadOnlyList<string> Of(Exception exception) => Read(new StackTrace(exception, false));

    private static IReadOnlyList<string> Read(StackTrace trace) =>
        [.. trace.GetFrames().Select(frame => frame.GetMethod()).OfType<MethodBase>().Where(IsEmulated).Select(Text).Take(Longest)];

    private static bool IsEmulated(MethodBase method) =>
        method.DeclaringType?.Assembly.GetName().Name?.StartsWith(AssemblyPrefix, StringComparison.Ordinal) == true;

    private static string Text(MethodBase method)
    {
        string name = method.Name.Split('$')[0];
        return $"{method.DeclaringType!.FullName!.Replace('$', '/')}.{name}({string.Join(", ", method.GetParameters().Select(p => Name(p.ParameterType)))})";
    }

    private static string Name(Type type) =>
        type.IsByRef ? Name(type.GetElementType()!) + "&"
        : type.IsArray ? Name(type.GetElementType()!) + "[]"
        : Metadata.TypeNames.Short(type.FullName!.Replace('$', '/'));
}
