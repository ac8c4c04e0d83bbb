using System;
using System.Linq;
using SfOAuth.FakeOrg.Messages;

namespace SfOAuth.FakeOrg.Endpoints;

internal enum BearerState
{
    Missing,
    Malformed,
    Given,
}

/// <summary>The token of a resource request, before anybody asks whether it lives.</summary>
internal readonly record struct BearerToken(BearerState State, string Value)
{
    /// <summary>Three parts, as a JWT has.</summary>
    public bool IsJwt =>
        Value.Count(character => character == '.') == 2 && Value.StartsWith("eyJ", StringComparison.Ordinal);

    public static BearerToken Of(OrgRequest request)
    {
        if (request.Header("Authorization") is not { Length: > 0 } header)
            return new BearerToken(BearerState.Missing, "");

        int space = header.IndexOf(' ', StringComparison.Ordinal);
        string scheme = space < 0 ? header : header[..space];
        string value = space < 0 ? "" : header[(space + 1)..].Trim();
        bool isKnown =
            scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase)
            || scheme.Equals("OAuth", StringComparison.OrdinalIgnoreCase);
        return isKnown && value.Length > 0 && value.All(IsTokenCharacter)
            ? new BearerToken(BearerState.Given, value)
            : new BearerToken(BearerState.Malformed, value);
    }

    private static bool IsTokenCharacter(char character) =>
        char.IsAsciiLetterOrDigit(character) || "!-._~+/=".Contains(character, StringComparison.Ordinal);
}
