using System;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;
using SfOAuth.Errors;
using SfOAuth.Flows;
using SfOAuth.Hosts;
using SfOAuth.Http;
using SfOAuth.Protocol;

namespace SfOAuth.SignIn;

/// <summary>
/// What would fail at the first login, found before it: the host, the app, its redirect URI, PKCE, its proof, and its
/// flows. Nothing is changed at the org, and no user is named to it. What Salesforce documents nowhere is not guessed.
/// </summary>
internal sealed class AppChecks(ClientSettings client, string redirectUri, Transport transport, IClock clock)
{
    private const string Host = "Host";
    private const string App = "App";
    private const string Callback = "Redirect URI";
    private const string ProofKey = "PKCE";
    private const string Proof = "Client proof";
    private const string RefreshFlow = "Refresh token flow";
    private const string JwtFlow = "JWT bearer flow";
    private const string AppFlow = "Client credentials flow";

    private static readonly Regex _challenge = new("&code_challenge(_method)?=[^&]*", RegexOptions.CultureInvariant);

    private readonly AuthorizeProbe _authorize = new(transport, clock);
    private readonly FlowProbe _flows = new(transport, clock);

    /// <param name="report">Called with each result as soon as it is known.</param>
    /// <param name="cancellationToken">Heeded at any time.</param>
    internal async Task RunAsync(Func<AppCheck, Task> report, CancellationToken cancellationToken)
    {
        AppCheck host = await CheckHostAsync(cancellationToken).ConfigureAwait(false);
        await report(host).ConfigureAwait(false);
        if (host.Cause is not null)
            return;
        AppCheck[] signIn = await CheckSignInAsync(cancellationToken).ConfigureAwait(false);
        foreach (AppCheck check in signIn)
            await report(check).ConfigureAwait(false);
        // The org knows no such app, or lets nobody use it: each of its flows would only say so again.
        if (signIn[0].Cause is not null)
            return;
        await report(await CheckProofAsync(cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
        await report(await CheckRefreshAsync(cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
        await report(await CheckJwtAsync(cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
        await report(await CheckAppFlowAsync(cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
    }

    private async Task<AppCheck> CheckHostAsync(CancellationToken cancellationToken)
    {
        string host = client.LoginUrl.Host;
        try
        {
            Discovery found = await Discovery
                .SendAsync(client.LoginUrl, transport, clock, cancellationToken)
                .ConfigureAwait(false);
            return AppCheck.Passed(Host, $"{host} answers, and is a login host of Salesforce: {found.Issuer}.");
        }
        catch (SfOAuthException exception) when (IsOfAnother(exception.Problem))
        {
            return AppCheck.Failed(
                Host,
                new SfOAuthException(
                    Problem.LoginUrlInvalid,
                    $"{host} answers, and not as a login host of Salesforce does. {exception.Message}"
                )
            );
        }
        catch (SfOAuthException exception)
        {
            return AppCheck.Failed(Host, exception);
        }
    }

    // An answer, and none of an org.
    private static bool IsOfAnother(Problem problem) =>
        problem
            is Problem.IdTokenInvalid
                or Problem.AnswerHtml
                or Problem.AnswerEmpty
                or Problem.AnswerTypeUnknown
                or Problem.AnswerMalformed
                or Problem.AnswerIncomplete;

    private async Task<AppCheck[]> CheckSignInAsync(CancellationToken cancellationToken)
    {
        var options = new AuthorizationOptions
        {
            LoginUrl = client.LoginUrl,
            ClientId = client.ClientId,
            RedirectUri = redirectUri,
        };
        string url = AuthorizationUrl.Create(options).Url;
        try
        {
            ProtocolException? refusal = await _authorize.SendAsync(url, cancellationToken).ConfigureAwait(false);
            if (refusal is null)
                return
                [
                    PassApp(),
                    PassCallback(),
                    await CheckProofKeyAsync(url, cancellationToken).ConfigureAwait(false),
                ];
            bool isKnown = refusal.Problem == Problem.RedirectUriMismatch;
            return isKnown
                ?
                [
                    PassApp(),
                    AppCheck.Failed(Callback, refusal),
                    AppCheck.Unknown(ProofKey, "The org looks at the redirect URI first."),
                ]
                : [AppCheck.Failed(App, refusal), AppCheck.Unknown(Callback, "The org looks at the app first.")];
        }
        catch (TransportException exception)
        {
            return [AppCheck.Unknown(App, exception.Message), AppCheck.Unknown(Callback, exception.Message)];
        }
    }

    private async Task<AppCheck> CheckProofKeyAsync(string url, CancellationToken cancellationToken)
    {
        try
        {
            ProtocolException? bare = await _authorize
                .SendAsync(_challenge.Replace(url, ""), cancellationToken)
                .ConfigureAwait(false);
            return bare?.Problem switch
            {
                null => AppCheck.Passed(
                    ProofKey,
                    "SfOAuth sends a code challenge, and the app would do without: 'Require PKCE' is off."
                ),
                Problem.CodeChallengeMissing => AppCheck.Passed(
                    ProofKey,
                    "The app requires a code challenge, and SfOAuth sends one."
                ),
                _ => AppCheck.Unknown(ProofKey, bare.Message),
            };
        }
        catch (TransportException exception)
        {
            return AppCheck.Unknown(ProofKey, exception.Message);
        }
    }

    private AppCheck PassCallback() => AppCheck.Passed(Callback, $"'{redirectUri}' is one of the app's callback URLs.");

    private AppCheck PassApp() =>
        AppCheck.Passed(App, $"{client.LoginUrl.Host} knows the app and shows its login page.");

    private Task<AppCheck> CheckProofAsync(CancellationToken cancellationToken) =>
        Introspection.CanIntrospect(client)
            ? CheckGivenProofAsync(cancellationToken)
            : CheckNoProofAsync(cancellationToken);

    // Only an app that proves itself hears that a token is none (RFC 7662, section 2.1).
    private async Task<AppCheck> CheckGivenProofAsync(CancellationToken cancellationToken)
    {
        string what = client.ClientSecret is null ? "key" : "secret";
        try
        {
            string token = "SfOAuth-" + RandomText.Create(byteCount: 16);
            await Introspection
                .SendAsync(client, token, "access_token", transport, clock, cancellationToken)
                .ConfigureAwait(false);
            return AppCheck.Passed(Proof, $"The org takes the app's {what}.");
        }
        catch (ProtocolException exception)
            when (exception.Problem is Problem.ClientSecretInvalid or Problem.AssertionInvalid)
        {
            return AppCheck.Failed(Proof, exception);
        }
        catch (SfOAuthException exception)
        {
            return AppCheck.Unknown(Proof, exception.Message);
        }
    }

    private async Task<AppCheck> CheckNoProofAsync(CancellationToken cancellationToken)
    {
        SfOAuthException answer = await _flows
            .ExchangeCodeAsync(client, redirectUri, cancellationToken)
            .ConfigureAwait(false);
        return answer.Problem is Problem.ClientSecretInvalid or Problem.GrantNotSupported
            ? AppCheck.Failed(Proof, answer)
            : AppCheck.Unknown(
                Proof,
                $"The org asked for no secret before it looked at the code; with a real code it may. {answer.Message}"
            );
    }

    private async Task<AppCheck> CheckRefreshAsync(CancellationToken cancellationToken)
    {
        SfOAuthException answer = await _flows.RefreshAsync(client, cancellationToken).ConfigureAwait(false);
        return GradeFlow(RefreshFlow, answer, failsWithoutProof: !Introspection.CanIntrospect(client));
    }

    private async Task<AppCheck> CheckJwtAsync(CancellationToken cancellationToken)
    {
        string audience = Audience.Of(client.LoginUrl);
        return GradeFlow(
            JwtFlow,
            await _flows.AssertAsync(client, audience, cancellationToken).ConfigureAwait(false),
            failsWithoutProof: false
        );
    }

    private async Task<AppCheck> CheckAppFlowAsync(CancellationToken cancellationToken) =>
        KnownHosts.IsShared(client.LoginUrl.Host)
            ? WrongHost(AppFlow)
            : GradeFlow(
                AppFlow,
                await _flows.AskForAppAsync(client, cancellationToken).ConfigureAwait(false),
                failsWithoutProof: false
            );

    private AppCheck WrongHost(string flow) =>
        AppCheck.Unknown(flow, $"{client.LoginUrl.Host} does not serve it; only the org's My Domain does.");

    private AppCheck GradeFlow(string flow, SfOAuthException answer, bool failsWithoutProof) =>
        answer.Problem switch
        {
            Problem.HostNotSupported => WrongHost(flow),
            Problem.GrantNotSupported or Problem.RunAsUserMissing or Problem.AppBlocked or Problem.AppNotInstalled =>
                AppCheck.Failed(flow, answer),
            Problem.ClientSecretInvalid when failsWithoutProof => AppCheck.Failed(flow, answer),
            _ => AppCheck.Unknown(flow, $"Nothing speaks against it; only a real login would tell. {answer.Message}"),
        };
}
