namespace Edge.Pack.Export;

/// <summary>The number by which a nanoFramework program asks for a resource. The firmware's converter makes it from the resource's name.</summary>
internal static class ResourceId
{
    private const int Start = (5381 << 16) + 5381;
    private const int Mix = 1566083941;

    /// <summary>
    /// Two interleaved hashes h = 33 h xor c, one over the characters at even places and one over those at odd places, mixed and folded to 16 bits:
    /// nanoFramework metadata processor 3.0, table of resources. The generated enumeration must hold the same numbers.
    /// </summary>
    internal static short Of(string name)
    {
        Span<int> hashes = [Start, Start];
        for (int i = 0; i < name.Length; i++)
        {
            hashes[i & 1] = unchecked((hashes[i & 1] * 33) ^ name[i]);
        }

        int mixed = unchecked(hashes[0] + (hashes[1] * Mix));
        return unchecked((short)((mixed >> 16) ^ mixed));
    }
}
