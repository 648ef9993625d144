using System.Reflection;

namespace Edge.Emulator.Natives;

/// <summary>What a call of the class library becomes.</summary>
/// <param name="Target">The method or constructor of this process.</param>
/// <param name="TakesState">Whether the session's state is the last argument.</param>
/// <param name="AccountsResult">Whether the result is an object the library made.</param>
/// <param name="Allocates">Whether the call can take bytes of the heap.</param>
/// <param name="Instructions">IL instructions the class library executes.</param>
/// <param name="Managed">Whether it costs a call of a method of IL, not a native one.</param>
internal sealed record NativeMember(MethodBase Target, bool TakesState, bool AccountsResult, bool Allocates, int Instructions, bool Managed);
