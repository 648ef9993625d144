using Edge.Errors;

namespace Edge.Train.PostTraining;

/// <summary>A network that a post-training scheme cannot quantize. Exit code 3.</summary>
public sealed class QuantizationException(string code, string message) : EdgeException(ExitCode.Input, code, message);
