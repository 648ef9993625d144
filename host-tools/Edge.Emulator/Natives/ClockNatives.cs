using Edge.Emulator.Runtime;

namespace Edge.Emulator.Natives;

/// <summary>Time is the device's: it advances by the cost of what ran and by sleeping.</summary>
internal static class ClockNatives
{
    private static readonly DateTime Start = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    [Native("System.DateTime", "static System.DateTime get_UtcNow()", Instructions = 12)]
    public static DateTime UtcNow(EmulatorState state) => Start.AddTicks(state.Clock() + state.SleptTicks);

    [Native("System.Environment", "static long get_TickCount64()")]
    public static long TickCount64(EmulatorState state) => (state.Clock() + state.SleptTicks) / TimeSpan.TicksPerMillisecond;

    [Native("System.Threading.Thread", "static void Sleep(int)")]
    public static void Sleep(int milliseconds, EmulatorState state) => state.SleptTicks += Math.Max(milliseconds, 0) * TimeSpan.TicksPerMillisecond;
}
