using System.Reflection.Emit;
using System.Reflection.Metadata;
using Edge.Emulator.Flow;
using Edge.Emulator.Runtime;
using Label = System.Reflection.Emit.Label;

namespace Edge.Emulator.Compile;

/// <summary>Frames, the references they hold, and what is restored when an exception arrives.</summary>
internal sealed partial class MethodEmitter
{
    private LocalBuilder? savedFrames;
    private LocalBuilder? savedForbidden;
    private LocalBuilder? savedRegions;

    private void EmitPrologue()
    {
        if (roots.Count > 0)
        {
            EmitRootBase();
            for (int i = 0; i < arguments.Length; i++)
            {
                if (roots.ArgumentSlots[i] >= 0)
                {
                    EmitRootStore(roots.ArgumentSlots[i], () => il.Emit(OpCodes.Ldarg, (short)i));
                }
            }
        }

        EmitFrame();
        if (program.Options.IsForbidden(flow.Variant.Method))
        {
            EmitAdd(CounterSlots.Forbidden, 1);
        }

        if (program.Options.RegionArgument(flow.Variant.Method) is { } argument)
        {
            EmitState();
            il.Emit(OpCodes.Ldarg, (short)(argument + (flow.Variant.Method.IsStatic ? 0 : 1)));
            il.Emit(OpCodes.Call, Support(nameof(EmulatorState.EnterRegion)));
        }

        if (!handlers.IsEmpty)
        {
            savedFrames = EmitSave(CounterSlots.Frames);
            savedForbidden = EmitSave(CounterSlots.Forbidden);
            savedRegions = il.DeclareLocal(typeof(int));
            EmitState();
            il.Emit(OpCodes.Call, Support(nameof(EmulatorState.RegionDepth)));
            il.Emit(OpCodes.Stloc, savedRegions);
        }
    }

    /// <summary>Adds the frame's bytes; the slow path collects, or finds that the heap or the host's stack is used up.</summary>
    private void EmitFrame()
    {
        Label fits = il.DefineLabel();
        EmitAdd(CounterSlots.Used, frameBytes, keep: true);
        EmitAddress(CounterSlots.SoftLimit);
        il.Emit(OpCodes.Ldind_I8);
        il.Emit(OpCodes.Cgt);
        EmitAdd(CounterSlots.Frames, frameBytes, keep: true);
        EmitAddress(CounterSlots.FrameLimit);
        il.Emit(OpCodes.Ldind_I8);
        il.Emit(OpCodes.Cgt);
        il.Emit(OpCodes.Or);
        il.Emit(OpCodes.Brfalse, fits);
        EmitState();
        il.Emit(OpCodes.Call, Support(nameof(EmulatorState.FrameOverflow)));
        il.MarkLabel(fits);
    }

    private void EmitEpilogue()
    {
        if (program.Options.RegionArgument(flow.Variant.Method) is not null)
        {
            EmitState();
            il.Emit(OpCodes.Call, Support(nameof(EmulatorState.LeaveRegion)));
        }

        if (program.Options.IsForbidden(flow.Variant.Method))
        {
            EmitAdd(CounterSlots.Forbidden, -1);
        }

        EmitAdd(CounterSlots.Used, -frameBytes);
        EmitAdd(CounterSlots.Frames, -frameBytes);
        if (rootTop is not null)
        {
            EmitAddress(CounterSlots.RootTop);
            il.Emit(OpCodes.Ldloc, rootTop);
            il.Emit(OpCodes.Stind_I8);
        }
    }

    /// <summary>Takes places of the table, empty at first.</summary>
    private void EmitRootBase()
    {
        rootTop = il.DeclareLocal(typeof(long));
        rootBase = il.DeclareLocal(typeof(object).MakeByRefType());
        EmitAddress(CounterSlots.RootTop);
        il.Emit(OpCodes.Ldind_I8);
        il.Emit(OpCodes.Stloc, rootTop);
        EmitState();
        il.Emit(OpCodes.Ldfld, typeof(EmulatorState).GetField(nameof(EmulatorState.Roots))!);
        il.Emit(OpCodes.Ldloc, rootTop);
        il.Emit(OpCodes.Conv_I);
        il.Emit(OpCodes.Readonly);
        il.Emit(OpCodes.Ldelema, typeof(object));
        il.Emit(OpCodes.Stloc, rootBase);
        EmitAdd(CounterSlots.RootTop, roots.Count);
        foreach (int slot in Enumerable.Range(0, roots.Count).Except(roots.ArgumentSlots))
        {
            EmitRootStore(slot, () => il.Emit(OpCodes.Ldnull));
        }
    }

    private void EmitRootAddress(int slot)
    {
        il.Emit(OpCodes.Ldloc, rootBase!);
        if (slot > 0)
        {
            il.Emit(OpCodes.Ldc_I4, slot * IntPtr.Size);
            il.Emit(OpCodes.Add);
        }
    }

    private void EmitRootStore(int slot, Action value)
    {
        EmitRootAddress(slot);
        value();
        il.Emit(OpCodes.Stind_Ref);
    }

    /// <summary>Keeps the value just pushed where a collection finds it, if something is allocated while it lies on the stack.</summary>
    private void EmitStackRoot(int index)
    {
        if (roots.Count == 0 || index + 1 >= body.Code.Length || body.Code[index].OpCode.StackBehaviourPush == StackBehaviour.Push0
            || flow.Before[index + 1] is not { Length: > 0 } after || after[^1].Tag != Tag.Object)
        {
            return;
        }

        int slot = roots.StackSlot(after.Length - 1);
        if (slot >= 0)
        {
            held ??= il.DeclareLocal(typeof(object));
            il.Emit(OpCodes.Dup);
            il.Emit(OpCodes.Stloc, held);
            EmitRootStore(slot, () => il.Emit(OpCodes.Ldloc, held));
        }
    }

    /// <summary>Brings the counters back to this frame; what the emulator itself throws no program may catch.</summary>
    private void EmitHandlerEntry(ExceptionRegion region, bool isFilter)
    {
        if (isFilter)
        {
            il.Emit(OpCodes.Call, Support(nameof(EmulatorState.Filtered)));
            return;
        }

        if (region.Kind is ExceptionRegionKind.Catch or ExceptionRegionKind.Filter)
        {
            il.Emit(OpCodes.Dup);
            il.Emit(OpCodes.Call, Support(nameof(EmulatorState.Caught)));
        }

        EmitState();
        il.Emit(OpCodes.Ldloc, savedFrames!);
        il.Emit(OpCodes.Ldloc, savedForbidden!);
        il.Emit(OpCodes.Ldloc, savedRegions!);
        if (rootTop is null)
        {
            il.Emit(OpCodes.Ldc_I8, -1L);
        }
        else
        {
            il.Emit(OpCodes.Ldloc, rootTop);
            il.Emit(OpCodes.Ldc_I8, (long)roots.Count);
            il.Emit(OpCodes.Add);
        }

        il.Emit(OpCodes.Call, Support(nameof(EmulatorState.Unwind)));
    }

    private LocalBuilder EmitSave(int slot)
    {
        LocalBuilder saved = il.DeclareLocal(typeof(long));
        EmitAddress(slot);
        il.Emit(OpCodes.Ldind_I8);
        il.Emit(OpCodes.Stloc, saved);
        return saved;
    }

    private void EmitState() => il.Emit(OpCodes.Ldsfld, program.StateField);

    private void EmitAddress(int slot)
    {
        il.Emit(OpCodes.Ldc_I8, program.State.Address(slot));
        il.Emit(OpCodes.Conv_I);
    }

    private void EmitAdd(int slot, long amount, bool keep = false)
    {
        EmitAddress(slot);
        il.Emit(OpCodes.Dup);
        il.Emit(OpCodes.Ldind_I8);
        il.Emit(OpCodes.Ldc_I8, amount);
        il.Emit(OpCodes.Add);
        il.Emit(OpCodes.Stind_I8);
        if (keep)
        {
            EmitAddress(slot);
            il.Emit(OpCodes.Ldind_I8);
        }
    }

    private void EmitAllocate(long bytes)
    {
        il.Emit(OpCodes.Ldc_I8, bytes);
        EmitState();
        il.Emit(OpCodes.Call, Support(nameof(EmulatorState.AllocateBytes)));
    }
}
