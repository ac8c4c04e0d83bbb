using System;
using System.Collections.Generic;

namespace SfOAuth.Connections.Shared;

/// <summary>A blob as it was read.</summary>
/// <param name="Content">ASCII.</param>
/// <param name="Tag">Of this version, for a condition.</param>
/// <param name="Metadata">Names in lower case.</param>
/// <param name="Age">By the service's own clock, how long ago it was last changed.</param>
internal sealed record Blob(string Content, string Tag, IReadOnlyDictionary<string, string> Metadata, TimeSpan Age)
{
    internal static IReadOnlyDictionary<string, string> NoMetadata { get; } = new Dictionary<string, string>();
}

/// <summary>A blob as it is listed.</summary>
/// <param name="Name">With its path.</param>
/// <param name="Metadata">Names in lower case.</param>
internal sealed record BlobEntry(string Name, IReadOnlyDictionary<string, string> Metadata);

/// <summary>What came of asking for a lease.</summary>
internal enum LeaseOutcome
{
    /// <summary>It is ours.</summary>
    Taken,

    /// <summary>It is another's.</summary>
    Held,

    /// <summary>There is no such blob.</summary>
    Missing,
}
