using Edge.Device.Kernels;

namespace Edge.Pack.Inspection;

/// <summary>The names of <see cref="Variant"/> for people.</summary>
public static class VariantName
{
    public static string Of(int variant) => variant switch
    {
        Variant.MatrixBytes or Variant.MatrixBits or Variant.MatrixMixed or Variant.Depthwise => "as in the file",
        Variant.MaxPool or Variant.AveragePool or Variant.Add => "",
        Variant.ConvPositions => "pairs over positions",
        Variant.ConvRows => "triples over positions",
        Variant.DenseTernary => "as in the file, with ranges",
        Variant.DenseFields => "two masks a weight",
        Variant.DepthwiseChannels => "masks over channels",
        Variant.ProductLanes => "lanes of outputs",
        Variant.ProductRows => "lanes of outputs, inputs in locals",
        Variant.AddTable or Variant.AddLine or Variant.AverageTable => "",
        Variant.ConvLists => "lists of the weights that are not 0",
        Variant.DepthwiseTaps => "one integer a weight",
        Variant.PowerPositions => "as in the file, over positions",
        Variant.Native => "native",
        _ => $"variant {variant}",
    };
}
