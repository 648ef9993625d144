namespace Edge.Flash;

/// <summary>Failures of what was asked, found before any device is touched.</summary>
internal static class ImageErrors
{
    internal static FlashException Missing(string path, Exception inner) =>
        new(FlashFailures.ImageMissing, $"cannot read {path}", inner)
        {
            Expected = "a file to put on the board",
            Found = inner.Message,
            Try = "check the path; edge pack makes model files",
        };

    internal static FlashException Empty(string path) =>
        new(FlashFailures.ImageEmpty, $"{path} is empty")
        {
            Expected = "a model or a deployment image",
            Found = "0 bytes",
            Try = "make it again: edge pack makes model files",
        };

    internal static FlashException TooLarge(string path, long limit) =>
        new(FlashFailures.ImageTooLarge, $"{path} is larger than the flash of any board")
        {
            Expected = $"at most {limit} bytes",
            Found = "more",
            Try = "check the path: a model or an app's .bin is meant",
        };

    internal static FlashException NotAnApp(string name, ImageKind kind) =>
        new(FlashFailures.ImageNotAnApp, $"{name} is not a deployment image, and the deploy region holds nothing else")
        {
            Expected = "nanoFramework assemblies, beginning with NFMRK",
            Found = kind == ImageKind.Model ? "a model: no program on the device could read it there" : "something else",
            Try = "put the model into the app (edge export MODEL --as resource), build it and flash the app's .bin; boards with a drive take the model as a file (--as file --via wire)",
        };

    internal static FlashException NoDrive(string board) =>
        new(FlashFailures.BoardNoDrive, $"{board} has no drive for files")
        {
            Expected = "a board whose firmware has the drive I:",
            Found = "none in its board entry",
            Try = "put the model into the app: edge export MODEL --as resource, build it, edge flash app.bin --as app",
        };

    internal static FlashException NoRoute(string board, string route, string offered) =>
        new(FlashFailures.BoardNoRoute, $"{board} cannot be flashed by {route}")
        {
            Expected = $"one of: {offered}",
            Found = route,
            Try = "choose another --via; edge boards show lists them",
        };

    internal static FlashException FileNeedsWire(string route) =>
        new(FlashFailures.FileNeedsWire, $"files reach a board over its running firmware, not by {route}")
        {
            Expected = "--via wire",
            Found = $"--via {route}",
            Try = "leave out --via, or deliver an app: --as app",
        };

    internal static FlashException BadDevicePath(string path) =>
        new(FlashFailures.FileName, $"'{path}' is not a file name the device takes")
        {
            Expected = @"a drive and a name of printable ASCII, at most 64 characters, such as I:\model.edge",
            Found = path,
            Try = @"name it: --to I:\model.edge",
        };

    internal static FlashException BoardNeeded(string chip, IReadOnlyList<string> candidates) =>
        new(FlashFailures.BoardNeeded, $"several boards have this chip ({chip})")
        {
            Expected = "--board ID",
            Found = candidates.Count == 0 ? "no board that fits what the device says" : string.Join(", ", candidates),
            Try = candidates.Count == 0 ? "add the board to a boards file and name it with --boards" : $"say which one, for example --board {candidates[0]}",
        };
}
