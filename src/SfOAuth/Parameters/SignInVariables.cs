using System;
using System.Collections.Generic;
using System.Linq;
using SfOAuth.Protocol;

namespace SfOAuth.Parameters;

/// <summary>The environment variables that say for -FromEnvironment what parameters say elsewhere.</summary>
internal static class SignInVariables
{
    internal const string AuthUrl = "SFOAUTH_AUTH_URL";
    internal const string ClientId = "SFOAUTH_CLIENT_ID";
    internal const string ClientSecret = "SFOAUTH_CLIENT_SECRET";
    internal const string LoginUrl = "SFOAUTH_LOGIN_URL";
    internal const string PrivateKey = "SFOAUTH_PRIVATE_KEY";
    internal const string PrivateKeyPassword = "SFOAUTH_PRIVATE_KEY_PASSWORD";
    internal const string RefreshToken = "SFOAUTH_REFRESH_TOKEN";
    internal const string Username = "SFOAUTH_USERNAME";

    private static readonly Dictionary<string, string> _parameters = new()
    {
        ["-ClientId"] = ClientId,
        ["-ClientSecret"] = ClientSecret,
        ["-KeyPassword"] = PrivateKeyPassword,
        ["-LoginUrl"] = LoginUrl,
    };

    /// <summary>Null where it is not set, or empty, as a pipeline leaves one whose secret is not there.</summary>
    /// <exception cref="Errors.SfOAuthException">It holds a placeholder.</exception>
    internal static string? Read(string variable)
    {
        string? value = Environment.GetEnvironmentVariable(variable);
        return string.IsNullOrWhiteSpace(value) ? null : GivenText.ReadVariable(value!, variable);
    }

    /// <summary>A text about parameters as one about variables.</summary>
    internal static string Rename(string text) =>
        _parameters.Aggregate(text, (changed, pair) => changed.Replace(pair.Key, pair.Value));
}
