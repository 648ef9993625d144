namespace Edge.Device.Kernels;

/// <summary>
/// Ternary weights on bit activations: acc = popcount(mask) - 2 popcount((signs xor activations) and mask). The first popcount is known while loading; for the second
/// full adders turn three words into a sum and a carry word, as in <see cref="DenseBitRows"/>.
/// </summary>
internal static class DenseMaskedBitRows
{
    /// <summary>acc[o] -= 2 x (differing bits of row o under its mask) &lt;&lt; shift; <paramref name="rowWords"/> words of activations, columns[2 k][o] and columns[2 k + 1][o] are signs and mask of its word k.</summary>
    public static void Accumulate(ulong[][] columns, ulong[] row, int rowWords, int shift, int[] accumulators, int outputs)
    {
        int factor = 2 << shift;
        int word = 0;
        for (; rowWords - word >= 15; word += rowWords - word == 16 ? 16 : 15)
        {
            Add15(columns, row, word, rowWords, factor, accumulators, outputs);
        }

        for (; rowWords - word >= 3; word += 3)
        {
            MaskedBitRowSteps.Add3(columns, row, word, factor, accumulators, outputs);
        }

        if (rowWords - word == 2)
        {
            MaskedBitRowSteps.Add2(columns, row, word, factor, accumulators, outputs);
        }
        else if (rowWords - word == 1)
        {
            MaskedBitRowSteps.Add1(columns, row, word, factor, accumulators, outputs);
        }
    }

    private static void Add15(ulong[][] columns, ulong[] row, int word, int rowWords, int factor, int[] accumulators, int outputs)
    {
        ulong m1 = 0x5555555555555555UL;
        ulong m2 = 0x3333333333333333UL;
        ulong m4 = 0x0F0F0F0F0F0F0F0FUL;
        ulong m8 = 0x00FF00FF00FF00FFUL;
        ulong add = 0x0001000100010001UL;
        ulong x0 = row[word], x1 = row[word + 1], x2 = row[word + 2];
        ulong x3 = row[word + 3], x4 = row[word + 4], x5 = row[word + 5];
        ulong x6 = row[word + 6], x7 = row[word + 7], x8 = row[word + 8];
        ulong x9 = row[word + 9], x10 = row[word + 10], x11 = row[word + 11];
        ulong x12 = row[word + 12], x13 = row[word + 13], x14 = row[word + 14];
        ulong[] s0 = columns[2 * word], keep0 = columns[(2 * word) + 1], s1 = columns[(2 * word) + 2], keep1 = columns[(2 * word) + 3];
        ulong[] s2 = columns[(2 * word) + 4], keep2 = columns[(2 * word) + 5], s3 = columns[(2 * word) + 6], keep3 = columns[(2 * word) + 7];
        ulong[] s4 = columns[(2 * word) + 8], keep4 = columns[(2 * word) + 9], s5 = columns[(2 * word) + 10], keep5 = columns[(2 * word) + 11];
        ulong[] s6 = columns[(2 * word) + 12], keep6 = columns[(2 * word) + 13], s7 = columns[(2 * word) + 14], keep7 = columns[(2 * word) + 15];
        ulong[] s8 = columns[(2 * word) + 16], keep8 = columns[(2 * word) + 17], s9 = columns[(2 * word) + 18], keep9 = columns[(2 * word) + 19];
        ulong[] s10 = columns[(2 * word) + 20], keep10 = columns[(2 * word) + 21], s11 = columns[(2 * word) + 22], keep11 = columns[(2 * word) + 23];
        ulong[] s12 = columns[(2 * word) + 24], keep12 = columns[(2 * word) + 25], s13 = columns[(2 * word) + 26], keep13 = columns[(2 * word) + 27];
        ulong[] s14 = columns[(2 * word) + 28], keep14 = columns[(2 * word) + 29];
        bool more = rowWords - word == 16;
        ulong x15 = more ? row[word + 15] : 0;
        ulong[] s15 = more ? columns[(2 * word) + 30] : null;
        ulong[] keep15 = more ? columns[(2 * word) + 31] : null;

        // hot
        for (int o = 0; o < outputs; o++)
        {
            ulong p = (s0[o] ^ x0) & keep0[o];
            ulong q = (s1[o] ^ x1) & keep1[o];
            ulong r = (s2[o] ^ x2) & keep2[o];
            ulong d0 = p ^ q;
            ulong two0 = p ^ (d0 & (p ^ r));
            ulong one0 = d0 ^ r;
            p = (s3[o] ^ x3) & keep3[o];
            q = (s4[o] ^ x4) & keep4[o];
            r = (s5[o] ^ x5) & keep5[o];
            ulong d1 = p ^ q;
            ulong two1 = p ^ (d1 & (p ^ r));
            ulong one1 = d1 ^ r;
            p = (s6[o] ^ x6) & keep6[o];
            q = (s7[o] ^ x7) & keep7[o];
            r = (s8[o] ^ x8) & keep8[o];
            ulong d2 = p ^ q;
            ulong two2 = p ^ (d2 & (p ^ r));
            ulong one2 = d2 ^ r;
            p = (s9[o] ^ x9) & keep9[o];
            q = (s10[o] ^ x10) & keep10[o];
            r = (s11[o] ^ x11) & keep11[o];
            ulong d3 = p ^ q;
            ulong two3 = p ^ (d3 & (p ^ r));
            ulong one3 = d3 ^ r;
            p = (s12[o] ^ x12) & keep12[o];
            q = (s13[o] ^ x13) & keep13[o];
            r = (s14[o] ^ x14) & keep14[o];
            ulong d4 = p ^ q;
            ulong two4 = p ^ (d4 & (p ^ r));
            ulong one4 = d4 ^ r;
            q = one0 ^ one1;
            ulong two5 = one0 ^ (q & (one0 ^ one2));
            ulong one5 = q ^ one2;
            q = one3 ^ one4;
            ulong two6 = one3 ^ (q & (one3 ^ one5));
            ulong ones = q ^ one5;
            q = two0 ^ two1;
            ulong four0 = two0 ^ (q & (two0 ^ two2));
            ulong two7 = q ^ two2;
            q = two3 ^ two4;
            ulong four1 = two3 ^ (q & (two3 ^ two5));
            ulong two8 = q ^ two5;
            q = two6 ^ two7;
            ulong four2 = two6 ^ (q & (two6 ^ two8));
            ulong twos = q ^ two8;
            q = four0 ^ four1;
            ulong eights = four0 ^ (q & (four0 ^ four2));
            ulong fours = q ^ four2;
            ones -= (ones >> 1) & m1;
            twos -= (twos >> 1) & m1;
            fours -= (fours >> 1) & m1;
            eights -= (eights >> 1) & m1;
            ones = (ones & m2) + ((ones >> 2) & m2) + (((twos & m2) + ((twos >> 2) & m2)) << 1);
            fours = (fours & m2) + ((fours >> 2) & m2) + (((eights & m2) + ((eights >> 2) & m2)) << 1);
            ones = (ones & m4) + ((ones >> 4) & m4) + (((fours & m4) + ((fours >> 4) & m4)) << 2);
            if (more)
            {
                p = (s15[o] ^ x15) & keep15[o];
                p -= (p >> 1) & m1;
                p = (p & m2) + ((p >> 2) & m2);
                ones += (p & m4) + ((p >> 4) & m4);
            }

            accumulators[o] -= (int)((((ones & m8) + ((ones >> 8) & m8)) * add) >> 48) * factor;
        }
    }
}
