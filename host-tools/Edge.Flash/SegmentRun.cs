using System.Globalization;
using Edge.Flash.Plans;

namespace Edge.Flash;

/// <summary>Executes a plan of segments: erase, write, ask for proof, and do again what is not proven.</summary>
internal sealed class SegmentRun(FlashSession session, FlashPlan plan)
{
    private const int Rounds = 3;
    private readonly ReadOnlyMemory<byte> image = plan.Image.Bytes;
    private readonly long regionBytes = plan.Segments.Sum(segment => (long)segment.Length);

    /// <summary>Writes everything and proves it.</summary>
    /// <exception cref="FlashException">It cannot be written, or not be proven.</exception>
    internal Proof Execute(CancellationToken cancellation)
    {
        session.Attempts.Run("preparing the device", session.Route.Begin);
        Erase(cancellation);
        long written = 0;
        foreach (PlanSegment segment in plan.Segments.Where(segment => segment.ImageLength > 0))
        {
            cancellation.ThrowIfCancellationRequested();
            Write(segment, written, erased: true);
            written += segment.ImageLength;
        }

        IReadOnlyList<(PlanSegment Segment, SegmentDifference Difference)> wrong = Compare(plan.Segments, cancellation);
        for (int round = 1; wrong.Count > 0 && round < Rounds; round++)
        {
            foreach ((PlanSegment segment, SegmentDifference difference) in wrong)
            {
                cancellation.ThrowIfCancellationRequested();
                session.Notice($"{difference.Found}; writing this segment again");
                Write(segment, 0, erased: false);
            }

            wrong = Compare([.. wrong.Select(item => item.Segment)], cancellation);
        }

        if (wrong.Count == 0)
        {
            return session.Route.Proof;
        }

        // Every attempt left some segment as if nothing had been done to it.
        (PlanSegment first, SegmentDifference last) = wrong[0];
        throw last.Untouched ? DeviceErrors.WriteProtected(last.Address, first.Length) : Failed(wrong);
    }

    /// <summary>Compares without writing.</summary>
    /// <exception cref="FlashException"><c>verify-mismatch</c>.</exception>
    internal Proof Verify(CancellationToken cancellation)
    {
        IReadOnlyList<(PlanSegment Segment, SegmentDifference Difference)> wrong = Compare(plan.Segments, cancellation);
        return wrong.Count == 0 ? session.Route.Proof : throw Failed(wrong);
    }

    private void Erase(CancellationToken cancellation)
    {
        long done = 0;
        session.Report(FlashOperation.Erase, 0, regionBytes);
        foreach (PlanSegment segment in plan.Segments)
        {
            cancellation.ThrowIfCancellationRequested();
            session.Attempts.Run($"erasing at 0x{segment.Address:X8}", () => session.Route.Erase(segment));
            done += segment.Length;
            session.Report(FlashOperation.Erase, done, regionBytes);
        }
    }

    // An attempt that failed half way leaves bytes behind, and flash takes new ones only after erasing.
    private void Write(PlanSegment segment, long before, bool erased)
    {
        bool blank = erased;
        session.Attempts.Run($"writing at 0x{segment.Address:X8}", () =>
        {
            if (!blank)
            {
                session.Route.Erase(segment);
            }

            blank = false;
            if (segment.ImageLength > 0)
            {
                session.Route.Write(segment, image, done => session.Report(FlashOperation.Write, before + done, image.Length));
            }
        });
    }

    private List<(PlanSegment Segment, SegmentDifference Difference)> Compare(IReadOnlyList<PlanSegment> segments, CancellationToken cancellation)
    {
        List<(PlanSegment, SegmentDifference)> wrong = [];
        long total = segments.Sum(segment => (long)segment.Length);
        long done = 0;
        session.Report(FlashOperation.Verify, 0, total);
        foreach (PlanSegment segment in segments)
        {
            cancellation.ThrowIfCancellationRequested();
            if (session.Attempts.Run($"verifying at 0x{segment.Address:X8}", () => session.Route.Verify(segment, image)) is { } difference)
            {
                wrong.Add((segment, difference));
            }

            done += segment.Length;
            session.Report(FlashOperation.Verify, done, total);
        }

        return wrong;
    }

    private FlashException Failed(IReadOnlyList<(PlanSegment Segment, SegmentDifference Difference)> wrong)
    {
        string count = wrong.Count.ToString(CultureInfo.InvariantCulture);
        return DeviceErrors.VerifyFailed(
            $"{count} of {plan.Segments.Count} segments differ",
            $"{plan.Image.Name}, {plan.Image.Bytes.Length} bytes, from 0x{plan.Segments[0].Address:X8} on, and erased flash after it",
            wrong[0].Difference.Found);
    }
}
