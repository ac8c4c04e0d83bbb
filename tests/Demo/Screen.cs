using System;
using System.Text.RegularExpressions;

namespace SfOAuth.Demo;

/// <summary>How the demo looks.</summary>
internal sealed partial class Screen
{
    private int _step;

    public static void Title(string text) => Console.WriteLine($"{Environment.NewLine}{text}");

    public void Step(string text) => Console.WriteLine($"{Environment.NewLine}{++_step, 2}.  {text}");

    public static void Line(string text) => Console.WriteLine($"     {text}");

    /// <summary>A code is good for one exchange only, and still it is not shown whole.</summary>
    public static void Address(string address) => Line(Middle().Replace(address, "..."));

    [GeneratedRegex("(?<=[?&](code|state)=.{6}).*?(?=(%3D)*(&|$))")]
    private static partial Regex Middle();
}
