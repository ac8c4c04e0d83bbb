using System.Collections.Generic;
using System.Linq;
using SfOAuth.Formats;
using SfOAuth.Hosts;
using SfOAuth.Protocol;
using SfOAuth.Secrets;

namespace SfOAuth.SignIn;

/// <summary>
/// Mints authorization requests (RFC 6749, section 4.1.1; RFC 7636, section 4.3). Touches nothing but the random
/// generator.
/// </summary>
internal static class AuthorizationUrl
{
    private const int StateBytes = 32;
    private const int NonceBytes = 16;

    /// <summary>Ties an id token to one sign-in (OpenID Connect Core, section 15.5.2).</summary>
    internal static string CreateNonce() => RandomText.Create(NonceBytes);

    /// <summary>A new request; each call has a state and a verifier of its own.</summary>
    internal static AuthorizationRequest Create(AuthorizationOptions options)
    {
        string state = options.State ?? RandomText.Create(StateBytes);
        string? verifier = options.UsePkce ? Pkce.CreateVerifier() : null;
        string redirectUri = options.RedirectUri ?? options.LoginUrl.SuccessPage;
        return new AuthorizationRequest
        {
            Url =
                options.LoginUrl.At(EndpointPaths.Authorize)
                + "?"
                + Form.Write(Parameters(options, redirectUri, state, verifier)),
            State = state,
            CodeVerifier = SecureText.Protect(verifier),
            RedirectUri = redirectUri,
            ClientId = options.ClientId,
            LoginUrl = options.LoginUrl.Value,
            Scope = [.. options.Scope],
            Nonce = options.Nonce,
        };
    }

    private static IEnumerable<KeyValuePair<string, string>> Parameters(
        AuthorizationOptions options,
        string redirectUri,
        string state,
        string? verifier
    ) =>
        new (string Name, string? Value)[]
        {
            (ProtocolNames.ResponseType, ProtocolNames.Code),
            (ProtocolNames.ClientId, options.ClientId),
            (ProtocolNames.RedirectUri, redirectUri),
            (ProtocolNames.Scope, Join(options.Scope)),
            (ProtocolNames.State, state),
            (ProtocolNames.CodeChallenge, verifier is null ? null : Pkce.ChallengeFor(verifier)),
            (ProtocolNames.CodeChallengeMethod, verifier is null ? null : ProtocolNames.S256),
            (ProtocolNames.Prompt, Join(options.Prompt)),
            (ProtocolNames.Display, options.Display),
            (ProtocolNames.LoginHint, options.LoginHint),
            (ProtocolNames.Nonce, options.Nonce),
        }
            .Where(parameter => parameter.Value is not null)
            .Select(parameter => new KeyValuePair<string, string>(parameter.Name, parameter.Value!));

    private static string? Join(IReadOnlyList<string> words) => words.Count == 0 ? null : string.Join(" ", words);
}
