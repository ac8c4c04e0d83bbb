using System;
using System.Collections.Generic;
using System.Linq;

namespace SfOAuth.Rest;

/// <summary>
/// A resource refused. There can be several reasons at once, as with a record that has two wrong fields.
/// </summary>
public sealed class ApiException : Exception
{
    private const string DeadToken = "Bad_OAuth_Token";

    // The REST API's code, and that of Bulk API 1.0, which comes with status 400.
    private static readonly string[] _sessionCodes = ["INVALID_SESSION_ID", "InvalidSessionId"];

    // They come with the code of an expired session, and no new session helps.
    private static readonly string[] _otherCauses = ["not valid for use with", "not attached to Agent"];

    internal ApiException(int status, IReadOnlyList<ApiError> errors)
        : base(string.Join(" ", errors.Select(error => error.Message)))
    {
        Status = status;
        Errors = errors;
    }

    /// <summary>The HTTP status.</summary>
    public int Status { get; }

    /// <summary>At least one.</summary>
    public IReadOnlyList<ApiError> Errors { get; }

    /// <summary>
    /// Whether a new access token is what is missing, as far as can be told: APIs have many words for a dead one, and
    /// status 401 in common.
    /// </summary>
    public bool IsSessionExpired => Errors.Any(MeansExpired);

    /// <summary>What was refused; for a query of many pages the page.</summary>
    internal string? Call { get; init; }

    private bool MeansExpired(ApiError error)
    {
        if (_otherCauses.Any(cause => error.Message.IndexOf(cause, StringComparison.OrdinalIgnoreCase) >= 0))
            return false;
        return Status == 401 || _sessionCodes.Contains(error.Code) || (Status == 403 && error.Message == DeadToken);
    }
}
