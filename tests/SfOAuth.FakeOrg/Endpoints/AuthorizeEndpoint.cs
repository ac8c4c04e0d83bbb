using System;
using System.Threading.Tasks;
using SfOAuth.FakeOrg.Authorization;
using SfOAuth.FakeOrg.Grants;
using SfOAuth.FakeOrg.Messages;
using SfOAuth.FakeOrg.Org;
using SfOAuth.FakeOrg.Pages;
using SfOAuth.FakeOrg.Tokens;

namespace SfOAuth.FakeOrg.Endpoints;

/// <summary>The browser's part of the web server flow: login, approval, and back to the app.</summary>
internal sealed class AuthorizeEndpoint(OrgState org, ClientAuthentication clients)
{
    private readonly AuthorizationRequestReader _reader = new(org, clients);

    /// <summary>GET: what the app sends the browser to.</summary>
    public ValueTask<OrgAnswer> AskAsync(OrgRequest request) =>
        Guard(
            request,
            asked =>
            {
                if (_reader.CallbackRefusal(asked) is { } refusal)
                    return Callback.WithError(asked, refusal);
                if (org.Scenario.Users.Find(org.Scenario.AutoApproveUser) is { } user)
                    return Approve(asked, user);
                if (org.Sessions.Find(request) is { } session && !asked.PromptsLogin)
                    return Proceed(asked, session);
                return asked.IsImmediate
                    ? Callback.WithError(asked, Refusals.ImmediateUnsuccessful)
                    : Login(asked, asked.LoginHint, error: null);
            }
        );

    /// <summary>POST: the login form.</summary>
    public ValueTask<OrgAnswer> LogInAsync(OrgRequest request) =>
        Guard(
            request,
            asked =>
            {
                string? username = request.Form.Value(ParameterNames.Username);
                if (
                    org.Scenario.Users.Find(username) is not { } user
                    || request.Form.Value(ParameterNames.Password) != user.Password
                )
                    return Login(
                        asked,
                        username,
                        "Please check your username and password. If you still can't log in, contact your "
                            + "administrator."
                    );

                BrowserSession session = org.Sessions.LogIn(user);
                return BrowserSessions.WithCookie(Proceed(asked, session), request, session);
            }
        );

    /// <summary>POST: the approval form.</summary>
    public ValueTask<OrgAnswer> DecideAsync(OrgRequest request) =>
        Guard(
            request,
            asked =>
            {
                if (
                    org.Sessions.Find(request) is not { } session
                    || request.Form.Value("confirmation") != session.Confirmation
                )
                    return Login(asked, asked.LoginHint, "Your session has ended. Log in again.");
                if (request.Form.Value("decision") != "allow")
                    return Callback.WithError(asked, Refusals.AccessDenied);
                return Approve(asked, session.User);
            }
        );

    private OrgAnswer Approve(AuthorizationRequest asked, OrgUser user)
    {
        if (_reader.RefusalAfterLogin(asked, user) is { } refusal)
            return Callback.WithError(asked, refusal);

        org.Consents.Add(user, asked.App, asked.Scopes);
        return Code(asked, user);
    }

    private OrgAnswer Proceed(AuthorizationRequest asked, BrowserSession session)
    {
        if (_reader.RefusalAfterLogin(asked, session.User) is { } refusal)
            return Callback.WithError(asked, refusal);

        bool isKnown = asked.App.SkipsApproval || org.Consents.Covers(session.User, asked.App, asked.Scopes);
        if (isKnown && !asked.PromptsConsent)
            return Code(asked, session.User);
        if (asked.IsImmediate)
            return Callback.WithError(asked, Refusals.ImmediateUnsuccessful);
        return OrgAnswer.Html(200, ApprovalPage.Write(ActionOf(asked, Paths.Approve), asked, session));
    }

    private OrgAnswer Code(AuthorizationRequest asked, OrgUser user) =>
        Callback.WithCode(
            asked,
            org.Codes.Issue(
                new AuthorizationCode(
                    asked.App,
                    user,
                    asked.Scopes,
                    asked.RedirectUri,
                    asked.CodeChallenge,
                    asked.Nonce,
                    asked.Request.Host.Identity,
                    org.Clock.UtcNow
                )
            )
        );

    private static OrgAnswer Login(AuthorizationRequest asked, string? username, string? error) =>
        OrgAnswer.Html(200, LoginPage.Write(ActionOf(asked, Paths.Authorize), username, error));

    private static string ActionOf(AuthorizationRequest asked, string path) =>
        asked.Request.Host.SitePath + path + asked.Request.QueryString;

    private ValueTask<OrgAnswer> Guard(OrgRequest request, Func<AuthorizationRequest, OrgAnswer> answer)
    {
        try
        {
            return ValueTask.FromResult(answer(_reader.Read(request)).With("Cache-Control", "no-store"));
        }
        catch (RefusalException ex)
        {
            return ValueTask.FromResult(Show(ex.Refusal));
        }
    }

    private OrgAnswer Show(Refusal refusal)
    {
        string raw = $"error={refusal.Error}&error_description={Uri.EscapeDataString(refusal.Description)}";
        return org.Scenario.AuthorizeErrorStyle switch
        {
            AuthorizeErrorStyle.Page => OrgAnswer.Html(refusal.Status, ErrorPage.Write(refusal)),
            AuthorizeErrorStyle.RawWithoutContentType => OrgAnswer.Text(refusal.Status, raw, contentType: null),
            _ => OrgAnswer.Text(refusal.Status, raw),
        };
    }
}
