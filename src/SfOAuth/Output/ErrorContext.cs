using SfOAuth.Connections;
using SfOAuth.Hosts;

namespace SfOAuth.Output;

/// <summary>What an error is about, in words that may be shown: the ErrorRecord's target, and what a remedy names.</summary>
internal sealed class ErrorContext
{
    /// <summary>The connection; null when none is involved.</summary>
    internal string? Connection { get; init; }

    /// <summary>Whether the connection is only being made: signing in again takes more than its name then.</summary>
    internal bool IsNew { get; init; }

    /// <summary>The login URL as it was understood; null before that. What was typed may hold a password or a code.</summary>
    internal string? LoginUrl { get; set; }

    /// <summary>The redirect URI of a code exchange.</summary>
    internal string? RedirectUri { get; set; }

    /// <summary>About a connection, if this can be the name of one. What can't may be a token in the wrong place, and is not repeated.</summary>
    internal static ErrorContext For(string? connection, bool isNew = false)
        => new() { Connection = connection is not null && ConnectionName.IsValid(connection) ? connection : null, IsNew = isNew };

    internal string? Target => Connection ?? LoginUrl;
}
