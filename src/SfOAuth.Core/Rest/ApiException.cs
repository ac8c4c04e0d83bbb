using System;
using System.Collections.Generic;
using System.Linq;

namespace SfOAuth.Rest;

/// <summary>A resource refused. There can be several reasons at once, as with a record that has two wrong fields.</summary>
public sealed class ApiException : Exception
{
    private const string SessionId = "INVALID_SESSION_ID";
    private const string DeadToken = "Bad_OAuth_Token";

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

    /// <summary>Whether a new access token, and nothing else, is what is missing.</summary>
    public bool IsSessionExpired => Errors.Any(error
        => (Status == 401 && error.Code == SessionId && !_otherCauses.Any(cause => error.Message.IndexOf(cause, StringComparison.OrdinalIgnoreCase) >= 0))
        || (Status is 401 or 403 && error.Message == DeadToken));
}
