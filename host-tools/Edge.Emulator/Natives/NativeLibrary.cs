using System.Reflection;
using Edge.Emulator.Compile;
using Edge.Emulator.Metadata;

namespace Edge.Emulator.Natives;

/// <summary>
/// Finds what stands for a member of the class library: a method marked <see cref="NativeAttribute"/>, or .NET's own member of the same
/// name and signature where the two behave alike.
/// </summary>
internal static class NativeLibrary
{
    private static readonly HashSet<string> Alike =
    [
        "System.Object", "System.String", "System.Boolean", "System.Byte", "System.SByte", "System.Char", "System.Int16", "System.UInt16", "System.Int32",
        "System.UInt32", "System.Int64", "System.UInt64", "System.Single", "System.Double", "System.Math", "System.BitConverter", "System.DateTime",
        "System.TimeSpan", "System.ValueType", "System.Enum", "System.Attribute", "System.Array", "System.Type", "System.Delegate", "System.MulticastDelegate",
        "System.EventArgs", "System.EventHandler", "System.IDisposable", "System.ICloneable", "System.IComparable", "System.Collections.ArrayList",
        "System.Collections.ICollection", "System.Collections.IEnumerable", "System.Collections.IEnumerator", "System.Collections.IList",
        "System.Collections.IComparer", "System.Threading.Interlocked", "System.Threading.ThreadStart", "System.AsyncCallback", "System.Convert", "System.Reflection.MemberInfo",
    ];

    private static readonly Dictionary<string, NativeMember> Own = Collect();

    /// <summary>How the compiler changes events: generic, so the call itself names the type.</summary>
    private static readonly NativeMember EventExchange = new(
        typeof(Interlocked).GetMethods().Single(m => m.Name == "CompareExchange" && m.IsGenericMethod), false, false, false, 0, false);

    /// <summary>What stands for the member, or null where the emulator has nothing.</summary>
    public static NativeMember? Find(MethodReferenceModel member, TypeMap types)
    {
        string owner = Keyword(member.Owner);
        if (Own.TryGetValue($"{owner}: {member.Text}", out NativeMember? native))
        {
            return native;
        }

        if (owner == "System.Threading.Interlocked" && member.Parameters.Contains("!!0"))
        {
            return EventExchange;
        }

        if (!Alike.Contains(owner) && !owner.EndsWith("Exception", StringComparison.Ordinal))
        {
            return null;
        }

        Type type = types.Of(member.Owner);
        Type[] parameters = types.Of(member.Parameters);
        const BindingFlags Flags = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static;
        MethodBase? target = member.Name == ".ctor" ? type.GetConstructor(Flags & ~BindingFlags.Static, parameters) : type.GetMethod(member.Name, Flags, parameters);
        bool makes = member.Returns == "string" || member.Returns.EndsWith("[]", StringComparison.Ordinal);
        bool trivial = member.Name == ".ctor" && owner is "System.Object" or "System.Attribute";
        return target is null ? null : new NativeMember(target, false, makes, makes, trivial ? 1 : 0, trivial);
    }

    /// <summary>The full name of a type that is written as a keyword.</summary>
    private static string Keyword(string owner) => owner switch
    {
        "string" => "System.String",
        "object" => "System.Object",
        _ => owner,
    };

    private static Dictionary<string, NativeMember> Collect()
    {
        var found = new Dictionary<string, NativeMember>(StringComparer.Ordinal);
        foreach (MethodInfo method in typeof(NativeLibrary).Assembly.GetTypes()
            .Where(type => type.Namespace == typeof(NativeLibrary).Namespace)
            .SelectMany(type => type.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)))
        {
            foreach (NativeAttribute native in method.GetCustomAttributes<NativeAttribute>())
            {
                bool takesState = method.GetParameters().LastOrDefault()?.ParameterType == typeof(Runtime.EmulatorState);
                found.Add($"{native.Owner}: {native.Member}", new NativeMember(method, takesState, false, native.Allocates, native.Instructions, native.Managed));
            }
        }

        return found;
    }
}
