using System;
using System.IO;
using System.Linq;
using SfOAuth.FakeOrg;

namespace SfOAuth.Tests.Rest;

/// <summary>An answer as it was seen: a line with status and content type, and the body below it.</summary>
internal static class RecordedAnswer
{
    internal static Fault Read(string file)
    {
        string[] lines = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Rest", "Answers", file));
        string[] first = lines[0].Split(' ');
        return new Fault
        {
            Action = FaultAction.Status,
            Status = int.Parse(first[0], System.Globalization.CultureInfo.InvariantCulture),
            ContentType = first[1],
            Body = string.Join("\n", lines.Skip(1)),
        };
    }
}
