using Edge.Train.Trained;

namespace Edge.Pack.Folding;

/// <summary>How many steps of a quantizer a real value passes.</summary>
internal static class CountSteps
{
    public static int Of(StepQuantizer quantizer, double value)
    {
        int low = 0;
        int high = quantizer.Steps.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (quantizer.Inclusive ? value >= quantizer.Steps[middle] : value > quantizer.Steps[middle])
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }
}
