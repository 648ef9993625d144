using Edge.Formats.Writing;
using Edge.Pack.Folding;
using Edge.Pack.Inspection;
using Edge.Pack.Planning;
using Edge.Train.Trained;

namespace Edge.Pack;

/// <summary>A packed network in memory and the numbers of its making.</summary>
public sealed record PackResult(ModelDefinition Model, PackReport Report)
{
    internal IReadOnlyList<IReadOnlyList<Channel>> Channels { get; init; } = [];
}

/// <summary>Turns a trained network into integers: encodings, folded epilogues, an arena plan. Writes no file.</summary>
public static class Packer
{
    /// <summary>Packs <paramref name="trained"/>; throws <see cref="PackException"/> where integers cannot express it.</summary>
    /// <param name="trained">The network.</param>
    /// <param name="compress">Codes every plane that gets shorter so; otherwise only those of methods whose form that is.</param>
    public static PackResult Pack(TrainedNetwork trained, bool compress = false)
    {
        Check(trained);
        List<StoredTensor> tensors = [StoredTensor.Of(trained.Input)];
        List<LayerDefinition> layers = [];
        List<PackedLayerReport> reports = [];
        List<IReadOnlyList<Channel>> channels = [];
        double outputScale = 1;
        foreach (TrainedLayer layer in trained.Layers)
        {
            StoredTensor input = tensors[layer.Inputs[0]];
            (int height, int width) = OutputSides(layer, input);
            BuiltLayer built = LayerBuilder.Build(layer, tensors, height, width);
            layers.Add(built.Definition);
            reports.Add(built.Report);
            channels.Add(built.Channels);
            tensors.Add(built.Output);
            outputScale = built.OutputScale;
        }

        StoredTensor last = tensors[^1];
        var model = new ModelDefinition
        {
            Name = trained.Name,
            Input = new InputDefinition(trained.Input.Height, trained.Input.Width, trained.Input.Channels, trained.Input.Bits, trained.Input.ZeroPoint, trained.Input.Scale),
            Output = new OutputDefinition(last.Elements, outputScale, trained.Labels),
        };
        model.Layers.AddRange(layers);
        CodedPlanes.Compress(model, all: compress);
        ArenaPlan plan = Plan(model, tensors);
        AddMetadata(model, trained);

        return new PackResult(model, new PackReport(Stored(model, reports), plan.Bytes, plan.LowerBound)) { Channels = channels };
    }

    // What coding made of the planes.
    private static PackedLayerReport[] Stored(ModelDefinition model, List<PackedLayerReport> reports)
    {
        TensorShape[] shapes = LayerShapes.Derive(model);
        return
        [
            .. model.Layers.Select((layer, i) => reports[i] with
            {
                Encoding = string.Join(" + ", layer.Planes.Select(EncodingName.Of)),
                WeightBytes = layer.Planes.Sum(plane => CodedPlanes.StoredBytes(plane, layer, shapes[layer.Input])),
            }),
        ];
    }

    // A device keeps the whole header in memory while it loads: the file says which data and seed it came from and how good it is; the run folder has the rest.
    private static void AddMetadata(ModelDefinition model, TrainedNetwork trained)
    {
        foreach (string key in new[] { "data", "fit", "seed" })
        {
            if (trained.Metadata.TryGetValue(key, out object? value) && value is not null)
            {
                model.Metadata[key] = value;
            }
        }

        if (trained.Metadata.GetValueOrDefault("testAccuracy") is double accuracy)
        {
            model.Metadata["accuracy"] = Math.Round(accuracy, 4);
        }
    }

    private static void Check(TrainedNetwork trained)
    {
        if (trained.Layers.Count == 0)
        {
            throw new PackException("no-layers", $"the network {trained.Name} has no layers");
        }

        for (int i = 0; i < trained.Layers.Count - 1; i++)
        {
            TrainedLayer layer = trained.Layers[i];
            if (layer.Activation is null && layer.Operator != TrainedOperator.MaxPool)
            {
                throw new PackException("no-activation", $"layer {layer.Name} gives real numbers to the next layer")
                {
                    Expected = "an activation quantizer on every layer but the last",
                    Try = "\"activation\" in the recipe's layer",
                };
            }
        }
    }

    private static (int Height, int Width) OutputSides(TrainedLayer layer, StoredTensor input)
    {
        if (layer.Window is not { } window)
        {
            return layer.Operator == TrainedOperator.Dense ? (1, 1) : (input.Height, input.Width);
        }

        return (
            ((input.Height + window.PadTop + window.PadBottom - window.KernelHeight) / window.StrideHeight) + 1,
            ((input.Width + window.PadLeft + window.PadRight - window.KernelWidth) / window.StrideWidth) + 1);
    }

    private static ArenaPlan Plan(ModelDefinition model, List<StoredTensor> tensors)
    {
        List<PlannedTensor> planned = [];
        for (int layer = 0; layer < model.Layers.Count; layer++)
        {
            LayerDefinition definition = model.Layers[layer];
            if (definition.OutputFormat == 32)
            {
                continue;
            }

            int tensor = layer + 1;
            int lastReader = model.Layers.FindLastIndex(l => l.Input == tensor || l.Input2 == tensor);
            int last = layer == model.Layers.Count - 1 ? layer : Math.Max(layer, lastReader);
            StoredTensor shape = tensors[tensor];
            int channelBytes = shape.Format == 0 ? (shape.Channels + 7) / 8 : shape.Channels;
            planned.Add(new PlannedTensor(tensor, shape.Height * shape.Width * channelBytes, layer, last) { InPlaceOf = Replaceable(model, layer) });
        }

        ArenaPlan plan = ArenaPlanner.Plan(planned);
        foreach ((int tensor, int offset) in plan.Offsets)
        {
            model.Layers[tensor - 1].OutputOffset = offset;
        }

        model.ArenaBytes = plan.Bytes;
        return plan;
    }

    // Add reads a pixel of both inputs before it writes the pixel: the output may take over a summand nobody reads later.
    private static int Replaceable(ModelDefinition model, int layer)
    {
        LayerDefinition add = model.Layers[layer];
        if (add.Operator != Operator.Add)
        {
            return -1;
        }

        return new[] { add.Input, add.Input2 }
            .Where(tensor => tensor > 0 && model.Layers[tensor - 1].OutputFormat == add.OutputFormat)
            .FirstOrDefault(tensor => model.Layers.FindLastIndex(l => l.Input == tensor || l.Input2 == tensor) == layer, -1);
    }
}
