using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using SfOAuth.Errors;
using SfOAuth.Formats;

namespace SfOAuth.Protocol;

/// <summary>A successful answer of the token endpoint (RFC 6749, section 5.1, with Salesforce's fields).</summary>
internal sealed class TokenResponse
{
    private static readonly string[] _known =
    [
        ProtocolNames.AccessToken,
        ProtocolNames.RefreshToken,
        ProtocolNames.TokenType,
        ProtocolNames.Scope,
        ProtocolNames.IdToken,
        ProtocolNames.InstanceUrl,
        ProtocolNames.Id,
        ProtocolNames.IssuedAt,
        ProtocolNames.Signature,
        ProtocolNames.ExpiresIn,
        ProtocolNames.SiteUrl,
        ProtocolNames.CommunityUrl,
        ProtocolNames.ApiInstanceUrl,
        ProtocolNames.State,
    ];

    // These speak of the access token they came with, and say nothing of the next one.
    private static readonly string[] _ofOneAnswer =
    [
        ProtocolNames.IssuedAt,
        ProtocolNames.Signature,
        ProtocolNames.ExpiresIn,
        ProtocolNames.TokenType,
        ProtocolNames.State,
    ];

    private static readonly string[] _bases =
    [
        ProtocolNames.InstanceUrl,
        ProtocolNames.SiteUrl,
        ProtocolNames.CommunityUrl,
        ProtocolNames.ApiInstanceUrl,
    ];

    private readonly Dictionary<string, string> _fields;

    private TokenResponse(Dictionary<string, string> fields, string accessToken)
    {
        _fields = fields;
        AccessToken = accessToken;
        RefreshToken = Text(ProtocolNames.RefreshToken);
        IdToken = Text(ProtocolNames.IdToken);
        IssuedAt = Instant.Read(Text(ProtocolNames.IssuedAt));
        ExpiresIn = ReadLifetime(Text(ProtocolNames.ExpiresIn));
    }

    /// <summary>Always there.</summary>
    internal string AccessToken { get; }

    /// <summary>Null unless the app and the request have the scope, or the app rotates refresh tokens.</summary>
    internal string? RefreshToken { get; }

    /// <summary>Null without the scope <c>openid</c>.</summary>
    internal string? IdToken { get; }

    /// <summary>
    /// When the server made the token; Salesforce writes milliseconds, its older pages seconds, and both are read.
    /// </summary>
    internal DateTimeOffset? IssuedAt { get; }

    /// <summary>The lifetime, where the server tells one; Salesforce usually does not.</summary>
    internal TimeSpan? ExpiresIn { get; }

    /// <summary>As received, secrets and all; for the vault.</summary>
    internal IReadOnlyDictionary<string, string> Fields => _fields;

    internal string? TokenType => Text(ProtocolNames.TokenType);

    internal string? Scope => Text(ProtocolNames.Scope);

    internal string? InstanceUrl => Text(ProtocolNames.InstanceUrl);

    internal string? Id => Text(ProtocolNames.Id);

    /// <summary>As received, for the signature covers these characters.</summary>
    internal string? IssuedAtText => Text(ProtocolNames.IssuedAt);

    internal string? Signature => Text(ProtocolNames.Signature);

    // Both generations of the name are in use.
    internal string? SiteUrl => Text(ProtocolNames.SiteUrl) ?? Text(ProtocolNames.CommunityUrl);

    internal string? ApiInstanceUrl => Text(ProtocolNames.ApiInstanceUrl);

    internal IEnumerable<KeyValuePair<string, string>> Additional =>
        _fields.Where(field => !_known.Contains(field.Key));

    /// <exception cref="TransportException">The access token is missing.</exception>
    internal static TokenResponse From(Dictionary<string, string> fields, string host) =>
        fields.TryGetValue(ProtocolNames.AccessToken, out string? token) && token.Length > 0
            ? new TokenResponse(fields, token)
            : throw new TransportException(
                Problem.AnswerIncomplete,
                $"The answer of {host} holds no {ProtocolNames.AccessToken}.",
                mayHaveBeenProcessed: true
            );

    /// <summary>
    /// This answer with what it leaves out, leaves empty, or names where no token may go, taken from an earlier one.
    /// </summary>
    internal TokenResponse WithMissingFrom(TokenResponse earlier)
    {
        Dictionary<string, string> merged = new(_fields, StringComparer.Ordinal);
        foreach (KeyValuePair<string, string> field in earlier._fields)
        {
            bool isMissing =
                !merged.TryGetValue(field.Key, out string? value)
                || value.Length == 0
                || (_bases.Contains(field.Key) && TokenFactory.SafeUrl(value) is null);
            if (isMissing && !_ofOneAnswer.Contains(field.Key))
                merged[field.Key] = field.Value;
        }

        return new TokenResponse(merged, merged[ProtocolNames.AccessToken]);
    }

    /// <summary>This answer with another refresh token; with its own where there is none.</summary>
    internal TokenResponse WithRefreshToken(string? refreshToken)
    {
        Dictionary<string, string> changed = new(_fields, StringComparer.Ordinal);
        if (refreshToken is not null)
            changed[ProtocolNames.RefreshToken] = refreshToken;
        return new TokenResponse(changed, changed[ProtocolNames.AccessToken]);
    }

    private static TimeSpan? ReadLifetime(string? text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double seconds)
        && seconds is > 0 and < int.MaxValue
            ? TimeSpan.FromSeconds(seconds)
            : null;

    private string? Text(string name) => _fields.TryGetValue(name, out string? text) && text.Length > 0 ? text : null;
}
