using Edge.Boards;

namespace Edge.Flash.Plans;

/// <summary>A rough time for a plan: the line, one round trip a message, and typical erase times of the chips' data sheets.</summary>
internal static class PlanEstimate
{
    private const double RoundTripSeconds = 0.012;
    private const double EspEraseSecondsPerByte = 0.15 / 65536;
    private const double StmEraseSecondsPerByte = 1.0 / 131072;

    internal static TimeSpan Of(FlashPlan plan, FlashOptions options)
    {
        int baud = options.Baud ?? (plan.Route.Baud.Count > 0 ? plan.Route.Baud[0] : 1_000_000);
        double bytesPerSecond = baud / 10.0;
        if (plan.File is { } file)
        {
            int messages = (plan.Image.Bytes.Length + file.ChunkBytes - 1) / file.ChunkBytes;
            return TimeSpan.FromSeconds(plan.Image.Bytes.Length / bytesPerSecond + messages * (RoundTripSeconds + 64 / bytesPerSecond));
        }

        long region = plan.Segments.Sum(segment => (long)segment.Length);
        bool readsBack = plan.Route.Kind is RouteKind.Stm32Uart or RouteKind.Dfuse;
        int chunk = plan.Route.Kind == RouteKind.Stm32Uart ? 256 : 1024;
        double erase = region * (plan.Board.Platform == "ESP32" ? EspEraseSecondsPerByte : StmEraseSecondsPerByte);
        double write = plan.Image.Bytes.Length / bytesPerSecond + plan.Image.Bytes.Length / chunk * RoundTripSeconds;
        double verify = readsBack ? region / bytesPerSecond + region / chunk * RoundTripSeconds : plan.Segments.Count * RoundTripSeconds;
        return TimeSpan.FromSeconds(erase + write + verify);
    }
}
