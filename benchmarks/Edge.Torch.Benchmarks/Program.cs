using System.Diagnostics;
using System.Globalization;
using Edge.Torch.Benchmarks;
using static TorchSharp.torch;

// What an epoch costs through Edge.Torch and in direct C++: processor time, taken in turns within one run, one thread.
// Usage: OPENBLAS_NUM_THREADS=1 dotnet run -c Release --project benchmarks/Edge.Torch.Benchmarks [-- ROUNDS [IMAGES]]
int rounds = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 3;
long images = args.Length > 1 ? long.Parse(args[1], CultureInfo.InvariantCulture) : 60_000;
if (Environment.GetEnvironmentVariable("OPENBLAS_NUM_THREADS") != "1")
{
    Console.Error.WriteLine("OPENBLAS_NUM_THREADS must be 1 before the process starts");
    return 2;
}
set_num_threads(1);
string direct = Compile();
bool met = true;
Console.WriteLine($"libtorch {__version__}, {images} images of 28 x 28, batches of 128, Adam; processor seconds of an epoch");
foreach (string kind in new[] { "mlp", "cnn" })
{
    List<double> ratios = [];
    for (int round = 0; round < rounds; round++)
    {
        // The one that goes first alternates, so that neither gains from what else the machine does.
        (double Seconds, float Last, double Sum) managed = default, native = default;
        if (round % 2 == 0) managed = Training.Run(kind, images, round);
        native = Direct(kind, images, round);
        if (round % 2 == 1) managed = Training.Run(kind, images, round);
        bool equal = managed.Last == native.Last && managed.Sum == native.Sum;
        met &= equal;
        ratios.Add(managed.Seconds / native.Seconds);
        Console.WriteLine($"{kind} round {round + 1}: C# {managed.Seconds:f2} s, C++ {native.Seconds:f2} s, ratio {ratios[^1]:f3}; last loss {managed.Last:g9} and {native.Last:g9}: {(equal ? "equal" : "DIFFERENT")}");
    }
    ratios.Sort();
    double median = ratios[ratios.Count / 2];
    met &= median <= 1.10;
    Console.WriteLine($"{kind}: median ratio {median:f3} (at most 1.10), tensors alive {Tensor.TotalCount}");
}
return met ? 0 : 1;

static string Compile()
{
    string folder = AppContext.BaseDirectory, program = Path.Combine(folder, "direct"), source = Path.Combine(folder, "direct.cpp");
    if (File.Exists(program) && File.GetLastWriteTimeUtc(program) > File.GetLastWriteTimeUtc(source)) return program;
    // The same allocator settings as the managed process has (edge_memory.cpp), so that only the managed layer differs.
    Capture("g++", ["-O2", "-std=c++17", "-o", program, source, Path.Combine(folder, "edge_memory.cpp"), "-ltorch_cpu", "-lc10"]);
    return program;
}

(double, float, double) Direct(string kind, long count, long seed)
{
    string[] parts = Capture(direct, [kind, $"{count}", $"{seed}"]).Split(' ');
    return (Number(parts[0]), float.Parse(parts[1], CultureInfo.InvariantCulture), Number(parts[2]));
}

static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

static string Capture(string program, string[] arguments)
{
    using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
    string output = process.StandardOutput.ReadToEnd();
    process.WaitForExit();
    return process.ExitCode == 0 ? output.Trim() : throw new InvalidOperationException($"{program} ended with {process.ExitCode}");
}
