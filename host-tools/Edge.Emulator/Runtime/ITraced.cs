namespace Edge.Emulator.Runtime;

/// <summary>Implemented by every emulated class and struct: how a collection finds what an object refers to.</summary>
internal interface ITraced
{
    /// <summary>Passes the references in the fields to <see cref="HeapTracer.Visit"/>.</summary>
    void Trace(HeapTracer tracer);

    /// <summary>Bytes on the device's heap, nested structs included.</summary>
    int HeapBytes();
}
