using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Xunit;

namespace SfOAuth.Tests;

/// <summary>No line of C# is wider than 120 columns. What a raw literal holds is as wide as it is.</summary>
public class WidthTests
{
    private const int Widest = 120;

    [Theory]
    [InlineData("src")]
    [InlineData("tests")]
    public void Each_line_fits(string folder)
    {
        string[] wide = [.. FilesBelow(folder).SelectMany(WideLines)];

        Assert.True(wide.Length == 0, string.Join("\n", wide));
    }

    private static IEnumerable<string> FilesBelow(string folder)
    {
        string root = Path.Combine(Repository.Root, folder);
        string[] files = Directory.GetFiles(root, "*.cs", SearchOption.AllDirectories);
        Assert.NotEmpty(files);
        return files.Where(path => !path.Substring(root.Length).Split(Path.DirectorySeparatorChar).Any(IsMade));
    }

    private static bool IsMade(string part) => part is "bin" or "obj";

    private static IEnumerable<string> WideLines(string path) =>
        File.ReadLines(path)
            .Select((line, index) => (Line: line, Number: index + 1))
            .Where(read =>
                read.Line.Length > Widest && !read.Line.TrimStart().StartsWith("\"\"\"", StringComparison.Ordinal)
            )
            .Select(read => $"{path}:{read.Number} has {read.Line.Length} columns");
}
