using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Reflection;
using SfOAuth.Connections;
using SfOAuth.Errors;

namespace SfOAuth.Output;

/// <summary>
/// What an error is about, in words that may be shown: the ErrorRecord's target, and what a remedy names.
/// </summary>
internal sealed class ErrorContext
{
    /// <summary>The connection; null when none is involved.</summary>
    internal string? Connection { get; init; }

    /// <summary>Whether the connection is only being made: signing in again takes more than its name then.</summary>
    internal bool IsNew { get; init; }

    /// <summary>
    /// The login URL as it was understood; null before that. What was typed may hold a password or a code.
    /// </summary>
    internal string? LoginUrl { get; set; }

    /// <summary>Whether environment variables say what parameters say elsewhere.</summary>
    internal bool FromEnvironment { get; init; }

    /// <summary>The redirect URI of a code exchange.</summary>
    internal string? RedirectUri { get; set; }

    /// <summary>The parameters of the command that runs: a remedy names no other's.</summary>
    internal IReadOnlyCollection<string> Parameters { get; set; } = [];

    /// <summary>What the server said; null where it did not refuse.</summary>
    internal ProtocolException? Refusal { get; set; }

    /// <summary>Whether the request may have reached the server; true where nothing tells.</summary>
    internal bool MayHaveArrived { get; set; } = true;

    /// <summary>
    /// Whether the call of a resource does no harm when it is made again; null for a request of OAuth.
    /// </summary>
    internal bool? IsRepeatable { get; set; }

    internal string? Target => Connection ?? LoginUrl;

    /// <summary>The host, as a remedy names it.</summary>
    internal string Host => (LoginUrl ?? Refusal?.Host) is string host ? $"'{host}'" : "the host";

    /// <summary>
    /// About a connection, if this can be the name of one. What can't may be a token in the wrong place, and is not
    /// repeated.
    /// </summary>
    internal static ErrorContext For(string? connection, bool isNew = false, bool fromEnvironment = false) =>
        new()
        {
            FromEnvironment = fromEnvironment,
            Connection = connection is not null && ConnectionName.IsValid(connection) ? connection : null,
            IsNew = isNew,
        };

    /// <summary>The same, about an error of this command.</summary>
    internal ErrorContext Of(Exception exception, Type command)
    {
        Refusal = exception as ProtocolException;
        if (exception is TransportException failure)
            (MayHaveArrived, IsRepeatable) = (failure.MayHaveBeenProcessed, failure.IsRepeatable);
        Parameters =
        [
            .. command
                .GetProperties()
                .Where(property => property.IsDefined(typeof(ParameterAttribute)))
                .Select(property => property.Name),
        ];
        return this;
    }

    internal bool Has(string parameter) => Parameters.Contains(parameter);

    /// <summary>One text where the command has the parameter, and another where it has not.</summary>
    internal string If(string parameter, string with, string without = "") => Has(parameter) ? with : without;

    /// <summary>Whether the server's words hold these.</summary>
    internal bool Said(string words) =>
        Refusal?.ErrorDescription?.IndexOf(words, StringComparison.OrdinalIgnoreCase) >= 0;
}
