using System.Text.Json.Nodes;
using Edge.Boards;
using Edge.Flash;
using Edge.Flash.Plans;

namespace Edge.Cli.Verbs;

/// <summary>Plans, devices and results of flashing as JSON.</summary>
internal static class FlashJson
{
    public static JsonObject Of(FlashResult result) => new()
    {
        ["plan"] = Of(result.Plan)["plan"]!.DeepClone(),
        ["device"] = Of(result.Facts),
        ["proof"] = ProofText.Code(result.Proof),
        ["seconds"] = Math.Round(result.Elapsed.TotalSeconds, 3),
        ["repeated"] = result.Repeated,
        ["notices"] = new JsonArray([.. result.Notices.Select(notice => JsonValue.Create(notice))]),
    };

    public static JsonObject Of(FlashPlan plan) => new()
    {
        ["plan"] = new JsonObject
        {
            ["board"] = plan.Board.Id,
            ["route"] = RouteNames.NameOf(plan.Route.Kind),
            ["as"] = plan.Delivery == Delivery.File ? "file" : "app",
            ["image"] = new JsonObject { ["name"] = plan.Image.Name, ["bytes"] = plan.Image.Bytes.Length, ["crc32"] = $"{plan.Image.Crc32:X8}" },
            ["file"] = plan.File is not { } file ? null : new JsonObject { ["path"] = file.Path, ["chunkBytes"] = file.ChunkBytes, ["layout"] = file.Layout == StorageLayout.NameLength ? "old" : "new" },
            ["segments"] = new JsonArray([.. plan.Segments.Select(segment => (JsonNode)new JsonObject
            {
                ["address"] = $"0x{segment.Address:X8}",
                ["bytes"] = segment.Length,
                ["imageOffset"] = segment.ImageOffset,
                ["imageBytes"] = segment.ImageLength,
            })]),
            ["restart"] = plan.Restart,
            ["estimateSeconds"] = Math.Round(plan.Estimate.TotalSeconds, 1),
            ["lines"] = new JsonArray([.. plan.Lines().Select(line => JsonValue.Create(line))]),
        },
    };

    public static JsonObject Of(DeviceFacts facts) => new()
    {
        ["route"] = RouteNames.NameOf(facts.Route),
        ["chip"] = facts.Chip,
        ["chipNumber"] = facts.ChipNumber is { } number ? $"0x{number:X}" : null,
        ["target"] = facts.Target,
        ["firmware"] = facts.Firmware?.ToString(),
        ["managedHeapBytes"] = facts.ManagedHeapBytes,
        ["packetBytes"] = facts.PacketBytes,
        ["packetCrc"] = facts.PacketCrc,
        ["regions"] = new JsonArray([.. facts.Regions.Select(region => (JsonNode)new JsonObject
        {
            ["use"] = region.Use.ToString().ToLowerInvariant(),
            ["at"] = $"0x{region.At:X8}",
            ["bytes"] = region.Size,
        })]),
    };
}
