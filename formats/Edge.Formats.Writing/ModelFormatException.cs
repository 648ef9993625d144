namespace Edge.Formats.Writing;

/// <summary>A definition or a file that is not what FORMAT.md says: where, what would have been right, what was there.</summary>
public sealed class ModelFormatException : Exception
{
    /// <param name="status">What a device would answer.</param>
    /// <param name="field">The place in the model, "layers[3].planes[0].levels".</param>
    /// <param name="expected">What would have been right there.</param>
    /// <param name="found">What was there instead.</param>
    public ModelFormatException(Status status, string field, string expected, string found)
        : base($"{field}: expected {expected}, found {found}")
    {
        Status = status;
        Field = field;
        Expected = expected;
        Found = found;
    }

    public Status Status { get; }

    public string Field { get; }

    public string Expected { get; }

    public string Found { get; }
}
