using Edge.Cli.CommandLine;

return await EdgeCommandLine.InvokeAsync(args, Console.Out, Console.Error);
