using Edge.Emulator.Runtime;

namespace Edge.Emulator.Natives;

/// <summary>Console and Debug: captured, never written to this process's console.</summary>
internal static class ConsoleNatives
{
    [Native("System.Console", "static void Write(string)", Instructions = 3)]
    public static void Write(string? text, EmulatorState state) => state.Output.Append(text);

    [Native("System.Console", "static void WriteLine(string)", Instructions = 6)]
    [Native("System.Diagnostics.Debug", "static void WriteLine(string)", Instructions = 4)]
    public static void WriteLine(string? text, EmulatorState state)
    {
        string all = state.Output.Append(text).ToString();
        state.Output.Append('\n');
        state.LineWritten?.Invoke(all[(all.LastIndexOf('\n') + 1)..]);
    }

    [Native("System.Console", "static void WriteLine()", Instructions = 4)]
    public static void WriteLine(EmulatorState state) => WriteLine("", state);
}
