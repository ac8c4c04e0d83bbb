using System;
using SfOAuth.Formats;

namespace SfOAuth.Protocol;

/// <summary>An authorization code as people hand it over: from the address bar (escaped) or already decoded.</summary>
internal static class AuthorizationCode
{
    /// <summary>
    /// Takes escapes off exactly once. Salesforce's codes are base64-like and never hold a percent sign of their own,
    /// so one that does was copied escaped. A plus sign stays: in a code it is a character, not a blank.
    /// </summary>
    internal static string Decode(string code)
    {
        return Uri.UnescapeDataString(PastedText.Clean(code));
    }
}
