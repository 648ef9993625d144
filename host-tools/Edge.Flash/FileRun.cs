using Edge.Flash.Plans;

namespace Edge.Flash;

/// <summary>Executes a plan that puts a file on the device's drive, and asks the program on the device what it has read.</summary>
internal sealed class FileRun(FlashSession session, FlashPlan plan)
{
    private const int Rounds = 3;
    private const int SilentRounds = 2;
    private static readonly TimeSpan ListenFirst = TimeSpan.FromSeconds(4);
    private readonly IFileRoute route = (IFileRoute)session.Route;
    private readonly PlanFile file = plan.File!;
    private readonly FileReport expected = new(plan.File!.Path, plan.Image.Bytes.Length, plan.Image.Crc32);

    /// <summary>Sends the file and proves it.</summary>
    /// <exception cref="FlashException">It cannot be sent, or what the device reports is something else, or nothing confirms it.</exception>
    internal Proof Execute(FlashOptions options, CancellationToken cancellation)
    {
        FileReport? report = null;
        for (int round = 1; round <= Rounds; round++)
        {
            Send(cancellation);
            report = Restarted(options, cancellation);
            if (report is not null && Confirms(report))
            {
                return Proof.AppReport;
            }

            if (report is null && (route.PacketsAreChecked || round == SilentRounds))
            {
                break;
            }

            session.Notice(report is null ? "no report from the device app; sending the file again" : $"the device app reports {Text(report)}; sending the file again");
        }

        return report is not null ? throw Wrong(report)
            : route.PacketsAreChecked ? Proof.PacketCrc
            : options.AcceptUnproven ? Proof.None
            : throw DeviceErrors.Unproven(file.Path);
    }

    /// <summary>Compares without writing: listens to the device app, and restarts it once where it is silent.</summary>
    internal Proof Verify(FlashOptions options, CancellationToken cancellation)
    {
        session.Report(FlashOperation.Verify, 0, 1);
        FileReport? report = route.AwaitReport(expected, ListenFirst);
        if (report is null && options.Restart)
        {
            report = Restarted(options, cancellation);
        }

        return report is null ? throw DeviceErrors.NoReport(file.Path)
            : Confirms(report) ? Proof.AppReport
            : throw Wrong(report);
    }

    private void Send(CancellationToken cancellation)
    {
        session.Report(FlashOperation.Write, 0, plan.Image.Bytes.Length);
        session.Attempts.Run($"writing {file.Path}", () => route.SendFile(file, plan.Image.Bytes, done =>
        {
            cancellation.ThrowIfCancellationRequested();
            session.Report(FlashOperation.Write, done, plan.Image.Bytes.Length);
        }));
    }

    private FileReport? Restarted(FlashOptions options, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        if (options.Restart)
        {
            session.Restart();
        }

        session.Report(FlashOperation.Verify, 0, 1);
        FileReport? report = route.AwaitReport(expected, options.ReportTimeout);
        session.Report(FlashOperation.Verify, 1, 1);
        return report;
    }

    private bool Confirms(FileReport report) => report.Size == expected.Size && report.Crc32 == expected.Crc32;

    private FlashException Wrong(FileReport report) => DeviceErrors.VerifyFailed($"as its app reports of {file.Path}", Text(expected), Text(report));

    private static string Text(FileReport report) => $"{report.Size} bytes with CRC-32 {report.Crc32:X8}";
}
