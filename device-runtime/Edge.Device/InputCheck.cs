namespace Edge.Device;

/// <summary>Whether an input's bytes are within its format.</summary>
internal static class InputCheck
{
    /// <summary>Whether the bytes at <paramref name="first"/>, <paramref name="first"/> + <paramref name="stride"/>, ... are at most <paramref name="highest"/>.</summary>
    public static bool IsWithin(byte[] input, int first, int stride, int highest)
    {
        int length = input.Length;
        for (int i = first; i < length; i += stride)
        {
            if (input[i] > highest)
            {
                return false;
            }
        }

        return true;
    }
}
