using Edge.Flash.Links;

namespace Edge.Flash.Usb;

/// <summary>Bounds a USB device as <see cref="GuardedLink"/> bounds a link: by a deadline and by cancellation between transfers.</summary>
internal sealed class GuardedUsb(IUsbControl inner, TimeSpan deadline, CancellationToken cancellation) : IUsbControl
{
    private readonly TimeSpan start = inner.Clock.Now;
    private TimeSpan? cancelledAt;

    public string Name => inner.Name;

    public ILinkClock Clock => inner.Clock;

    public UsbStatus Transfer(UsbSetup setup, Span<byte> data, TimeSpan timeout, out int count)
    {
        if (Clock.Now - start > deadline)
        {
            throw DeviceErrors.DeadlinePassed("the whole operation", deadline);
        }

        if (cancellation.IsCancellationRequested)
        {
            cancelledAt ??= Clock.Now;
            if (Clock.Now - cancelledAt > GuardedLink.Grace)
            {
                throw new OperationCanceledException(cancellation);
            }
        }

        return inner.Transfer(setup, data, timeout, out count);
    }

    public void Dispose()
    {
    }
}
