namespace Edge.Train.Recipes;

/// <summary>Height, width, channels of a tensor.</summary>
public readonly record struct TensorShape(int Height, int Width, int Channels)
{
    /// <summary>Elements.</summary>
    public int Size => Height * Width * Channels;

    public override string ToString() => $"{Height} x {Width} x {Channels}";
}

/// <summary>A layer with its place in the network: tensor 0 is the network's input, layer i makes tensor i + 1.</summary>
/// <param name="Inputs">Tensor numbers.</param>
/// <param name="IsFlat">Whether the output is a vector (after dense or flatten).</param>
public sealed record PlannedLayer(LayerRecipe Recipe, IReadOnlyList<int> Inputs, TensorShape In, TensorShape Out, bool IsFlat);

/// <summary>A recipe's layers with names resolved and shapes computed.</summary>
public sealed class NetworkPlan
{
    private NetworkPlan(IReadOnlyList<PlannedLayer> layers) => Layers = layers;

    public IReadOnlyList<PlannedLayer> Layers { get; }

    /// <summary>Number of scores: the classes.</summary>
    public int Outputs => Layers[^1].Out.Size;

    /// <summary>Resolves names and shapes; throws <see cref="RecipeException"/> where they do not fit.</summary>
    public static NetworkPlan Of(Recipe recipe)
    {
        List<string> names = ["input"];
        List<TensorShape> shapes = [new(recipe.Input.Height, recipe.Input.Width, recipe.Input.Channels)];
        List<bool> flat = [false];
        List<PlannedLayer> planned = [];
        foreach (LayerRecipe layer in recipe.Layers)
        {
            int input = layer.Input is null ? names.Count - 1 : Resolve(layer, layer.Input, names);
            List<int> inputs = layer.From is null ? [input] : [input, Resolve(layer, layer.From, names)];
            TensorShape output = OutputOf(layer, shapes[input], flat[input]);
            if (layer.Kind == LayerKind.Add && shapes[inputs[0]] != shapes[inputs[1]])
            {
                throw Invalid(layer, $"both summands of {shapes[inputs[0]]}", $"\"{layer.From}\" is {shapes[inputs[1]]}");
            }

            if (names.Contains(layer.Name))
            {
                throw Invalid(layer, "a name of its own", $"a second \"{layer.Name}\"");
            }

            bool isFlat = layer.Kind is LayerKind.Dense or LayerKind.Flatten || (layer.Kind == LayerKind.Add && flat[input]);
            planned.Add(new PlannedLayer(layer, inputs, shapes[input], output, isFlat));
            names.Add(layer.Name);
            shapes.Add(output);
            flat.Add(isFlat);
        }

        CheckLast(planned[^1].Recipe);
        return new NetworkPlan(planned);
    }

    private static TensorShape OutputOf(LayerRecipe layer, TensorShape input, bool isFlat)
    {
        if (isFlat && layer.Kind is not (LayerKind.Dense or LayerKind.Flatten or LayerKind.Add))
        {
            throw Invalid(layer, "an image to read", "a vector", "put dense and flatten layers behind the last convolution or pool");
        }

        return layer.Kind switch
        {
            LayerKind.Dense => new(1, 1, layer.Channels!.Value),
            LayerKind.Flatten => new(1, 1, input.Size),
            LayerKind.Add => input,
            LayerKind.GlobalAveragePool => new(1, 1, input.Channels),
            LayerKind.Conv2d => Slide(layer, input) with { Channels = layer.Channels!.Value },
            _ => Slide(layer, input),
        };
    }

    private static TensorShape Slide(LayerRecipe layer, TensorShape input)
    {
        (int kernelHeight, int kernelWidth) = layer.Kernel!.Value;
        (int strideHeight, int strideWidth) = layer.Stride!.Value;
        (int padHeight, int padWidth) = layer.Padding!.Value;
        if (padHeight >= kernelHeight || padWidth >= kernelWidth)
        {
            throw Invalid(layer, "padding smaller than the kernel", $"padding {padHeight} x {padWidth}, kernel {kernelHeight} x {kernelWidth}");
        }

        // Half the kernel is also as far as pooling layers of the tensor library go.
        if (layer.Kind is LayerKind.MaxPool or LayerKind.AveragePool && (2 * padHeight > kernelHeight || 2 * padWidth > kernelWidth))
        {
            throw Invalid(layer, "padding of at most half the kernel in a pool", $"padding {padHeight} x {padWidth}, kernel {kernelHeight} x {kernelWidth}");
        }

        int height = input.Height + 2 * padHeight - kernelHeight;
        int width = input.Width + 2 * padWidth - kernelWidth;
        return height < 0 || width < 0
            ? throw Invalid(layer, $"a kernel that fits into {input.Height + 2 * padHeight} x {input.Width + 2 * padWidth} (with padding)", $"{kernelHeight} x {kernelWidth}")
            : new(height / strideHeight + 1, width / strideWidth + 1, input.Channels);
    }

    private static int Resolve(LayerRecipe layer, string name, List<string> names)
    {
        int index = names.IndexOf(name);
        return index >= 0 ? index : throw new RecipeException("recipe-unknown-name", $"{layer.Place}: no layer before this one is called \"{name}\"")
        {
            Expected = string.Join(", ", names),
            Found = name,
            Try = Closest.Advice(name, names),
        };
    }

    private static void CheckLast(LayerRecipe last)
    {
        if (last.Kind is LayerKind.MaxPool or LayerKind.Flatten or LayerKind.Add)
        {
            throw Invalid(last, "a last layer that gives scores: dense, conv2d or a global average pool", last.Kind.ToString());
        }
    }

    private static RecipeException Invalid(LayerRecipe layer, string expected, string found, string? advice = null) =>
        new("recipe-layer", $"{layer.Place}: layer \"{layer.Name}\" does not fit") { Expected = expected, Found = found, Try = advice };
}
