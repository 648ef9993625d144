using System.Reflection.Metadata;
using Edge.Emulator.Metadata;

namespace Edge.Emulator.Flow;

/// <summary>Calls: the callee sees the caller's tags, the caller sees the tag the callee returns.</summary>
internal sealed partial class FlowAnalysis
{
    private void StepCall(int index, IlInstruction i, List<StackValue> stack)
    {
        MethodReferenceModel callee = assembly.Method(i.Token);
        bool creates = i.Code == ILOpCode.Newobj;
        int count = creates ? callee.Parameters.Length : callee.ArgumentCount;
        if (stack.Count < count)
        {
            throw new BadImageFormatException($"a call of {callee} takes more values than the stack holds");
        }

        StackValue[] passed = [.. stack.TakeLast(count)];
        Pop(stack, count);
        if (creates)
        {
            Record(index, callee.Definition, null);
            stack.Add(Of(callee.Owner));
            return;
        }

        bool isVirtual = i.Code == ILOpCode.Callvirt && callee.Definition is { IsVirtual: true } && !callee.Definition.Owner.Definition.Attributes.HasFlag(System.Reflection.TypeAttributes.Sealed);
        MethodVariant? variant = Record(index, callee.Definition, isVirtual ? null : passed);
        if (callee.Returns == "void")
        {
            return;
        }

        StackValue declared = Of(callee.Returns);
        stack.Add(variant is null || isVirtual ? declared : declared with { Tag = returned(variant).Tag });
    }

    /// <summary>The variant of a loaded method a call takes; constructors and virtual methods have only the declared one.</summary>
    private MethodVariant? Record(int index, MethodModel? callee, StackValue[]? passed)
    {
        if (callee?.Body is null)
        {
            return null;
        }

        MethodVariant variant = MethodVariant.Declared(callee);
        if (passed is not null && !callee.IsConstructor)
        {
            variant = variant with { Tags = MethodVariant.Encode(passed.Select((value, at) => Passed(value.Tag, variant.ArgumentTag(at)))) };
        }

        flow.Calls[index] = variant;
        return variant;
    }

    private static Tag Passed(Tag pushed, Tag declared) =>
        declared is Tag.I4 or Tag.U4 or Tag.I8 or Tag.U8 && pushed is Tag.I4 or Tag.U4 or Tag.I8 or Tag.U8 or Tag.Mixed4 or Tag.Mixed8 ? pushed : declared;

    private void StepReturn(List<StackValue> stack)
    {
        if (flow.Returned.Tag == Tag.Void)
        {
            return;
        }

        StackValue value = stack[^1];
        bool first = !returnSeen;
        returnSeen = true;
        Tag tag = first ? value.Tag : flow.Returned.Merge(value with { Type = flow.Returned.Type }).Tag;
        flow.Returned = flow.Returned with { Tag = tag };
        Pop(stack, 1);
    }

    private bool returnSeen;

    /// <summary>Only where the interpreter consults the tag and the opcode is the signed one does the result differ from .NET's.</summary>
    private void CollectFindings()
    {
        for (int at = 0; at < body.Code.Length; at++)
        {
            if (flow.Before[at] is not { Length: > 0 } stack)
            {
                continue;
            }

            IlInstruction i = body.Code[at];
            (StackValue value, string? what) = i.Code switch
            {
                ILOpCode.Shr => (stack[^2], "shifts in zeros"),
                ILOpCode.Rem => (stack[^2], "gives the unsigned remainder"),
                ILOpCode.Conv_i8 => (stack[^1], "widens without the sign"),
                ILOpCode.Conv_r4 or ILOpCode.Conv_r8 => (stack[^1], "converts as unsigned"),
                _ => (default, null),
            };
            if (what is not null && (value.IsUnsigned || value.IsMixed))
            {
                flow.Findings.Add((i.Offset, $"{i.OpCode.Name} {what} on the device: the value {(value.IsMixed ? "may keep" : "keeps")} an unsigned tag", "cast through long: (int)(long)x"));
            }

            CollectStore(i, stack);
        }
    }

    private void CollectStore(IlInstruction i, StackValue[] stack)
    {
        if (i.Code is not (ILOpCode.Stind_i4 or ILOpCode.Stind_i8) || stack[^2].IsElement || !stack[^1].IsUnsigned)
        {
            return;
        }

        if (program.TagOf(stack[^2].Type.TrimEnd('&')) is Tag.I4 or Tag.I8)
        {
            flow.Findings.Add((i.Offset, "a store through a reference leaves an unsigned tag in a signed variable", "cast through long: (int)(long)x"));
        }
    }
}
