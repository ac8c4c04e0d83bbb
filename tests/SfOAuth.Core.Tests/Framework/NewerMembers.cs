using System;
using System.Threading;
using System.Threading.Tasks;

namespace SfOAuth.Tests;

/// <summary>What the tests use and .NET Framework does not have.</summary>
internal static class NewerMembers
{
    internal static Task CancelAsync(this CancellationTokenSource source) => Task.Run(source.Cancel);

    internal static bool Contains(this string text, string value, StringComparison comparison) => text.IndexOf(value, comparison) >= 0;

    internal static string Replace(this string text, string value, string replacement, StringComparison comparison)
        => comparison == StringComparison.Ordinal ? text.Replace(value, replacement) : throw new NotSupportedException();
}
