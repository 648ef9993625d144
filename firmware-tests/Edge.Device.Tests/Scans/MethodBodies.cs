using System.Reflection;
using System.Reflection.Emit;

namespace Edge.Device.Tests.Scans;

/// <summary>The IL of methods, instruction by instruction.</summary>
internal static class MethodBodies
{
    private const BindingFlags Everything = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<short, OpCode> OpCodesByValue = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToDictionary(code => code.Value);

    /// <summary>One instruction and, for those that name one, the member or type it names.</summary>
    internal readonly record struct Instruction(OpCode OpCode, MemberInfo? Member);

    public static IEnumerable<MethodBase> AllMethods(Assembly assembly) => assembly.GetTypes()
        .SelectMany(type => type.GetMethods(Everything).Cast<MethodBase>().Concat(type.GetConstructors(Everything)));

    public static int IlBytes(MethodBase method) => method.GetMethodBody()?.GetILAsByteArray()?.Length ?? 0;

    public static IEnumerable<Instruction> Read(MethodBase method)
    {
        byte[] il = method.GetMethodBody()?.GetILAsByteArray() ?? [];
        int at = 0;
        while (at < il.Length)
        {
            short value = il[at] == 0xfe ? (short)(0xfe00 | il[at + 1]) : il[at];
            OpCode code = OpCodesByValue[value];
            at += code.Size;
            MemberInfo? member = code.OperandType is OperandType.InlineMethod or OperandType.InlineField or OperandType.InlineType or OperandType.InlineTok
                ? method.Module.ResolveMember(BitConverter.ToInt32(il, at), method.DeclaringType?.GetGenericArguments(), null)
                : null;
            yield return new(code, member);
            at += OperandBytes(code, il, at);
        }
    }

    private static int OperandBytes(OpCode code, byte[] il, int at) => code.OperandType switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(il, at)),
        _ => 4,
    };
}
