using System;
using Edge.Device.Epilogues;

namespace Edge.Device.Kernels;

/// <summary>
/// Dense layers of ternary or binary weights and activations of at most 2 bits: 32 activations lie in a word, a weight is two masks, and no product is formed.
/// <code>
/// x             | .. | 2 bits | 2 bits |
/// (x ^ s) &amp; m   weight +1: s = 0, m = 3 -> x      weight -1: s = 3, m = 3 -> 3 - x      weight 0: m = 0 -> 0
/// sum           fields of 2 bits -> 4 bits -> 8 bits -> one number, for eight words together
/// </code>
/// The sum is the accumulator + 3 x (number of -1).
/// </summary>
internal static class DenseFields
{
    /// <summary>Activations in a word, and words in the smallest step.</summary>
    public const int WordInputs = 32;
    public const int StepWords = 2;

    /// <summary>What a weight of -1 adds for an activation of 0.</summary>
    public const int Complement = 3;

    private const int BlockWords = 8;

    /// <summary>Words of activations, in whole steps; weights take two words each.</summary>
    public static int Words(int inputs)
    {
        return (inputs + (WordInputs * StepWords) - 1) / (WordInputs * StepWords) * StepWords;
    }

    public static void Run(Network network, int[] program, int at, int layer, byte[] source, byte[] target, int[] output)
    {
        int outputs = program[at + LayerSlot.OutputChannels];
        int inputs = program[at + LayerSlot.KernelHeight] * program[at + LayerSlot.KernelWidth] * program[at + LayerSlot.InputChannels];
        int count = Words(inputs);
        ulong[] words = network.Sums;
        ulong[][] columns = network.Columns[program[at + LayerSlot.FirstPlane] / PlaneSlot.Stride];
        int[] accumulators = network.Accumulators;
        Pack(source, program[at + LayerSlot.InputOffset], inputs, network.Row, words, count);
        Array.Clear(accumulators, 0, outputs);
        int word = 0;
        for (; word + BlockWords <= count; word += BlockWords)
        {
            AddBlock(words, word, columns, accumulators, outputs);
        }

        for (; word < count; word += StepWords)
        {
            AddStep(words, word, columns, accumulators, outputs);
        }

        if (network.LineTables[layer] != null)
        {
            AccumulatorLine.Apply(
                accumulators, network.LineMultipliers[layer], network.LineAddends[layer], network.LineTables[layer],
                target, program[at + LayerSlot.OutputOffset], outputs);
            return;
        }

        int[] offsets = network.Offsets[layer];
        for (int o = 0; o < outputs; o++)
        {
            accumulators[o] -= offsets[o];
        }

        Epilogue.Apply(network, program, at, layer, 0, target, output);
    }

    private static void Pack(byte[] source, int from, int inputs, byte[] row, ulong[] words, int count)
    {
        int last = inputs / WordInputs;
        Array.Copy(source, from + (last * WordInputs), row, 0, inputs - (last * WordInputs));
        Array.Clear(row, inputs - (last * WordInputs), WordInputs - (inputs - (last * WordInputs)));
        for (int word = 0; word < last; word++)
        {
            words[word] = Half(source, from) | ((ulong)Half(source, from + 16) << 32);
            from += WordInputs;
        }

        // What does not fill a word, then empty words up to a whole step.
        for (int word = last; word < count; word++)
        {
            words[word] = word == last ? Half(row, 0) | ((ulong)Half(row, 16) << 32) : 0;
        }
    }

    private static uint Half(byte[] row, int k)
    {
        return (uint)(row[k] | (row[k + 1] << 2) | (row[k + 2] << 4) | (row[k + 3] << 6) | (row[k + 4] << 8) | (row[k + 5] << 10)
            | (row[k + 6] << 12) | (row[k + 7] << 14) | (row[k + 8] << 16) | (row[k + 9] << 18) | (row[k + 10] << 20) | (row[k + 11] << 22)
            | (row[k + 12] << 24) | (row[k + 13] << 26) | (row[k + 14] << 28) | (row[k + 15] << 30));
    }

    private static void AddBlock(ulong[] words, int word, ulong[][] columns, int[] accumulators, int outputs)
    {
        ulong two = 0x3333333333333333UL;
        ulong four = 0x0F0F0F0F0F0F0F0FUL;
        ulong eight = 0x00FF00FF00FF00FFUL;
        ulong add = 0x0001000100010001UL;
        int column = 2 * word;
        ulong x0 = words[word], x1 = words[word + 1], x2 = words[word + 2], x3 = words[word + 3];
        ulong x4 = words[word + 4], x5 = words[word + 5], x6 = words[word + 6], x7 = words[word + 7];
        ulong[] s0 = columns[column], m0 = columns[column + 1], s1 = columns[column + 2], m1 = columns[column + 3];
        ulong[] s2 = columns[column + 4], m2 = columns[column + 5], s3 = columns[column + 6], m3 = columns[column + 7];
        ulong[] s4 = columns[column + 8], m4 = columns[column + 9], s5 = columns[column + 10], m5 = columns[column + 11];
        ulong[] s6 = columns[column + 12], m6 = columns[column + 13], s7 = columns[column + 14], m7 = columns[column + 15];

        // hot
        for (int o = 0; o < outputs; o++)
        {
            ulong t0 = (x0 ^ s0[o]) & m0[o];
            ulong t1 = (x1 ^ s1[o]) & m1[o];
            ulong t2 = (x2 ^ s2[o]) & m2[o];
            ulong t3 = (x3 ^ s3[o]) & m3[o];
            ulong t4 = (x4 ^ s4[o]) & m4[o];
            ulong t5 = (x5 ^ s5[o]) & m5[o];
            ulong t6 = (x6 ^ s6[o]) & m6[o];
            ulong t7 = (x7 ^ s7[o]) & m7[o];
            t0 = (t0 & two) + ((t0 >> 2) & two) + (t1 & two) + ((t1 >> 2) & two);
            t2 = (t2 & two) + ((t2 >> 2) & two) + (t3 & two) + ((t3 >> 2) & two);
            t4 = (t4 & two) + ((t4 >> 2) & two) + (t5 & two) + ((t5 >> 2) & two);
            t6 = (t6 & two) + ((t6 >> 2) & two) + (t7 & two) + ((t7 >> 2) & two);
            t0 = (t0 & four) + ((t0 >> 4) & four)
                + (t2 & four) + ((t2 >> 4) & four)
                + (t4 & four) + ((t4 >> 4) & four)
                + (t6 & four) + ((t6 >> 4) & four);
            accumulators[o] += (int)((((t0 & eight) + ((t0 >> 8) & eight)) * add) >> 48);
        }
    }

    private static void AddStep(ulong[] words, int word, ulong[][] columns, int[] accumulators, int outputs)
    {
        ulong two = 0x3333333333333333UL;
        ulong four = 0x0F0F0F0F0F0F0F0FUL;
        ulong add = 0x0101010101010101UL;
        ulong x0 = words[word];
        ulong x1 = words[word + 1];
        int column = 2 * word;
        ulong[] s0 = columns[column], m0 = columns[column + 1], s1 = columns[column + 2], m1 = columns[column + 3];
        for (int o = 0; o < outputs; o++)
        {
            ulong t0 = (x0 ^ s0[o]) & m0[o];
            ulong t1 = (x1 ^ s1[o]) & m1[o];
            t0 = (t0 & two) + ((t0 >> 2) & two) + (t1 & two) + ((t1 >> 2) & two);
            accumulators[o] += (int)((((t0 & four) + ((t0 >> 4) & four)) * add) >> 56);
        }
    }
}
