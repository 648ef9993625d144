using Edge.Boards;
using Edge.Errors;
using Edge.Flash.Links;
using Edge.Flash.Plans;
using Edge.Flash.Usb;

namespace Edge.Flash;

/// <summary>
/// The way in: plan, flash, verify, identify. Nothing here prints; what happens is reported as <see cref="FlashEvent"/>s,
/// what fails is a <see cref="FlashException"/>.
/// </summary>
public sealed class FlashService
{
    private readonly Func<string, IByteLink> openLink;
    private readonly Func<string, IUsbControl> openUsb;

    /// <summary>Works on the ports of this machine.</summary>
    public FlashService()
        : this(SerialPorts.Open, LibUsbControl.Open)
    {
    }

    /// <summary>Works on given links, for example on simulated boards.</summary>
    /// <param name="openLink">Opens a port by name.</param>
    /// <param name="openUsb">Opens a USB device by its identity.</param>
    public FlashService(Func<string, IByteLink> openLink, Func<string, IUsbControl>? openUsb = null)
    {
        this.openLink = openLink;
        this.openUsb = openUsb ?? LibUsbControl.Open;
    }

    /// <summary>The plan from the board entry alone, without a device.</summary>
    /// <exception cref="FlashException">The image does not fit, or the board does not take it this way.</exception>
    public static FlashPlan PlanWithoutDevice(Board board, RouteKind? via, FlashImage image, FlashOptions options) =>
        FlashPlanner.Plan(board, RouteChoice.Of(board, via ?? board.Routes[0].Kind), image, options);

    /// <summary>The plan for a connected device: connects and asks, writes nothing.</summary>
    /// <exception cref="FlashException">The port, the device or the image does not allow it.</exception>
    public FlashPlan Plan(FlashRequest request, IProgress<FlashEvent>? progress = null, CancellationToken cancellation = default) =>
        Run(request, progress, cancellation, session => session.PlanFor(request, session.Identify()));

    /// <summary>Writes, proves, restarts. Returns only when the device gave the proof in the result.</summary>
    /// <exception cref="FlashException">Everything else; its exit code and its code tell what.</exception>
    public FlashResult Flash(FlashRequest request, IProgress<FlashEvent>? progress = null, CancellationToken cancellation = default) =>
        Run(request, progress, cancellation, session =>
        {
            DeviceFacts facts = session.Identify();
            FlashPlan plan = session.PlanFor(request, facts);
            cancellation.ThrowIfCancellationRequested();
            if (plan.File is not null)
            {
                return Result(session, facts, new FileRun(session, plan).Execute(request.Options, cancellation));
            }

            Proof proof = new SegmentRun(session, plan).Execute(cancellation);
            if (plan.Restart)
            {
                session.Restart();
            }

            return Result(session, facts, proof);
        });

    /// <summary>Compares what the device holds with the image. Writes nothing; a file is compared by what the device app reports.</summary>
    /// <exception cref="FlashException"><c>verify-mismatch</c>, or the port or the device does not allow it.</exception>
    public FlashResult Verify(FlashRequest request, IProgress<FlashEvent>? progress = null, CancellationToken cancellation = default) =>
        Run(request, progress, cancellation, session =>
        {
            DeviceFacts facts = session.Identify();
            FlashPlan plan = session.PlanFor(request, facts);
            Proof proof = plan.File is not null
                ? new FileRun(session, plan).Verify(request.Options, cancellation)
                : new SegmentRun(session, plan).Verify(cancellation);
            return Result(session, facts, proof);
        });

    /// <summary>What the device on a port says of itself. Writes nothing.</summary>
    /// <exception cref="FlashException">The port or the device does not allow it.</exception>
    public DeviceFacts Identify(FlashRequest request, IProgress<FlashEvent>? progress = null, CancellationToken cancellation = default) =>
        Run(request, progress, cancellation, session => session.Identify());

    private static FlashResult Result(FlashSession session, DeviceFacts facts, Proof proof) =>
        new(session.Plan!, facts, proof, session.Clock.Now, session.Attempts.Repeated, session.Notices);

    private T Run<T>(FlashRequest request, IProgress<FlashEvent>? progress, CancellationToken cancellation, Func<FlashSession, T> steps)
    {
        RouteKind kind = RouteChoice.KindOf(request);
        if (kind == RouteKind.Dfuse)
        {
            using IUsbControl usb = openUsb(RouteChoice.UsbIdOf(request));
            using GuardedUsb guardedUsb = new(usb, request.Options.Deadline, cancellation);
            return Guarded(new FlashSession(RouteChoice.Make(guardedUsb), usb.Clock, progress), steps);
        }

        using IByteLink link = openLink(request.Port);
        using GuardedLink guarded = new(link, request.Options.Deadline, cancellation);
        return Guarded(new FlashSession(RouteChoice.Make(request, kind, guarded), link.Clock, progress), steps);
    }

    private static T Guarded<T>(FlashSession session, Func<FlashSession, T> steps)
    {
        try
        {
            return steps(session);
        }
        catch (OperationCanceledException)
        {
            (string state, string advice) = InterruptedState.Of(session);
            throw DeviceErrors.Interrupted(state, advice);
        }
        catch (FlashException exception) when (exception.Exit == ExitCode.Link && session.Changed)
        {
            throw exception.With(InterruptedState.Of(session).State);
        }
    }
}
