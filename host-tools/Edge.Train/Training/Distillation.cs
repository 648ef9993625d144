using Edge.Errors;
using Edge.Train.Layers;
using Edge.Train.Recipes;
using static TorchSharp.torch;

namespace Edge.Train.Training;

/// <summary>
/// Apprentice (Mishra, Marr 2018, equation 1): loss = a H(y, teacher) + b H(y, student) + c H(teacher's logits, student), H the cross-entropy, with softmax of the teacher's logits over the temperature as
/// targets of the last term. Scheme A trains both networks by the whole loss; B trains a student from scratch under a finished teacher; C tunes a student that starts from trained
/// float weights.
/// </summary>
internal sealed class Distillation : IDisposable
{
    private const string Prefix = "teacher/";
    private readonly DistillationRecipe recipe;

    private Distillation(DistillationRecipe recipe, Network teacher)
    {
        (this.recipe, Teacher) = (recipe, teacher);
    }

    public Network Teacher { get; }

    /// <summary>What the optimizer updates besides the student: the teacher's in scheme A, else nothing.</summary>
    public IEnumerable<TrainableParameter> Parameters => Learns ? Teacher.Parameters.Select(p => p with { Name = Prefix + p.Name }) : [];

    /// <summary>What a checkpoint has to keep of a teacher that learns.</summary>
    public IEnumerable<(string Name, Tensor Value)> State =>
        Learns ? Teacher.Parameters.Select(p => (Prefix + p.Name, (Tensor)p.Value)).Concat(Teacher.Buffers.Select(b => (Prefix + b.Name, b.Value))) : [];

    private bool Learns => recipe.Scheme == DistillationScheme.A;

    /// <summary>Makes or loads the teacher; null where the recipe has none.</summary>
    public static Distillation? Create(Recipe student, string baseFolder)
    {
        if (student.Training.Distillation is not { } recipe)
        {
            return null;
        }

        string path = Path.GetFullPath(recipe.Teacher, Path.GetFullPath(baseFolder));
        Network teacher = Load(recipe, path, student.Training.Seed);
        Check(student, teacher.Recipe, path);
        return new Distillation(recipe, teacher);
    }

    /// <summary>The loss of one batch.</summary>
    /// <param name="images">Stored images.</param>
    /// <param name="scores">The student's, [N, classes].</param>
    public Tensor Loss(Tensor images, Tensor scores, Tensor labels)
    {
        Tensor loss = recipe.Student * nn.functional.cross_entropy(scores, labels);
        Tensor logits;
        if (Learns)
        {
            logits = Teacher.Forward(images, training: true);
            loss += recipe.Labels * nn.functional.cross_entropy(logits, labels);
        }
        else
        {
            using IDisposable inference = no_grad();
            logits = Teacher.Forward(images, training: false);
        }

        return loss + recipe.Imitation * Imitation(logits / recipe.Temperature, scores / recipe.Temperature);
    }

    public void Dispose() => Teacher.Dispose();

    /// <summary>H(softmax(teacher), softmax(student)), the mean over the images.</summary>
    internal static Tensor Imitation(Tensor teacher, Tensor student) => -(teacher.softmax(1) * student.log_softmax(1)).sum(1).mean();

    private static Network Load(DistillationRecipe recipe, string path, long seed)
    {
        bool learns = recipe.Scheme == DistillationScheme.A;
        try
        {
            return learns ? Network.Create(RecipeReader.ReadFile(path), seed) : Checkpoint.Load(path).Network;
        }
        catch (EdgeException e)
        {
            string wants = learns ? "\"teacher\" is the teacher's recipe: it learns along; a trained teacher's checkpoint is for schemes \"b\" and \"c\"" : "\"teacher\" is a checkpoint of a trained teacher; a recipe is for scheme \"a\"";
            throw new RecipeException(e.Code, $"the teacher cannot be read: {e.Message}", e) { Expected = e.Expected, Found = e.Found, Try = $"with scheme \"{recipe.Scheme.ToString().ToLowerInvariant()}\" {wants}" };
        }
    }

    private static void Check(Recipe student, Recipe teacher, string path)
    {
        (InputRecipe a, InputRecipe b) = (student.Input, teacher.Input);
        int classes = NetworkPlan.Of(student).Outputs;
        int taught = NetworkPlan.Of(teacher).Outputs;
        if (a != b || classes != taught)
        {
            throw new RecipeException("distillation-teacher", $"the teacher in {path} does not fit the student")
            {
                Expected = $"input {Describe(a)}, {classes} classes",
                Found = $"input {Describe(b)}, {taught} classes",
                Try = "train the teacher with the student's \"input\" section",
            };
        }
    }

    private static string Describe(InputRecipe input) => $"{input.Height} x {input.Width} x {input.Channels}, {input.Bits} bits, zero point {input.ZeroPoint}";
}
