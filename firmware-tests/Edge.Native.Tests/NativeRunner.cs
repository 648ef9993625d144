using System.Diagnostics;
using Edge.Formats;

namespace Edge.Native.Tests;

/// <summary>What the C engine made of a file: statuses, and for each input every layer's stored bytes.</summary>
internal sealed record NativeResult(Status Open, int MemorySize, Status SelfTest, NativeRun[] Runs);

internal sealed record NativeRun(Status Status, byte[][] Layers, int[] Output);

/// <summary>The runner program of Runner/runner.c, which opens and runs files sent to it.</summary>
internal sealed class NativeRunner : IDisposable
{
    private readonly Process _process;
    private readonly BinaryWriter _writer;
    private readonly BinaryReader _reader;
    private readonly Task<string> _errors;

    public NativeRunner(string program)
    {
        ProcessStartInfo start = new(program) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        _process = Process.Start(start) ?? throw new InvalidOperationException($"{program} does not start");
        _writer = new(new BufferedStream(_process.StandardInput.BaseStream, 1 << 16));
        _reader = new(new BufferedStream(_process.StandardOutput.BaseStream, 1 << 16));
        _errors = _process.StandardError.ReadToEndAsync();
    }

    /// <summary>Opens <paramref name="file"/> and runs each input. <paramref name="memory"/> 0: as much as the engine asks for.</summary>
    public NativeResult Run(byte[] file, IReadOnlyList<byte[]> inputs, int memory = 0)
    {
        try
        {
            _writer.Write(memory);
            _writer.Write(inputs.Count);
            Write(file);
            foreach (byte[] input in inputs)
            {
                Write(input);
            }

            _writer.Flush();
            return Read(inputs.Count);
        }
        catch (IOException exception)
        {
            throw new InvalidOperationException($"the runner ended: {_errors.Result}", exception);
        }
    }

    public void Dispose()
    {
        _writer.Dispose();
        _process.WaitForExit();
        _process.Dispose();
    }

    private NativeResult Read(int inputs)
    {
        Status open = (Status)_reader.ReadInt32();
        int memory = _reader.ReadInt32();
        if (open != Status.Ok)
        {
            return new(open, memory, Status.Ok, []);
        }

        Status selfTest = (Status)_reader.ReadInt32();
        int layers = _reader.ReadInt32();
        NativeRun[] runs = new NativeRun[inputs];
        for (int i = 0; i < inputs; i++)
        {
            runs[i] = ReadRun(layers);
        }

        return new(open, memory, selfTest, runs);
    }

    private NativeRun ReadRun(int layers)
    {
        Status status = (Status)_reader.ReadInt32();
        if (status != Status.Ok)
        {
            return new(status, [], []);
        }

        byte[][] tensors = new byte[layers][];
        for (int layer = 0; layer < layers; layer++)
        {
            tensors[layer] = _reader.ReadBytes(_reader.ReadInt32());
        }

        int[] output = new int[_reader.ReadInt32()];
        for (int i = 0; i < output.Length; i++)
        {
            output[i] = _reader.ReadInt32();
        }

        return new(status, tensors, output);
    }

    private void Write(byte[] bytes)
    {
        _writer.Write(bytes.Length);
        _writer.Write(bytes);
    }
}
