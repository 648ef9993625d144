using Edge.Flash.Plans;

namespace Edge.Flash;

/// <summary>Says what state a device is in when a run ends before its time, and how to go on.</summary>
internal static class InterruptedState
{
    private const string Again = "run the same edge flash again: it starts over safely";

    internal static (string State, string Advice) Of(FlashSession session)
    {
        if (session.Plan is not { } plan || !session.Changed)
        {
            return ("the device was not changed", "run the command again when you are ready");
        }

        bool afterWriting = session.Operation is FlashOperation.Verify or FlashOperation.Reset;
        if (plan.File is { } file)
        {
            return afterWriting
                ? ($"{file.Path} was sent, but is not confirmed", "run edge verify to ask the device, or edge flash again")
                : ($"{file.Path} on the device is incomplete", Again);
        }

        uint first = plan.Segments[0].Address;
        long last = plan.Segments[^1].Address + (long)plan.Segments[^1].Length - 1;
        return afterWriting
            ? ($"the deploy region from 0x{first:X8} is written, but not proven", "run edge verify to compare, or edge flash again")
            : ($"the deploy region from 0x{first:X8} to 0x{last:X8} is erased or partly written, the firmware is untouched", Again);
    }
}
