using System;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using SfOAuth.Errors;
using SfOAuth.Hosts;
using SfOAuth.Http;
using SfOAuth.Keys;
using SfOAuth.Protocol;
using SfOAuth.Secrets;

namespace SfOAuth.Flows;

/// <summary>
/// Whether an id token is one that this org made, for this app and this sign-in, a moment ago (OpenID Connect Core,
/// section 3.1.3.7). Issuer and keys are asked for each time: an org changes its keys.
/// </summary>
internal static class IdTokenValidation
{
    // Between the org's clock and this machine's.
    private static readonly TimeSpan _skew = TimeSpan.FromMinutes(2);

    /// <param name="idToken">As it came; null when none did, which fails too.</param>
    /// <param name="login">Where it came from.</param>
    /// <param name="clientId">The app it is for.</param>
    /// <param name="nonce">The one of the sign-in; null when none was sent.</param>
    /// <param name="transport">The way to the server.</param>
    /// <param name="clock">Time.</param>
    /// <param name="cancellationToken">Heeded at any time.</param>
    /// <exception cref="SfOAuthException">A check failed; the message says which.</exception>
    /// <exception cref="SfOAuthException">The org's issuer or keys could not be had.</exception>
    internal static async Task<IdTokenClaims> RunAsync(
        string? idToken,
        LoginUrl login,
        string clientId,
        string? nonce,
        Transport transport,
        IClock clock,
        CancellationToken cancellationToken
    )
    {
        string text =
            idToken
            ?? throw new SfOAuthException(
                Problem.IdTokenInvalid,
                $"{login.Host} sent no id token; it does so for the scope 'openid'."
            );
        RequireAlgorithm(text);
        Discovery issuer = await Discovery.SendAsync(login, transport, clock, cancellationToken).ConfigureAwait(false);
        // Before the signature was checked, nothing in it is looked at.
        Require(issuer.Keys.Verifies(text), "its signature is not by a key of the org");
        var claims = new IdTokenClaims(JsonWebToken.Claims(text));
        Require(
            claims.Issuer == issuer.Issuer,
            $"its issuer is '{Shown(claims.Issuer)}', and not '{Shown(issuer.Issuer)}'"
        );
        Require(IsOfSameOrg(issuer.Issuer, login), $"'{Shown(issuer.Issuer)}' is no issuer of {login.Host}");
        Require(claims.Audience.Contains(clientId), "it was made for another app");
        Require(
            claims.Audience.Count == 1 || claims.AuthorizedParty is not null,
            "it does not say for which of several apps it was made"
        );
        Require(
            claims.AuthorizedParty is null || claims.AuthorizedParty == clientId,
            "it was made for another app to use"
        );
        RequireTime(claims, clock.UtcNow);
        Require(nonce is null || IsSame(nonce, claims.Nonce), "its nonce is not the one of this sign-in");
        Require(claims.Subject is not null, "it names no user");
        return claims;
    }

    private static void RequireAlgorithm(string text)
    {
        JsonWebToken.Header(text).TryGetValue(JoseNames.Algorithm, out string? algorithm);
        Require(
            algorithm == JwtAssertion.Algorithm,
            $"it is signed with '{Shown(algorithm)}', and only {JwtAssertion.Algorithm} is taken"
        );
    }

    // A My Domain and the host that all orgs share name each other.
    private static bool IsOfSameOrg(string issuer, LoginUrl login) =>
        Uri.TryCreate(issuer, UriKind.Absolute, out Uri? url)
        && (
            url.Authority == login.Host
            || (url.Scheme == Uri.UriSchemeHttps && login.IsSalesforce && KnownHosts.IsSalesforce(url.IdnHost))
        );

    private static void RequireTime(IdTokenClaims claims, DateTimeOffset now)
    {
        Require(
            claims.ExpiresAt is not null && claims.IssuedAt is not null,
            "it does not say when it was made and when it ends"
        );
        Require(
            claims.ExpiresAt > now - _skew,
            $"it ended at {claims.ExpiresAt:u}, and this machine's clock shows {now:u}"
        );
        Require(
            claims.IssuedAt < now + _skew,
            $"it was made at {claims.IssuedAt:u}, and this machine's clock shows {now:u}"
        );
    }

    private static bool IsSame(string sent, string? claimed) =>
        claimed is not null && ConstantTime.AreEqual(Encoding.UTF8.GetBytes(sent), Encoding.UTF8.GetBytes(claimed));

    // Not to be trusted yet, and on its way to a screen.
    private static string Shown(string? text) => Scrubber.Scrub(text, []) ?? "none";

    private static void Require(bool passed, string reason)
    {
        if (!passed)
            throw new SfOAuthException(Problem.IdTokenInvalid, $"The id token is not to be believed: {reason}.");
    }
}
