namespace TorchSharp.Utils;

/// <summary>The name a field's component is registered under, where it shall differ from the field's.</summary>
[AttributeUsage(AttributeTargets.Field)]
public class ComponentNameAttribute : Attribute
{
    public string? Name { get; set; }
}
