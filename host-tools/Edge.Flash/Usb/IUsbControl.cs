using Edge.Flash.Links;

namespace Edge.Flash.Usb;

/// <summary>How a control transfer ended.</summary>
public enum UsbStatus
{
    /// <summary>It succeeded.</summary>
    Ok,

    /// <summary>The device refused it.</summary>
    Stalled,

    /// <summary>The device did not answer in time.</summary>
    TimedOut,

    /// <summary>The device is gone.</summary>
    Lost,
}

/// <summary>The eight bytes that start a control transfer, without the length.</summary>
/// <param name="Type">bmRequestType: direction, kind and recipient.</param>
/// <param name="Request">bRequest.</param>
/// <param name="Value">wValue.</param>
/// <param name="Index">wIndex.</param>
public readonly record struct UsbSetup(byte Type, byte Request, ushort Value, ushort Index)
{
    /// <summary>Whether the device sends the data.</summary>
    public bool IsIn => (Type & 0x80) != 0;
}

/// <summary>The seam to USB: control transfers to one device, which is all that DFU uses.</summary>
public interface IUsbControl : IDisposable
{
    /// <summary>What messages call it.</summary>
    string Name { get; }

    /// <summary>The time that transfers and polls wait by.</summary>
    ILinkClock Clock { get; }

    /// <summary>Runs one control transfer.</summary>
    /// <param name="setup">The request.</param>
    /// <param name="data">Sent, or filled by the device.</param>
    /// <param name="timeout">The longest it may take.</param>
    /// <param name="count">How many bytes went either way.</param>
    UsbStatus Transfer(UsbSetup setup, Span<byte> data, TimeSpan timeout, out int count);
}
