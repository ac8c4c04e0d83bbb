using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace SfOAuth.Tests;

/// <summary>What the tests use and .NET Framework does not have.</summary>
internal static class NewerMembers
{
    internal static Task CancelAsync(this CancellationTokenSource source) => Task.Run(source.Cancel);

    internal static bool Contains(this string text, string value, StringComparison comparison) =>
        text.IndexOf(value, comparison) >= 0;

    internal static string Replace(this string text, string value, string replacement, StringComparison comparison) =>
        comparison == StringComparison.Ordinal ? text.Replace(value, replacement) : throw new NotSupportedException();

    internal static string[] Split(this string text, string separator, int count = int.MaxValue) =>
        text.Split([separator], count, StringSplitOptions.None);

    internal static IEnumerable<T> Order<T>(this IEnumerable<T> items, IComparer<T> comparer) =>
        items.OrderBy(item => item, comparer);

    internal static Task WriteAsync(this Stream stream, byte[] bytes, CancellationToken cancellationToken) =>
        stream.WriteAsync(bytes, 0, bytes.Length, cancellationToken);

    internal static async Task<T> WaitAsync<T>(this Task<T> task, TimeSpan time) =>
        await Task.WhenAny(task, Task.Delay(time)) == task ? await task : throw new TimeoutException();
}
