using Edge.Train.Data;

namespace Edge.Train.Tests.Data;

public sealed class DataSplitTests
{
    [Fact]
    public void Equal_seeds_cut_equally_and_other_seeds_differently()
    {
        ImageSet set = SyntheticImages.Make(200, 4, 3, seed: 1);
        (ImageSet kept, ImageSet taken) = DataSplit.Take(set, 0.25, seed: 7);
        (ImageSet keptAgain, ImageSet takenAgain) = DataSplit.Take(set, 0.25, seed: 7);
        Assert.Equal((150, 50), (kept.Count, taken.Count));
        Assert.Equal(taken.Pixels, takenAgain.Pixels);
        Assert.Equal(kept.Labels, keptAgain.Labels);
        Assert.NotEqual(taken.Pixels, DataSplit.Take(set, 0.25, seed: 8).Taken.Pixels);
    }

    [Fact]
    public void The_parts_are_the_whole()
    {
        byte[] pixels = [.. Enumerable.Range(0, 100).Select(i => (byte)i)];
        ImageSet set = new(1, 1, 1, pixels, new int[100], ["one"]);
        (ImageSet kept, ImageSet taken) = DataSplit.Take(set, 0.3, seed: 3);
        Assert.Equal(pixels, kept.Pixels.Concat(taken.Pixels).Order());
    }

    [Fact]
    public void The_random_sequence_never_changes()
    {
        SeededRandom random = new(1, 2, 3);
        ulong[] first = [random.NextBits(), random.NextBits(), random.NextBits()];
        Assert.Equal(Reference(1, 2, 3), first);
    }

    [Fact]
    public void A_permutation_holds_every_number_once_and_its_places_are_uniform()
    {
        int[] firstPlaces = new int[6];
        for (int seed = 0; seed < 6000; seed++)
        {
            int[] order = new SeededRandom(seed).Permutation(6);
            Assert.Equal([0, 1, 2, 3, 4, 5], order.Order());
            firstPlaces[order[0]]++;
        }

        // 1000 expected, standard deviation 29: five of them.
        Assert.All(firstPlaces, count => Assert.InRange(count, 855, 1145));
    }

    // SplitMix64 written from its definition, on the state that the three numbers make.
    private static ulong[] Reference(ulong seed, ulong stream, ulong index)
    {
        ulong state = Mix(Mix(Mix(seed + 0x9E3779B97F4A7C15) + stream) + index);
        return [.. Enumerable.Range(1, 3).Select(i => Mix(state + (ulong)i * 0x9E3779B97F4A7C15))];
    }

    private static ulong Mix(ulong z)
    {
        z ^= z >> 30;
        z *= 0xBF58476D1CE4E5B9;
        z ^= z >> 27;
        z *= 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
