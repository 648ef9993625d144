namespace Edge.Formats.Writing;

/// <summary>A MessagePack value of an application's own type, carried and never interpreted.</summary>
public sealed record MessagePackExtension(sbyte Type, byte[] Data);
