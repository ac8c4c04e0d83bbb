using System;
using System.IO;

namespace SfOAuth.Tests;

/// <summary>Where the sources are. Not from the compiler: the paths it knows are the same for every clone.</summary>
internal static class Repository
{
    internal static string Root { get; } = Find(AppContext.BaseDirectory);

    private static string Find(string folder) =>
        File.Exists(Path.Combine(folder, "SfOAuth.sln"))
            ? folder
            : Find(
                Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("No SfOAuth.sln above the tests.")
            );
}
