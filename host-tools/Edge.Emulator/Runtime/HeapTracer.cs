using System.Runtime.CompilerServices;

namespace Edge.Emulator.Runtime;

/// <summary>The mark phase: adds up the bytes of everything that can be reached.</summary>
internal sealed class HeapTracer(EmulatorState state)
{
    private readonly HashSet<object> marked = new(ReferenceEqualityComparer.Instance);
    private readonly Stack<object> pending = new();

    /// <summary>Bytes of the objects visited so far.</summary>
    public long LiveBytes { get; private set; }

    /// <summary>Objects visited so far.</summary>
    public int LiveObjects => marked.Count;

    /// <summary>Marks an object and, later, all it refers to.</summary>
    public void Visit(object? reference)
    {
        if (reference is not null && marked.Add(reference))
        {
            pending.Push(reference);
        }
    }

    /// <summary>Follows references until nothing new is found.</summary>
    public void Drain()
    {
        while (pending.TryPop(out object? reference))
        {
            Follow(reference);
        }
    }

    private void Follow(object reference)
    {
        switch (reference)
        {
            case ITraced traced:
                LiveBytes += traced.HeapBytes();
                traced.Trace(this);
                break;
            case string text:
                LiveBytes += state.IsLiteral(text) ? HeapLayout.Literal : HeapLayout.String(text);
                break;
            case Array array:
                FollowArray(array);
                break;
            case Delegate target:
                LiveBytes += HeapLayout.Delegate;
                Visit(target.Target);
                break;
            case Exception:
                LiveBytes += HeapLayout.Exception;
                break;
            case System.Collections.ArrayList list:
                LiveBytes += HeapLayout.Object(4) + HeapLayout.Array(list.Capacity, HeapLayout.Block);
                foreach (object? item in list)
                {
                    Visit(item);
                }

                break;
            default:
                LiveBytes += HeapLayout.BoxedPrimitive;
                break;
        }
    }

    private void FollowArray(Array array)
    {
        Type element = array.GetType().GetElementType()!;
        (int bytes, int objects) = state.ElementSize(element);
        LiveBytes += HeapLayout.Array(array.Length, bytes) + ((long)array.Length * objects);
        if (array is object?[] references)
        {
            foreach (object? item in references)
            {
                Visit(item);
            }
        }
        else if (objects > 0 && typeof(ITraced).IsAssignableFrom(element))
        {
            foreach (object item in array)
            {
                ((ITraced)item).Trace(this);
            }
        }
    }
}
