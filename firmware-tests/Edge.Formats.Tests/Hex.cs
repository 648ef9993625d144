namespace Edge.Formats.Tests;

internal static class Hex
{
    /// <summary>"ca 3f 80 00 00" to bytes.</summary>
    public static byte[] Bytes(string text) => Convert.FromHexString(text.Replace(" ", ""));
}
