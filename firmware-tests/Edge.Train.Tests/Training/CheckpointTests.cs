using Edge.Train.Layers;
using Edge.Train.Recipes;
using Edge.Train.Tests.Quantizers;
using Edge.Train.Tests.Recipes;
using Edge.Train.Training;

namespace Edge.Train.Tests.Training;

public sealed class CheckpointTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Fact]
    public void What_was_saved_is_what_is_loaded()
    {
        string path = Save(RecipeTexts.EveryLayer);
        using Network expected = Network.Create(RecipeReader.Read(RecipeTexts.EveryLayer, "every.json"), 5);
        using Checkpoint loaded = Checkpoint.Load(path);
        Assert.Equal((5L, 7, 3), (loaded.Recipe.Training.Seed, loaded.Recipe.Training.Epochs, loaded.State.BestEpoch));
        Assert.Equal(["a", "b", "c"], loaded.State.Classes);
        foreach ((TrainableParameter left, TrainableParameter right) in expected.Parameters.Zip(loaded.Network.Parameters))
        {
            Assert.Equal(left.Name, right.Name);
            Assert.Equal(Matrices.Floats(left.Value), Matrices.Floats(right.Value));
        }
    }

    [Fact]
    public void Every_damaged_byte_and_every_truncation_is_refused()
    {
        byte[] file = File.ReadAllBytes(Save(RecipeTexts.SmallText()));
        Random random = new(1);
        for (int i = 0; i < 200; i++)
        {
            byte[] damaged = [.. file];
            damaged[random.Next(file.Length)] ^= (byte)(1 << random.Next(8));
            Refused(damaged);
            Refused(file[..random.Next(file.Length)]);
        }
    }

    [Fact]
    public void A_missing_file_says_what_was_expected()
    {
        CheckpointException e = Assert.Throws<CheckpointException>(() => Checkpoint.Load(folder.File("none")));
        Assert.Equal("checkpoint-missing", e.Code);
    }

    [Fact]
    public void Tensors_that_do_not_fit_the_recipe_are_named()
    {
        string path = folder.File("wrong.checkpoint");
        CheckpointFile.Write(path, RecipeTexts.SmallText(), State(), [new StoredTensor("model/dense0.weight", [1, 2], [1, 2])]);
        CheckpointException e = Assert.Throws<CheckpointException>(() => Checkpoint.Load(path));
        Assert.Equal(("model/dense0.weight of 12 x 36", "1 x 2"), (e.Expected, e.Found));
    }

    public void Dispose() => folder.Dispose();

    private static TrainingState State() => new() { Seed = 5, Epochs = 7, DataSource = "csv:data.csv", Classes = ["a", "b", "c"], BestEpoch = 3 };

    private string Save(string recipe)
    {
        using Network network = Network.Create(RecipeReader.Read(recipe, "test.json"), 5);
        string path = folder.File("test.checkpoint");
        Checkpoint.Save(path, network, State());
        return path;
    }

    private void Refused(byte[] file)
    {
        string path = folder.File("damaged.checkpoint");
        File.WriteAllBytes(path, file);
        Assert.Equal("checkpoint-corrupt", Assert.Throws<CheckpointException>(() => Checkpoint.Load(path)).Code);
    }
}
