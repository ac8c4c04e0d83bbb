using System.Collections.Generic;
using System.Security.Cryptography;
using System.Text;
using SfOAuth.Errors;
using SfOAuth.Formats;
using SfOAuth.Secrets;

namespace SfOAuth.Protocol;

/// <summary>What the browser brought back: the whole address, or just its query (RFC 6749, section 4.1.2).</summary>
internal sealed class AuthorizationResponse
{
    private readonly Dictionary<string, string> _fields;

    private AuthorizationResponse(Dictionary<string, string> fields) => _fields = fields;

    /// <summary>Whether it is an error in place of a code.</summary>
    internal bool IsRefusal => Has(_fields, ProtocolNames.Error);

    /// <exception cref="SfOAuthException">There is neither a code nor an error in it.</exception>
    internal static AuthorizationResponse Parse(string text) =>
        TryParse(text)
        ?? throw new SfOAuthException(
            Problem.ResponseUrlInvalid,
            "The response holds neither a code nor an error; it is not the address a sign-in ended on."
        );

    /// <returns>Null when there is neither a code nor an error in it.</returns>
    internal static AuthorizationResponse? TryParse(string text)
    {
        Dictionary<string, string> fields = Form.Read(QueryOf(text));
        return Has(fields, ProtocolNames.Code) || Has(fields, ProtocolNames.Error)
            ? new AuthorizationResponse(fields)
            : null;
    }

    /// <summary>Whether it carries this state. The time this takes tells nothing of where two states differ.</summary>
    internal bool BelongsTo(string state) =>
        _fields.TryGetValue(ProtocolNames.State, out string? actual) && AreEqual(state, actual);

    /// <summary>
    /// The code, when the response belongs to the request and the user agreed. The state is compared before anything
    /// else is looked at.
    /// </summary>
    /// <param name="expectedState">The state of the authorize URL; null when it had none.</param>
    /// <param name="host">Who was asked, for messages.</param>
    /// <exception cref="SfOAuthException">The state is not the expected one.</exception>
    /// <exception cref="ProtocolException">The response is an error.</exception>
    internal string RequireCode(string? expectedState, string host)
    {
        // Errors before the redirect (an unknown app, say) are a bare body without a state; there is no code in them to
        // protect.
        if (Has(_fields, ProtocolNames.Code) || _fields.ContainsKey(ProtocolNames.State))
            RequireState(expectedState);
        if (_fields.TryGetValue(ProtocolNames.Error, out string? error) && error.Length > 0)
        {
            _fields.TryGetValue(ProtocolNames.ErrorDescription, out string? description);
            throw new ProtocolException(
                RequestKind.Authorization,
                Scrubber.Scrub(error, [])!,
                Scrubber.Scrub(description, []),
                status: null,
                host
            );
        }

        // Form decoding made blanks of plus signs; a code has plus signs and no blanks.
        return _fields[ProtocolNames.Code].Replace(' ', '+');
    }

    private static bool Has(Dictionary<string, string> fields, string name) =>
        fields.TryGetValue(name, out string? value) && value.Length > 0;

    private void RequireState(string? expected)
    {
        _fields.TryGetValue(ProtocolNames.State, out string? actual);
        if (expected is null && actual is null)
            return;
        if (expected is null)
            throw new SfOAuthException(
                Problem.StateMismatch,
                "The response carries a state, and none was given to compare it with."
            );
        if (actual is null)
            throw new SfOAuthException(
                Problem.StateMismatch,
                "The response carries no state, but the request was made with one."
            );
        if (!AreEqual(expected, actual))
            throw new SfOAuthException(
                Problem.StateMismatch,
                "The state of the response is not that of the request: the two do not belong together."
            );
    }

    private static bool AreEqual(string left, string right)
    {
        // Digests have one length, so neither the time nor the length of the comparison tells anything.
        using var sha256 = SHA256.Create();
        byte[] a = sha256.ComputeHash(Encoding.UTF8.GetBytes(left));
        byte[] b = sha256.ComputeHash(Encoding.UTF8.GetBytes(right));
        return ConstantTime.AreEqual(a, b);
    }

    private static string QueryOf(string text)
    {
        // An address copied out of a mail or a terminal comes broken over lines and between quotes.
        string joined = PastedText.Clean(text).Trim('<', '>');
        int question = joined.IndexOf('?');
        string query = question < 0 ? joined : joined.Substring(question + 1);
        int fragment = query.IndexOf('#');
        return fragment < 0 ? query : query.Substring(0, fragment);
    }
}
