using System.Text.RegularExpressions;

namespace Edge.Formats.Tests.Conformance;

public partial class DocumentTests
{
    [ForeignFact(Foreign.PythonMsgpack)]
    public void The_page_s_example_prints_what_the_page_says()
    {
        Match example = Example().Match(File.ReadAllText(Path.Combine(Repository.Root, "docs", "format.md")));
        Assert.True(example.Success);
        string[] printed = Foreign.RunPython(example.Groups[1].Value, Repository.Root);
        Assert.Equal(example.Groups[2].Value.Split('\n', StringSplitOptions.RemoveEmptyEntries), printed);
    }

    [GeneratedRegex("```python\n(.*?)```\n\n```text\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Example();
}
