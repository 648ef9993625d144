using System.Runtime.InteropServices;

namespace Edge.Flash.Usb;

/// <summary>The functions of libusb-1.0 that control transfers to one device need.</summary>
internal static partial class LibUsb
{
    internal const int ErrorIo = -1;
    internal const int ErrorAccess = -3;
    internal const int ErrorNoDevice = -4;
    internal const int ErrorTimeout = -7;
    internal const int ErrorPipe = -9;

    private const string Library = "usb-1.0";

    static LibUsb() => NativeLibrary.SetDllImportResolver(typeof(LibUsb).Assembly, Resolve);

    [StructLayout(LayoutKind.Sequential, Pack = 1)]
    internal struct DeviceDescriptor
    {
        internal byte Length;
        internal byte Type;
        internal ushort UsbVersion;
        internal byte Class;
        internal byte Subclass;
        internal byte Protocol;
        internal byte PacketSize;
        internal ushort Vendor;
        internal ushort Product;
        internal ushort DeviceVersion;
        internal byte ManufacturerName;
        internal byte ProductName;
        internal byte SerialNumber;
        internal byte Configurations;
    }

    [LibraryImport(Library, EntryPoint = "libusb_init")]
    internal static partial int Initialize(out nint context);

    [LibraryImport(Library, EntryPoint = "libusb_exit")]
    internal static partial void Exit(nint context);

    [LibraryImport(Library, EntryPoint = "libusb_get_device_list")]
    internal static partial nint GetDevices(nint context, out nint list);

    [LibraryImport(Library, EntryPoint = "libusb_free_device_list")]
    internal static partial void FreeDevices(nint list, int unreference);

    [LibraryImport(Library, EntryPoint = "libusb_get_device_descriptor")]
    internal static partial int GetDescriptor(nint device, out DeviceDescriptor descriptor);

    [LibraryImport(Library, EntryPoint = "libusb_open")]
    internal static partial int Open(nint device, out nint handle);

    [LibraryImport(Library, EntryPoint = "libusb_close")]
    internal static partial void Close(nint handle);

    [LibraryImport(Library, EntryPoint = "libusb_set_auto_detach_kernel_driver")]
    internal static partial int DetachKernelDriver(nint handle, int enable);

    [LibraryImport(Library, EntryPoint = "libusb_claim_interface")]
    internal static partial int Claim(nint handle, int number);

    [LibraryImport(Library, EntryPoint = "libusb_control_transfer")]
    internal static partial int Control(nint handle, byte type, byte request, ushort value, ushort index, Span<byte> data, ushort length, uint milliseconds);

    private static nint Resolve(string name, System.Reflection.Assembly assembly, DllImportSearchPath? path)
    {
        if (name != Library)
        {
            return 0;
        }

        foreach (string candidate in (string[])["libusb-1.0.so.0", "libusb-1.0.so", "libusb-1.0.dylib", "libusb-1.0.0.dylib", "/opt/homebrew/lib/libusb-1.0.dylib", "libusb-1.0.dll"])
        {
            if (NativeLibrary.TryLoad(candidate, assembly, null, out nint handle))
            {
                return handle;
            }
        }

        return 0;
    }
}
