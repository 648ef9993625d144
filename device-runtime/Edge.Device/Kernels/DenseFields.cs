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
        ulong[] words = network.PositionRing;
        ulong[] weights = network.Words[program[at + LayerSlot.FirstPlane] / PlaneSlot.Stride];
        int[] accumulators = network.Accumulators;
        Pack(source, program[at + LayerSlot.InputOffset], inputs, network.Row, words, count);
        Array.Clear(accumulators, 0, outputs);
        int word = 0;
        for (; word + BlockWords <= count; word += BlockWords)
        {
            AddBlock(words, word, weights, count, accumulators, outputs);
        }

        for (; word < count; word += StepWords)
        {
            AddStep(words, word, weights, count, accumulators, outputs);
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

    private static void AddBlock(ulong[] words, int word, ulong[] weights, int count, int[] accumulators, int outputs)
    {
        ulong m2 = 0x3333333333333333UL;
        ulong m4 = 0x0F0F0F0F0F0F0F0FUL;
        ulong m8 = 0x00FF00FF00FF00FFUL;
        ulong add = 0x0001000100010001UL;
        ulong x0 = words[word];
        ulong x1 = words[word + 1];
        ulong x2 = words[word + 2];
        ulong x3 = words[word + 3];
        ulong x4 = words[word + 4];
        ulong x5 = words[word + 5];
        ulong x6 = words[word + 6];
        ulong x7 = words[word + 7];
        int i = 2 * word;

        // hot
        for (int o = 0; o < outputs; o++)
        {
            ulong t0 = (x0 ^ weights[i]) & weights[i + 1];
            ulong t1 = (x1 ^ weights[i + 2]) & weights[i + 3];
            ulong t2 = (x2 ^ weights[i + 4]) & weights[i + 5];
            ulong t3 = (x3 ^ weights[i + 6]) & weights[i + 7];
            ulong t4 = (x4 ^ weights[i + 8]) & weights[i + 9];
            ulong t5 = (x5 ^ weights[i + 10]) & weights[i + 11];
            ulong t6 = (x6 ^ weights[i + 12]) & weights[i + 13];
            ulong t7 = (x7 ^ weights[i + 14]) & weights[i + 15];
            t0 = (t0 & m2) + ((t0 >> 2) & m2) + (t1 & m2) + ((t1 >> 2) & m2);
            t2 = (t2 & m2) + ((t2 >> 2) & m2) + (t3 & m2) + ((t3 >> 2) & m2);
            t4 = (t4 & m2) + ((t4 >> 2) & m2) + (t5 & m2) + ((t5 >> 2) & m2);
            t6 = (t6 & m2) + ((t6 >> 2) & m2) + (t7 & m2) + ((t7 >> 2) & m2);
            t0 = (t0 & m4) + ((t0 >> 4) & m4)
                + (t2 & m4) + ((t2 >> 4) & m4)
                + (t4 & m4) + ((t4 >> 4) & m4)
                + (t6 & m4) + ((t6 >> 4) & m4);
            accumulators[o] += (int)((((t0 & m8) + ((t0 >> 8) & m8)) * add) >> 48);
            i += 2 * count;
        }
    }

    private static void AddStep(ulong[] words, int word, ulong[] weights, int count, int[] accumulators, int outputs)
    {
        ulong m2 = 0x3333333333333333UL;
        ulong m4 = 0x0F0F0F0F0F0F0F0FUL;
        ulong add = 0x0101010101010101UL;
        ulong x0 = words[word];
        ulong x1 = words[word + 1];
        int i = 2 * word;
        for (int o = 0; o < outputs; o++)
        {
            ulong t0 = (x0 ^ weights[i]) & weights[i + 1];
            ulong t1 = (x1 ^ weights[i + 2]) & weights[i + 3];
            t0 = (t0 & m2) + ((t0 >> 2) & m2) + (t1 & m2) + ((t1 >> 2) & m2);
            accumulators[o] += (int)((((t0 & m4) + ((t0 >> 4) & m4)) * add) >> 56);
            i += 2 * count;
        }
    }
}
