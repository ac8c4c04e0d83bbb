using System;
using System.Threading.Tasks;
using SfOAuth.FakeOrg.Authorization;
using SfOAuth.FakeOrg.Messages;
using SfOAuth.FakeOrg.Org;
using SfOAuth.FakeOrg.Pages;
using SfOAuth.FakeOrg.Tokens;

namespace SfOAuth.FakeOrg.Endpoints;

/// <summary>
/// UI Bridge: an access token for a URL that logs a browser in, once. Refusals are bare texts under 403, as at the
/// identity URL; since Spring '26 API-only users get the same one as dead tokens.
/// </summary>
internal sealed class SingleAccessEndpoint(OrgState org)
{
    /// <summary>
    /// POST with the token in the form, or as Bearer, as which it may come with GET too (sfdx-core asks so);
    /// <c>redirect_uri</c> is the path where the session begins.
    /// </summary>
    public ValueTask<OrgAnswer> AnswerAsync(OrgRequest request)
    {
        string? given = request.Form.Value(FieldNames.AccessToken);
        BearerToken bearer = BearerToken.Of(request);
        if (string.IsNullOrEmpty(given) && bearer.State == BearerState.Missing)
            return Refuse("Missing_OAuth_Token");
        if (
            org.Ledger.FindAccessToken(given ?? bearer.Value, use: true) is not { } token
            || token.Family.User.IsApiOnly
        )
            return Refuse("Bad_OAuth_Token");
        if (!token.Family.Scopes.Has("web") && !token.Family.Scopes.Has("full"))
            return Refuse("Invalid_Scope");
        return ValueTask.FromResult(
            OrgAnswer
                .Json(200, new { frontdoor_uri = UriFor(token.Family.User, request) })
                .With("Cache-Control", "no-store")
        );
    }

    /// <summary>GET: where the browser goes with it. A password that was used, or is too old, leads nowhere.</summary>
    public ValueTask<OrgAnswer> EnterAsync(OrgRequest request)
    {
        if (org.FrontdoorPasses.Redeem(request.Query.Value("otp")) is not { } pass)
            return ValueTask.FromResult(OrgAnswer.Html(403, FrontdoorPage.Refuse()));

        BrowserSession session = org.Sessions.LogIn(pass.User);
        OrgAnswer answer = pass.StartUrl is { Length: > 0 } start
            ? OrgAnswer.Redirect(start)
            : OrgAnswer.Html(200, FrontdoorPage.Write(pass.User));
        return ValueTask.FromResult(
            BrowserSessions.WithCookie(answer, request, session).With("Cache-Control", "no-store")
        );
    }

    private string UriFor(OrgUser user, OrgRequest request)
    {
        string otp = org.FrontdoorPasses.Issue(user, request.Parameter(ParameterNames.RedirectUri));
        string host = org.Urls.MyDomainOf(request.Host.IsSecure) + request.Host.SitePath;
        return $"{host}{Paths.Frontdoor}?otp={Uri.EscapeDataString(otp)}&cshc={SessionAlphabet.Random(9)}";
    }

    private static ValueTask<OrgAnswer> Refuse(string text) =>
        ValueTask.FromResult(OrgAnswer.Text(403, text, "text/html;charset=UTF-8"));
}
