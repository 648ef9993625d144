using static Edge.Formats.Format;
using static Edge.Formats.Writing.Checks;

namespace Edge.Formats.Writing;

/// <summary>FORMAT.md sections 4 and 7: epilogues. What a kind does not use must be absent, lest it be lost in the file.</summary>
internal static class EpilogueChecks
{
    public static void Check(LayerDefinition layer, TensorShape input, string field)
    {
        EpilogueDefinition? epilogue = layer.Epilogue;
        if (layer.Operator is Operator.MaxPool)
        {
            Require(epilogue is null, Status.ShapeMismatch, $"{field}.epilogue", "none for max pool", epilogue?.Kind);
            return;
        }

        Require(epilogue is not null, Status.ShapeMismatch, $"{field}.epilogue", "one", epilogue);
        Require(Enum.IsDefined(epilogue!.Kind), Status.OutOfRange, $"{field}.epilogue.kind", "0 .. 3", (int)epilogue.Kind);
        bool threshold = epilogue.Kind is EpilogueKind.Threshold;
        Require(
            (layer.OutputFormat == FormatRaw) == (epilogue.Kind is EpilogueKind.Raw),
            Status.ShapeMismatch, $"{field}.epilogue.kind", "raw exactly where the output's format is 32", epilogue.Kind);
        Require(
            layer.OutputFormat != FormatBits || (threshold && epilogue.Thresholds.All(t => t.Length == 1) && epilogue.Levels is null),
            Status.ShapeMismatch, $"{field}.epilogue", "one threshold and no level table where the output is bits", epilogue.Kind);
        Require(threshold || epilogue.Thresholds.Length == 0, Status.ShapeMismatch, $"{field}.epilogue", "thresholds in a threshold epilogue alone", epilogue.Kind);
        Require(threshold || epilogue.Levels is null, Status.ShapeMismatch, $"{field}.epilogue.levels", "a level table in a threshold epilogue alone", epilogue.Kind);
        if (threshold)
        {
            CheckThresholds(epilogue, layer, field);
        }
        else
        {
            CheckArithmetic(epilogue, layer.OutputChannels, field);
        }
    }

    private static void CheckThresholds(EpilogueDefinition epilogue, LayerDefinition layer, string field)
    {
        CheckCount(epilogue.Thresholds.Length, layer.OutputChannels, $"{field}.epilogue.thresholds");
        CheckAbsent(epilogue.Multipliers is null && epilogue.Addends is null && epilogue.Shift == 0, epilogue, field);
        int n = epilogue.Thresholds[0].Length;
        Require(n is >= 1 and <= MaxThresholds, Status.OutOfRange, $"{field}.epilogue.argument", $"1 .. {MaxThresholds} thresholds", n);
        for (int channel = 0; channel < epilogue.Thresholds.Length; channel++)
        {
            int[] row = epilogue.Thresholds[channel];
            Require(row.Length == n, Status.ShapeMismatch, $"{field}.epilogue.thresholds[{channel}]", $"{n} thresholds, as channel 0 has", row.Length);
            for (int i = 1; i < n; i++)
            {
                Require(row[i - 1] <= row[i], Status.OutOfRange, $"{field}.epilogue.thresholds[{channel}][{i}]", $"ascending, at least {row[i - 1]}", row[i]);
            }
        }

        int most = layer.OutputFormat == FormatBits ? 1 : (1 << layer.OutputFormat) - 1;
        if (epilogue.Levels is null)
        {
            Require(n <= most, Status.ShapeMismatch, $"{field}.epilogue.argument", $"at most {most} thresholds, the largest output", n);
            return;
        }

        Require(epilogue.Levels.Length == n + 1, Status.ShapeMismatch, $"{field}.epilogue.levels", $"{n + 1} levels", epilogue.Levels.Length);
        for (int i = 0; i <= n; i++)
        {
            Require(epilogue.Levels[i] <= most, Status.OutOfRange, $"{field}.epilogue.levels[{i}]", $"0 .. {most}", epilogue.Levels[i]);
        }
    }

    private static void CheckArithmetic(EpilogueDefinition epilogue, int channels, string field)
    {
        int count = epilogue.Addends?.Length ?? 0;
        switch (epilogue.Kind)
        {
            case EpilogueKind.Requantize:
                CheckCount(count, channels, $"{field}.epilogue.addends");
                CheckShift(epilogue.Shift, MaxRequantizeShift, field);
                Require(
                    epilogue.Multipliers?.Length == count,
                    Status.ShapeMismatch, $"{field}.epilogue.multipliers", $"{count}, as many as addends", epilogue.Multipliers?.Length);
                return;
            case EpilogueKind.Shift:
                CheckCount(count, channels, $"{field}.epilogue.addends");
                CheckShift(epilogue.Shift, MaxAccumulatorShift, field);
                CheckAbsent(epilogue.Multipliers is null, epilogue, field);
                break;
            default:
                CheckAbsent(epilogue.Shift == 0, epilogue, field);
                Require(
                    epilogue.Multipliers is null || epilogue.Multipliers.Length == count,
                    Status.ShapeMismatch, $"{field}.epilogue.multipliers", $"none, or {count}, as many as addends", epilogue.Multipliers?.Length);
                if (epilogue.Addends is null)
                {
                    return;
                }

                CheckCount(count, channels, $"{field}.epilogue.addends");
                break;
        }

        for (int i = 0; i < count; i++)
        {
            Require(epilogue.Addends![i] == (int)epilogue.Addends[i], Status.OutOfRange, $"{field}.epilogue.addends[{i}]", "a 32-bit integer", epilogue.Addends[i]);
        }
    }

    private static void CheckCount(int count, int channels, string field) =>
        Require(count == 1 || count == channels, Status.ShapeMismatch, field, $"1 or {channels}, one a channel", count);

    private static void CheckShift(int shift, int most, string field) =>
        Require(shift >= 0 && shift <= most, Status.OutOfRange, $"{field}.epilogue.argument", $"a shift of 0 .. {most}", shift);

    private static void CheckAbsent(bool absent, EpilogueDefinition epilogue, string field) =>
        Require(absent, Status.ShapeMismatch, $"{field}.epilogue", "nothing the kind does not use", epilogue.Kind);
}
