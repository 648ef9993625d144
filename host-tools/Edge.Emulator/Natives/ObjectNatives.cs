using System.Globalization;
using Edge.Emulator.Runtime;

namespace Edge.Emulator.Natives;

/// <summary>Members of Object that differ from .NET's, and locks, which one thread needs none of.</summary>
internal static class ObjectNatives
{
    /// <summary>An enum prints its number.</summary>
    [Native("System.Object", "string ToString()", Allocates = true)]
    public static string? ToString(object self, EmulatorState state)
    {
        string? text = self is Enum ? Convert.ToInt64(self, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture) : self.ToString();
        return self is string or ITraced ? text : EmulatorState.Result(text, state);
    }

    [Native("System.String", "string ToString()", Managed = true, Instructions = 2)]
    public static string ToString(string self) => self;

    [Native("System.String", "static int Compare(string, string)")]
    [Native("System.String", "int CompareTo(string)")]
    public static int Compare(string? left, string? right) => Math.Sign(string.CompareOrdinal(left, right));

    [Native("System.Threading.Monitor", "static void Enter(object)")]
    [Native("System.Threading.Monitor", "static void Exit(object)")]
    public static void Lock(object gate) => ArgumentNullException.ThrowIfNull(gate);

    [Native("System.Threading.Monitor", "static void Enter(object, bool&)")]
    public static void Lock(object gate, ref bool taken)
    {
        Lock(gate);
        taken = true;
    }

    /// <summary>Free bytes of the heap after a collection.</summary>
    [Native("nanoFramework.Runtime.Native.GC", "static uint Run(bool)")]
    public static uint Collect(bool compact, EmulatorState state) => (uint)Math.Max(0, state.HeapBytes - state.Reachable());
}
