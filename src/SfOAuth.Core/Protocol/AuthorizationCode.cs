using System;
using SfOAuth.Errors;

namespace SfOAuth.Protocol;

/// <summary>An authorization code as people hand it over: from the address bar (escaped) or already decoded.</summary>
internal static class AuthorizationCode
{
    private const string Parameter = "Code";

    /// <summary>
    /// Takes escapes off exactly once. Salesforce's codes are base64-like and never hold a percent sign of their own,
    /// so one that does was copied escaped. A plus sign stays: in a code it is a character, not a blank.
    /// </summary>
    /// <exception cref="SfOAuthException">It is empty, a placeholder, or more than the code.</exception>
    internal static string Decode(string code)
    {
        string clean = GivenText.Read(code, Parameter);
        return AuthorizationResponse.TryParse(clean) is null
            ? Uri.UnescapeDataString(clean)
            : throw new SfOAuthException(
                Problem.ParameterInvalid,
                $"-{Parameter} takes the code alone. The whole address, or its query, is for -ResponseUrl."
            );
    }
}
