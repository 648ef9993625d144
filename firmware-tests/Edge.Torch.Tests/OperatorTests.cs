using System.Reflection;
using TorchSharp.Native;

namespace Edge.Torch.Tests;

public class OperatorTests
{
    [Fact]
    public void Finds_every_operator_it_uses_in_the_installed_libtorch()
    {
        FieldInfo[] fields = typeof(Operators).GetFields(BindingFlags.NonPublic | BindingFlags.Static);
        List<string> missing = [];
        foreach (Operator op in fields.Select(field => (Operator)field.GetValue(null)!))
        {
            try
            {
                op.Find();
            }
            catch (TorchException failure)
            {
                missing.Add($"{op.Name}: {failure.Message}");
            }
        }
        Assert.True(fields.Length > 150, $"only {fields.Length} operators were found by reflection");
        Assert.Empty(missing);
    }
}
