namespace TorchSharp;

/// <summary>
/// Owns the tensors that are created on its thread while it is the innermost scope, and disposes them when it ends. What must outlive it
/// is moved to the scope around it or detached from all scopes.
/// </summary>
public sealed class DisposeScope : IDisposable
{
    private readonly HashSet<IDisposable> owned = new(ReferenceEqualityComparer.Instance);

    internal DisposeScope(DisposeScope? outer) => Outer = outer;

    internal DisposeScope? Outer { get; set; }

    /// <summary>A copy of what the scope owns now.</summary>
    public IReadOnlyList<IDisposable> DisposablesView => [.. owned];

    /// <summary>How many objects the scope owns now.</summary>
    public int DisposablesCount => owned.Count;

    /// <summary>Whether the scope owns the object.</summary>
    public bool Contains(IDisposable disposable) => owned.Contains(disposable);

    /// <summary>Hands the object to the scope around this one; without one it belongs to no scope.</summary>
    public T MoveToOuter<T>(T disposable) where T : IDisposable => MoveToOther(Outer, disposable);

    public (T1 first, T2 second) MoveToOuter<T1, T2>(T1 first, T2 second) where T1 : IDisposable where T2 : IDisposable =>
        (MoveToOuter(first), MoveToOuter(second));

    public (T1 first, T2 second, T3 third) MoveToOuter<T1, T2, T3>(T1 first, T2 second, T3 third)
        where T1 : IDisposable where T2 : IDisposable where T3 : IDisposable =>
        (MoveToOuter(first), MoveToOuter(second), MoveToOuter(third));

    public void MoveToOuter(params IDisposable[] disposables) => MoveToOuter((IEnumerable<IDisposable>)disposables);

    public void MoveToOuter(IEnumerable<IDisposable> disposables) => MoveToOther(Outer, disposables);

    /// <summary>Hands the object to another scope, or to none.</summary>
    public T MoveToOther<T>(DisposeScope? scope, T disposable) where T : IDisposable
    {
        owned.Remove(disposable);
        scope?.owned.Add(disposable);
        SetOwner(disposable, scope);
        return disposable;
    }

    public void MoveToOther(DisposeScope? scope, params IDisposable[] disposables) => MoveToOther(scope, (IEnumerable<IDisposable>)disposables);

    public void MoveToOther(DisposeScope? scope, IEnumerable<IDisposable> disposables)
    {
        foreach (IDisposable disposable in disposables) MoveToOther(scope, disposable);
    }

    /// <summary>Takes the object out of all scopes: its holder disposes it.</summary>
    public T Detach<T>(T disposable) where T : IDisposable => MoveToOther(null, disposable);

    public (T1 first, T2 second) Detach<T1, T2>(T1 first, T2 second) where T1 : IDisposable where T2 : IDisposable =>
        (Detach(first), Detach(second));

    public (T1 first, T2 second, T3 third) Detach<T1, T2, T3>(T1 first, T2 second, T3 third)
        where T1 : IDisposable where T2 : IDisposable where T3 : IDisposable =>
        (Detach(first), Detach(second), Detach(third));

    public void Detach(params IDisposable[] disposables) => Detach((IEnumerable<IDisposable>)disposables);

    public void Detach(IEnumerable<IDisposable> disposables)
    {
        foreach (IDisposable disposable in disposables) Detach(disposable);
    }

    /// <summary>Takes the object over from whichever scope owns it.</summary>
    public void Attach(IDisposable disposable)
    {
        if (disposable is torch.Tensor { OwningDisposeScope: { } owner }) owner.owned.Remove(disposable);
        owned.Add(disposable);
        SetOwner(disposable, this);
    }

    public void Attach(params IDisposable[] disposables) => Attach((IEnumerable<IDisposable>)disposables);

    public IReadOnlyList<IDisposable> Attach(IEnumerable<IDisposable> disposables)
    {
        List<IDisposable> attached = [.. disposables];
        foreach (IDisposable disposable in attached) Attach(disposable);
        return attached;
    }

    /// <summary>Disposes all the scope owns; it stays open.</summary>
    public void DisposeEverything() => DisposeEverythingBut([]);

    /// <summary>Disposes all the scope owns but these.</summary>
    public void DisposeEverythingBut(IEnumerable<IDisposable> inKeep)
    {
        HashSet<IDisposable> keep = new(inKeep, ReferenceEqualityComparer.Instance);
        IDisposable[] all = [.. owned];
        owned.IntersectWith(keep);
        foreach (IDisposable disposable in all)
        {
            if (keep.Contains(disposable)) continue;
            SetOwner(disposable, null);
            disposable.Dispose();
        }
    }

    public void DisposeEverythingBut(params IDisposable[] keep) => DisposeEverythingBut((IEnumerable<IDisposable>)keep);

    public T DisposeEverythingBut<T>(T keep) where T : IDisposable
    {
        DisposeEverythingBut([keep]);
        return keep;
    }

    /// <summary>Forgets an object that was disposed by itself.</summary>
    public void MarkAsDisposed(IDisposable disposable)
    {
        owned.Remove(disposable);
        SetOwner(disposable, null);
    }

    /// <summary>Disposes all the scope owns and closes it.</summary>
    public void Dispose()
    {
        foreach (IDisposable disposable in owned)
        {
            SetOwner(disposable, null);
            disposable.Dispose();
        }
        owned.Clear();
        DisposeScopeManager.Close(this);
    }

    internal void Add(torch.Tensor tensor) => owned.Add(tensor);

    private static void SetOwner(IDisposable disposable, DisposeScope? owner)
    {
        if (disposable is torch.Tensor tensor) tensor.OwningDisposeScope = owner;
    }
}

/// <summary>The stack of open scopes of each thread.</summary>
public class DisposeScopeManager
{
    [ThreadStatic] private static DisposeScope? current;

    /// <summary>The innermost open scope of this thread.</summary>
    internal static DisposeScope? Current => current;

    internal static DisposeScope Open() => current = new DisposeScope(current);

    /// <summary>Takes a scope off the stack; scopes that end out of order are unlinked where they stand.</summary>
    internal static void Close(DisposeScope scope)
    {
        if (current == scope)
        {
            current = scope.Outer;
            return;
        }
        for (DisposeScope? inner = current; inner is not null; inner = inner.Outer)
        {
            if (inner.Outer == scope) inner.Outer = scope.Outer;
        }
    }
}

public static partial class torch
{
    /// <summary>Opens a scope that owns the tensors created from now on; dispose it to dispose them.</summary>
    public static DisposeScope NewDisposeScope() => DisposeScopeManager.Open();

    /// <summary>The innermost open scope of this thread, or null.</summary>
    public static DisposeScope? CurrentDisposeScope => DisposeScopeManager.Current;

    /// <summary>Evaluates an expression and disposes every tensor it made but the result.</summary>
    public static Tensor WrappedTensorDisposeScope(Func<Tensor> expr)
    {
        using DisposeScope scope = NewDisposeScope();
        return expr().MoveToOuterDisposeScope();
    }
}
