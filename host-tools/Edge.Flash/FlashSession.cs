using Edge.Boards;
using Edge.Flash.Links;
using Edge.Flash.Plans;

namespace Edge.Flash;

/// <summary>One connection to one device: the steps of a run, with their attempts and events.</summary>
internal sealed class FlashSession
{
    private const int SameAnswerTries = 5;
    private readonly IFlashRoute route;
    private readonly IProgress<FlashEvent>? progress;
    private readonly List<string> notices = [];
    private FlashOperation operation;

    internal FlashSession(IFlashRoute route, ILinkClock clock, IProgress<FlashEvent>? progress)
    {
        this.route = route;
        this.progress = progress;
        Clock = clock;
        Attempts = new Attempts(route.Recover, Notice);
    }

    internal IFlashRoute Route => route;

    internal ILinkClock Clock { get; }

    internal Attempts Attempts { get; }

    internal IReadOnlyList<string> Notices => notices;

    /// <summary>The plan being executed, once it exists; says what an interruption leaves behind.</summary>
    internal FlashPlan? Plan { get; private set; }

    internal FlashOperation Operation => operation;

    /// <summary>Whether anything was erased or written, so that a run that ends now leaves the device changed.</summary>
    internal bool Changed { get; private set; }

    internal void Report(FlashOperation now, long done, long total)
    {
        operation = now;
        Changed |= now is FlashOperation.Erase or FlashOperation.Write;
        progress?.Report(new FlashEvent(now, done, total));
    }

    internal void Notice(string text)
    {
        notices.Add(text);
        progress?.Report(new FlashEvent(operation, 0, 0, text));
    }

    /// <summary>Connects and asks the device what it is. Where answers carry no checksum, two in a row must be the same.</summary>
    internal DeviceFacts Identify()
    {
        Report(FlashOperation.Connect, 0, 1);
        Attempts.Run("connecting", route.Connect);
        Report(FlashOperation.Identify, 0, 1);
        DeviceFacts facts = Attempts.Run("identifying the device", route.Identify);
        for (int i = 0; !route.AnswersAreChecked; i++)
        {
            DeviceFacts again = Attempts.Run("identifying the device", route.Identify);
            if (again.Describe() == facts.Describe())
            {
                break;
            }

            facts = i < SameAnswerTries ? again : throw DeviceErrors.LinkFailed("identifying the device", i, new LinkFaultException("identifying the device", "the same answer twice", "a different one each time"));
        }

        Report(FlashOperation.Identify, 1, 1);
        return facts;
    }

    /// <summary>Makes the plan for a connected device, after holding the board entry against it.</summary>
    internal FlashPlan PlanFor(FlashRequest request, DeviceFacts facts)
    {
        Board board = request.Board ?? BoardComparison.Choose(request.Catalog, facts);
        BoardComparison.Require(board, facts);
        FlashRoute entry = RouteChoice.Of(board, route.Kind);
        Plan = FlashPlanner.Plan(board, entry, request.Image, request.Options, facts);
        request.Planned?.Invoke(Plan);
        return Plan;
    }

    /// <summary>Restarts the device. What is proven stays so if this fails: then it is a notice.</summary>
    internal void Restart()
    {
        Report(FlashOperation.Reset, 0, 1);
        try
        {
            Attempts.Run("restarting the device", route.Restart, attempts: 2);
            Report(FlashOperation.Reset, 1, 1);
        }
        catch (FlashException exception)
        {
            Notice($"the device was not seen to restart ({exception.Message}); press its reset button");
        }
    }
}
