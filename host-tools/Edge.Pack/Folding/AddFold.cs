using Edge.Train.Trained;

namespace Edge.Pack.Folding;

/// <summary>
/// Residual add: acc = M1 * a + M2 * b with small integer multipliers in the ratio of the two scales. A pair of multipliers is exact for a step when every pair
/// (a, b) that passes it has a larger acc than every pair that does not; all reachable pairs are tried.
/// </summary>
internal static class AddFold
{
    private const int LargestMultiplier = 32767;

    /// <summary>x = Unit1 * (k1 a - o1) + Unit2 * (k2 b - o2), in this order of operations.</summary>
    public static double Value(StoredTensor first, StoredTensor second, int a, int b)
    {
        (double unit1, int k1, int o1) = first.Affine;
        (double unit2, int k2, int o2) = second.Affine;
        return (unit1 * ((k1 * a) - o1)) + (unit2 * ((k2 * b) - o2));
    }

    public static ChosenEpilogue Fold(TrainedLayer layer, StoredTensor first, StoredTensor second, out (int First, int Second) multipliers, out long largest)
    {
        StepQuantizer quantizer = layer.Activation ?? throw new PackException("add-activation", $"layer {layer.Name} gives real numbers to the next layer")
        {
            Expected = "an activation quantizer behind the addition",
            Try = "\"activation\" in the recipe's layer",
        };
        (Steps Steps, int First, int Second, long Wrong)? best = null;
        foreach ((int m1, int m2) in Candidates(first, second))
        {
            (Steps steps, long wrong) = Find(quantizer, first, second, m1, m2);
            if (best is null || wrong < best.Value.Wrong)
            {
                best = (steps, m1, m2, wrong);
            }

            if (wrong == 0)
            {
                break;
            }
        }

        multipliers = (best!.Value.First, best.Value.Second);
        largest = ((long)multipliers.First * first.Highest) + ((long)multipliers.Second * second.Highest);
        (double unit, int k, int _) = first.Affine;
        double slope = unit * k / multipliers.First;
        ChosenEpilogue chosen = EpilogueChooser.Choose(layer.Name, quantizer, [best.Value.Steps], [(slope, Value(first, second, 0, 0))]);
        return chosen with { StepsDiffering = chosen.StepsDiffering + best.Value.Wrong };
    }

    /// <summary>Multipliers whose ratio comes ever closer to that of the scales: the convergents of its continued fraction, then the finest pairs there are.</summary>
    private static IEnumerable<(int First, int Second)> Candidates(StoredTensor first, StoredTensor second)
    {
        double ratio = first.Affine.Unit * first.Affine.Multiplier / (second.Affine.Unit * second.Affine.Multiplier);
        double rest = ratio;
        (long p0, long q0, long p1, long q1) = (0, 1, 1, 0);
        for (int i = 0; i < 20; i++)
        {
            long digit = (long)Math.Floor(rest);
            (p0, q0, p1, q1) = (p1, q1, (digit * p1) + p0, (digit * q1) + q0);
            if (p1 > LargestMultiplier || q1 > LargestMultiplier)
            {
                break;
            }

            if (p1 > 0 && q1 > 0)
            {
                yield return ((int)p1, (int)q1);
            }

            if (rest - digit < 1e-12)
            {
                break;
            }

            rest = 1 / (rest - digit);
        }

        int finest = (int)(LargestMultiplier / Math.Max(1, ratio));
        for (int second2 = Math.Max(1, finest / 8); second2 <= finest; second2 += Math.Max(1, finest / 8))
        {
            yield return (Math.Max(1, (int)Math.Round(ratio * second2)), second2);
        }
    }

    private static (Steps Steps, long Wrong) Find(StepQuantizer quantizer, StoredTensor first, StoredTensor second, int m1, int m2)
    {
        long high = ((long)m1 * first.Highest) + ((long)m2 * second.Highest);
        int count = quantizer.Steps.Count;
        long[] lastBelow = new long[count];
        long[] firstAbove = new long[count];
        Array.Fill(lastBelow, -1);
        Array.Fill(firstAbove, high + 1);
        for (int a = 0; a <= first.Highest; a++)
        {
            for (int b = 0; b <= second.Highest; b++)
            {
                double x = Value(first, second, a, b);
                int passed = CountSteps.Of(quantizer, x);
                long acc = ((long)m1 * a) + ((long)m2 * b);
                if (passed > 0)
                {
                    firstAbove[passed - 1] = Math.Min(firstAbove[passed - 1], acc);
                }

                if (passed < count)
                {
                    lastBelow[passed] = Math.Max(lastBelow[passed], acc);
                }
            }
        }

        // Passing step i means passing those before it; failing it means failing those behind it.
        for (int i = count - 2; i >= 0; i--)
        {
            firstAbove[i] = Math.Min(firstAbove[i], firstAbove[i + 1]);
        }

        for (int i = 1; i < count; i++)
        {
            lastBelow[i] = Math.Max(lastBelow[i], lastBelow[i - 1]);
        }

        long wrong = 0;
        for (int i = 0; i < count; i++)
        {
            if (lastBelow[i] >= firstAbove[i])
            {
                wrong += lastBelow[i] - firstAbove[i] + 1;
                lastBelow[i] = firstAbove[i] - 1;
            }
        }

        return (new Steps(0, high, lastBelow, firstAbove), wrong);
    }
}
