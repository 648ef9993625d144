using Edge.Errors;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>The processor.</summary>
    public static readonly Device CPU = new(DeviceType.CPU);

    /// <summary>Names a device, such as "cpu".</summary>
    public static Device device(string description) => new(description);

    /// <summary>Names a device by kind and number.</summary>
    public static Device device(DeviceType deviceType, int index = -1) => new(deviceType, index);

    /// <summary>Whether a CUDA device can be used: never, the library drives the processor only.</summary>
    public static bool cuda_is_available() => false;

    /// <summary>Makes sure the device can be used.</summary>
    public static void InitializeDeviceType(DeviceType deviceType) => _ = new Device(deviceType);

    /// <summary>Says whether the device can be used.</summary>
    public static bool TryInitializeDeviceType(DeviceType deviceType) => deviceType == DeviceType.CPU;

    /// <summary>Makes sure the device can be used; null stands for the processor.</summary>
    public static Device InitializeDevice(Device? device) => device ?? CPU;

    /// <summary>A place where tensors live.</summary>
    public class Device
    {
        /// <exception cref="EdgeException">torch-device: it is not the processor.</exception>
        public Device(string description)
            : this(description == "cpu" ? DeviceType.CPU : throw Unsupported(description))
        {
        }

        /// <exception cref="EdgeException">torch-device: it is not the processor.</exception>
        public Device(DeviceType deviceType, int index = -1)
        {
            if (deviceType != DeviceType.CPU) throw Unsupported(deviceType.ToString());
            this.index = index;
        }

        /// <summary>The kind of device.</summary>
        public DeviceType type => DeviceType.CPU;

        /// <summary>Its number, or -1 where there is only one.</summary>
        public int index { get; }

        public static implicit operator Device(string description) => new(description);

        public override string ToString() => "cpu";

        private static EdgeException Unsupported(string found) => new(ExitCode.Usage, "torch-device", $"No device {found}")
        {
            Expected = "cpu",
            Found = found,
            Try = "leave the device out",
        };
    }
}
