using System.Collections.Generic;
using System.Management.Automation;
using SfOAuth.Errors;

namespace SfOAuth.Parameters;

/// <summary>
/// Puts a token into the headers of a web session. The session's type belongs to PowerShell's own web cmdlets, which
/// the reference library does not have, so it is known by its property.
/// </summary>
internal static class WebSessionHeader
{
    /// <exception cref="SfOAuthException">The object is no web session.</exception>
    internal static IDictionary<string, string> Of(object session) =>
        PSObject.AsPSObject(session).Properties["Headers"]?.Value as IDictionary<string, string>
        ?? throw new SfOAuthException(
            Problem.ParameterInvalid,
            "-WebSession takes a WebRequestSession, such as [Microsoft.PowerShell.Commands.WebRequestSession]::new()."
        );

    internal static void Fill(IDictionary<string, string> headers, Token token)
    {
        foreach (KeyValuePair<string, string> header in token.GetHeaders())
            headers[header.Key] = header.Value;
    }
}
