using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>Moves modules between element types; the module itself is changed and returned.</summary>
public static class ModuleExtensionMethods
{
    public static T to<T>(this T module, ScalarType type, bool non_blocking = false) where T : nn.Module
    {
        module.Convert(type);
        return module;
    }

    public static T to<T>(this T module, Device device, ScalarType type, bool non_blocking = false) where T : nn.Module => module.to(type);

    public static T to<T>(this T module, DeviceType deviceType, int deviceIndex = -1, bool non_blocking = false) where T : nn.Module =>
        module.to(new Device(deviceType, deviceIndex));

    public static T to<T>(this T module, Device device, bool non_blocking = false) where T : nn.Module => module;

    public static T to<T>(this T module, string device, bool non_blocking = false) where T : nn.Module => module.to(new Device(device));

    public static T cpu<T>(this T module, bool non_blocking = false) where T : nn.Module => module;

    public static T @float<T>(this T module, bool non_blocking = false) where T : nn.Module => module.to(ScalarType.Float32);

    public static T @double<T>(this T module, bool non_blocking = false) where T : nn.Module => module.to(ScalarType.Float64);
}
