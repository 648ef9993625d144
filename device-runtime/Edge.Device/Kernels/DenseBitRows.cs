namespace Edge.Device.Kernels;

/// <summary>
/// Binary weights on bit activations: acc = inputs - 2 popcount(weights xor activations), 64 products a word. Most words are not counted one by one:
/// full adders turn three words into a sum and a carry word first (Harley and Seal; Warren, Hacker's Delight, 5-1).
/// <code>
/// 15 words -&gt; ones, twos, fours, eights                     one popcount for the four of them
/// first adders, words t0 t1 t2 = weights xor activations   carry = t0 ^ ((t0 ^ t1) &amp; (t0 ^ t2)), sum = t0 ^ (t0 ^ t1) ^ (t0 ^ t2)
/// </code>
/// Weights and activations are mixed by threes, w0, w0 ^ w1, w0 ^ w2, so that one xor of the two gives each of the three terms.
/// </summary>
internal static class DenseBitRows
{
    /// <summary>Mixes one row of weights.</summary>
    public static void Mix(ulong[] row)
    {
        for (int k = 0; k + 2 < row.Length; k += 3)
        {
            row[k + 1] ^= row[k];
            row[k + 2] ^= row[k];
        }
    }

    /// <summary>acc[o] -= 2 x (differing bits of row o) &lt;&lt; shift; <paramref name="rowWords"/> words a row; columns[k][o] is word k of row o, mixed.</summary>
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
            BitRowSteps.Add3(columns, row, word, factor, accumulators, outputs);
        }

        if (rowWords - word == 2)
        {
            BitRowSteps.Add2(columns, row, word, factor, accumulators, outputs);
        }
        else if (rowWords - word == 1)
        {
            BitRowSteps.Add1(columns, row, word, factor, accumulators, outputs);
        }
    }

    private static void Add15(ulong[][] columns, ulong[] row, int word, int rowWords, int factor, int[] accumulators, int outputs)
    {
        ulong m1 = 0x5555555555555555UL;
        ulong m2 = 0x3333333333333333UL;
        ulong m4 = 0x0F0F0F0F0F0F0F0FUL;
        ulong m8 = 0x00FF00FF00FF00FFUL;
        ulong add = 0x0001000100010001UL;
        ulong x0 = row[word], x1 = row[word + 1] ^ x0, x2 = row[word + 2] ^ x0;
        ulong x3 = row[word + 3], x4 = row[word + 4] ^ x3, x5 = row[word + 5] ^ x3;
        ulong x6 = row[word + 6], x7 = row[word + 7] ^ x6, x8 = row[word + 8] ^ x6;
        ulong x9 = row[word + 9], x10 = row[word + 10] ^ x9, x11 = row[word + 11] ^ x9;
        ulong x12 = row[word + 12], x13 = row[word + 13] ^ x12, x14 = row[word + 14] ^ x12;
        ulong[] w0 = columns[word], w1 = columns[word + 1], w2 = columns[word + 2];
        ulong[] w3 = columns[word + 3], w4 = columns[word + 4], w5 = columns[word + 5];
        ulong[] w6 = columns[word + 6], w7 = columns[word + 7], w8 = columns[word + 8];
        ulong[] w9 = columns[word + 9], w10 = columns[word + 10], w11 = columns[word + 11];
        ulong[] w12 = columns[word + 12], w13 = columns[word + 13], w14 = columns[word + 14];
        bool more = rowWords - word == 16;
        ulong x15 = more ? row[word + 15] : 0;
        ulong[] w15 = more ? columns[word + 15] : null;

        // hot
        for (int o = 0; o < outputs; o++)
        {
            ulong p = w0[o] ^ x0;
            ulong q = w1[o] ^ x1;
            ulong r = w2[o] ^ x2;
            ulong two0 = p ^ (q & r);
            ulong one0 = p ^ q ^ r;
            p = w3[o] ^ x3;
            q = w4[o] ^ x4;
            r = w5[o] ^ x5;
            ulong two1 = p ^ (q & r);
            ulong one1 = p ^ q ^ r;
            p = w6[o] ^ x6;
            q = w7[o] ^ x7;
            r = w8[o] ^ x8;
            ulong two2 = p ^ (q & r);
            ulong one2 = p ^ q ^ r;
            p = w9[o] ^ x9;
            q = w10[o] ^ x10;
            r = w11[o] ^ x11;
            ulong two3 = p ^ (q & r);
            ulong one3 = p ^ q ^ r;
            p = w12[o] ^ x12;
            q = w13[o] ^ x13;
            r = w14[o] ^ x14;
            ulong two4 = p ^ (q & r);
            ulong one4 = p ^ q ^ r;
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
                p = w15[o] ^ x15;
                p -= (p >> 1) & m1;
                p = (p & m2) + ((p >> 2) & m2);
                ones += (p & m4) + ((p >> 4) & m4);
            }

            accumulators[o] -= (int)((((ones & m8) + ((ones >> 8) & m8)) * add) >> 48) * factor;
        }
    }
}
