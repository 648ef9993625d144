using System.Runtime.InteropServices;
using Edge.Flash.Links;

namespace Edge.Flash.Usb;

/// <summary>A USB device through libusb, which is loaded when first needed.</summary>
internal sealed class LibUsbControl : IUsbControl
{
    private readonly nint context;
    private nint handle;

    private LibUsbControl(string name, nint context, nint handle)
    {
        Name = name;
        this.context = context;
        this.handle = handle;
    }

    public string Name { get; }

    public ILinkClock Clock { get; } = new SystemClock();

    /// <summary>Opens the only device with an identity.</summary>
    /// <param name="id">As <c>vvvv:pppp</c>.</param>
    /// <exception cref="FlashException">libusb is missing, no such device, or no permission.</exception>
    internal static LibUsbControl Open(string id)
    {
        try
        {
            if (LibUsb.Initialize(out nint context) != 0)
            {
                throw PortErrors.UsbLibraryMissing("libusb cannot reach the USB of this system");
            }

            try
            {
                return Find(context, id);
            }
            catch
            {
                LibUsb.Exit(context);
                throw;
            }
        }
        catch (Exception exception) when (exception is DllNotFoundException or EntryPointNotFoundException)
        {
            throw PortErrors.UsbLibraryMissing(exception.Message);
        }
    }

    public UsbStatus Transfer(UsbSetup setup, Span<byte> data, TimeSpan timeout, out int count)
    {
        int result = LibUsb.Control(handle, setup.Type, setup.Request, setup.Value, setup.Index, data, (ushort)data.Length, (uint)timeout.TotalMilliseconds);
        count = Math.Max(result, 0);
        return result switch
        {
            >= 0 => UsbStatus.Ok,
            LibUsb.ErrorPipe => UsbStatus.Stalled,
            LibUsb.ErrorTimeout => UsbStatus.TimedOut,
            _ => UsbStatus.Lost,
        };
    }

    public void Dispose()
    {
        if (handle != 0)
        {
            LibUsb.Close(handle);
            LibUsb.Exit(context);
            handle = 0;
        }
    }

    private static LibUsbControl Find(nint context, string id)
    {
        nint total = LibUsb.GetDevices(context, out nint list);
        List<nint> matching = [];
        try
        {
            for (int i = 0; i < total; i++)
            {
                nint device = Marshal.ReadIntPtr(list, i * nint.Size);
                if (LibUsb.GetDescriptor(device, out LibUsb.DeviceDescriptor descriptor) == 0 && $"{descriptor.Vendor:x4}:{descriptor.Product:x4}" == id)
                {
                    matching.Add(device);
                }
            }

            if (matching.Count != 1)
            {
                throw PortErrors.NoUsbDevice(id, matching.Count == 0 ? $"{Math.Max(total, 0)} other USB devices" : $"{matching.Count} of them: leave only one connected");
            }

            int result = LibUsb.Open(matching[0], out nint handle);
            if (result != 0)
            {
                throw result == LibUsb.ErrorAccess ? PortErrors.UsbPermission(id) : PortErrors.NoUsbDevice(id, $"libusb error {result}");
            }

            LibUsb.DetachKernelDriver(handle, 1);
            LibUsb.Claim(handle, 0);
            return new LibUsbControl($"usb:{id}", context, handle);
        }
        finally
        {
            if (total >= 0)
            {
                LibUsb.FreeDevices(list, 1);
            }
        }
    }
}
