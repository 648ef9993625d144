using Edge.Device;
using Edge.Emulator.Subset;
using Edge.Formats;
using Edge.Formats.Writing;
using Edge.Testing;

namespace Edge.Emulator.Tests;

/// <summary>The device runtime's own assemblies in the emulator.</summary>
public class DeviceRuntimeTests
{
    private const int Networks = 500;
    private const string Session = "Edge.Device.InferenceSession";
    private static readonly string[] Assemblies = [typeof(Format).Assembly.Location, typeof(InferenceSession).Assembly.Location];

    private static readonly EmulatorOptions Options = new()
    {
        AllocationForbidden = [Session + ".Run"],
        Regions = [new RegionMethod(Session + ".RunLayer", 0)],
    };

    [Fact]
    public void Keeps_to_the_subset() => Assert.Empty(SubsetChecker.Check(Assemblies));

    [Fact]
    public void Gives_the_same_integers_as_DotNet_for_random_networks_and_allocates_nothing_in_Run()
    {
        EmulatorSession emulator = EmulatorSession.Load(Assemblies, Options);
        for (int seed = 0; seed < Networks; seed++)
        {
            ModelDefinition model = RandomNetwork.Generate(seed);
            byte[] file = ReferenceWriter.Write(model);
            Assert.Equal(Status.Ok, InferenceSession.Open(new ByteArraySource(file), out InferenceSession session));
            byte[] input = StoredTensor.Pack(ReferenceShape.OfModel(model)[0], RandomNetwork.InputValues(model, seed));
            int[] expected = new int[session.OutputLength];
            Assert.Equal(Status.Ok, session.Run(input, expected));
            Assert.Equal(expected, RunEmulated(emulator, file, input));
        }
    }

    private static int[] RunEmulated(EmulatorSession emulator, byte[] file, byte[] input)
    {
        object source = emulator.Create("Edge.Device.ByteArraySource", file);
        object?[] opened = [source, null];
        Assert.Equal(0, Convert.ToInt32(emulator.Invoke(Session, "Open", opened)));
        object session = opened[1]!;
        int[] output = new int[(int)emulator.Invoke(session, "get_OutputLength")!];
        Assert.Equal(0, Convert.ToInt32(emulator.Invoke(session, "Run", input, output)));
        emulator.Release(source);
        emulator.Release(session);
        return output;
    }
}
