using System.Text.Json;

namespace Edge.Boards;

/// <summary>Reads board entries; <see cref="BoardRules"/> then checks what one entry says against itself and the others.</summary>
internal static class BoardReader
{
    private const int SchemaVersion = 1;

    internal static IReadOnlyList<Board> Read(string file, byte[] json)
    {
        using JsonDocument document = Parse(file, json);
        JsonNodeReader root = new(file, "the file", document.RootElement);
        root.OptionalText("$schema");
        root.OptionalText("comment");
        int version = root.Count("schema", 1);
        if (version != SchemaVersion)
        {
            throw root.Error("boards-schema-version", "this version of Edge reads another schema", SchemaVersion.ToString(), version.ToString());
        }

        List<Board> boards = [];
        foreach (JsonElement item in root.List("boards", 1))
        {
            boards.Add(ReadBoard(NameOf(root, item, boards.Count)));
        }

        root.Finish();
        BoardRules.Check(file, boards);
        return boards;
    }

    private static JsonDocument Parse(string file, byte[] json)
    {
        try
        {
            return JsonDocument.Parse(json, new JsonDocumentOptions { AllowTrailingCommas = false, CommentHandling = JsonCommentHandling.Disallow });
        }
        catch (JsonException exception)
        {
            throw BoardErrors.Invalid(file, $"line {exception.LineNumber + 1}", "boards-not-json", "this is not JSON", "a JSON object", exception.Message);
        }
    }

    private static JsonNodeReader NameOf(JsonNodeReader root, JsonElement item, int index)
    {
        bool named = item.ValueKind == JsonValueKind.Object && item.TryGetProperty("id", out JsonElement id) && id.ValueKind == JsonValueKind.String;
        return root.Item(named ? $"board {item.GetProperty("id").GetString()}" : $"board number {index + 1}", item);
    }

    private static Board ReadBoard(JsonNodeReader node)
    {
        Board board = new()
        {
            Id = node.Text("id"),
            Aliases = node.OptionalTexts("aliases"),
            Name = node.Text("name"),
            Target = node.Text("target"),
            Platform = node.Text("platform"),
            Tier = node.OneOf("tier", ("reference", BoardTier.Reference), ("community", BoardTier.Community), ("source-only", BoardTier.SourceOnly)),
            Chip = ReadChip(node.Object("chip")),
            FlashAt = node.Hex("flashAt"),
            FlashBytes = node.Count("flashBytes", 1),
            FlashSectors = node.Has("flashSectors") ? ReadRuns(node, "flashSectors") : [],
            ManagedHeap = ReadHeap(node.Object("managedHeap")),
            Regions = [.. node.List("regions", 1).Select((item, i) => ReadRegion(node.Item($"region {i + 1}", item)))],
            Routes = [.. node.List("flash", 1).Select((item, i) => RouteReader.Read(node.Item($"flash {i + 1}", item)))],
            Usb = node.OptionalTexts("usb"),
            Interpreter = ReadInterpreter(node.Object("interpreter")),
            Sources = node.Texts("sources", 1),
            Notes = node.OptionalTexts("notes"),
        };
        node.Finish();
        return board;
    }

    private static Chip ReadChip(JsonNodeReader node)
    {
        Chip chip = new()
        {
            Name = node.Text("name"),
            Core = node.Text("core"),
            Isa = node.OneOf("isa", ("xtensa", "xtensa"), ("riscv32", "riscv32"), ("armv6-m", "armv6-m"), ("armv7e-m", "armv7e-m"), ("armv8-m", "armv8-m")),
            ClockMHz = node.OptionalCount("clockMHz", 1),
            EspChipId = node.OptionalCount("espChipId"),
            EspMagic = node.OptionalHex("espMagic"),
            Stm32Pid = (int?)node.OptionalHex("stm32Pid"),
        };
        node.Finish();
        return chip;
    }

    private static ManagedHeap ReadHeap(JsonNodeReader node)
    {
        HeapKind kind = node.OneOf("kind", ("runtime", HeapKind.Runtime), ("psram", HeapKind.Psram), ("linker", HeapKind.Linker));
        bool linker = kind == HeapKind.Linker;
        IReadOnlyList<int> estimate = node.Counts("estimate", 2);
        if (estimate.Count != 2 || estimate[0] > estimate[1])
        {
            throw node.Error("boards-heap-estimate", "the estimate must be a low and a high number of bytes", "[low, high]", $"[{string.Join(", ", estimate)}]");
        }

        ManagedHeap heap = new()
        {
            Kind = kind,
            Rule = linker ? null : node.Text("rule"),
            Reserve = node.Count("reserve"),
            Region = linker ? node.Text("region") : null,
            RegionBytes = linker ? node.Count("regionBytes", 1) : null,
            UpperBound = linker ? node.Count("upperBound", 1) : null,
            EstimateLow = estimate[0],
            EstimateHigh = estimate[1],
            Basis = node.Text("basis"),
        };
        node.Finish();
        return heap;
    }

    private static Region ReadRegion(JsonNodeReader node)
    {
        int size = node.Count("size", 1);
        IReadOnlyList<EraseRun> runs = [];
        if (node.Has("eraseBlock"))
        {
            int bytes = node.Count("eraseBlock", 1);
            runs = size % bytes == 0
                ? [new EraseRun(size / bytes, bytes)]
                : throw node.Error("boards-erase-blocks", "the size is no multiple of eraseBlock", $"a multiple of {bytes}", size.ToString());
        }

        if (node.Has("eraseRuns"))
        {
            runs = runs.Count == 0
                ? ReadRuns(node, "eraseRuns")
                : throw node.Error("boards-erase-blocks", "eraseBlock and eraseRuns exclude each other", "one of the two", "both");
        }

        Region region = new()
        {
            Use = node.OneOf("use", ("booter", RegionUse.Booter), ("config", RegionUse.Config), ("clr", RegionUse.Clr), ("deploy", RegionUse.Deploy), ("files", RegionUse.Files)),
            At = node.Hex("at"),
            Size = size,
            EraseRuns = runs,
            Drive = node.OptionalText("drive"),
        };
        node.Finish();
        return region;
    }

    private static IReadOnlyList<EraseRun> ReadRuns(JsonNodeReader node, string key) =>
        [.. node.List(key, 1).Select(item => ReadRun(node, key, item))];

    private static EraseRun ReadRun(JsonNodeReader node, string key, JsonElement item)
    {
        bool pair = item.ValueKind == JsonValueKind.Array && item.GetArrayLength() == 2 && item.EnumerateArray().All(number => number.ValueKind == JsonValueKind.Number && number.TryGetInt32(out int value) && value > 0);
        return pair
            ? new EraseRun(item[0].GetInt32(), item[1].GetInt32())
            : throw node.Error("boards-erase-blocks", $"'{key}' must be pairs of count and bytes", "[count, bytes]", item.GetRawText());
    }

    private static InterpreterSpeed ReadInterpreter(JsonNodeReader node)
    {
        IReadOnlyList<double> range = node.Numbers("microsecondsPerInstruction", 2);
        if (range.Count != 2 || !(range[0] > 0) || range[0] > range[1])
        {
            throw node.Error("boards-interpreter", "the speed must be a low and a high number of microseconds above zero", "[low, high]", $"[{string.Join(", ", range)}]");
        }

        bool measured = node.OneOf("label", ("estimate", false), ("measured", true));
        InterpreterSpeed speed = new(range[0], range[1], measured, node.Text("basis"));
        node.Finish();
        return speed;
    }
}
