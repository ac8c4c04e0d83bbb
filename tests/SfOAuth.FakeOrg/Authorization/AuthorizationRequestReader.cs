using System.Linq;
using SfOAuth.FakeOrg.Grants;
using SfOAuth.FakeOrg.Messages;
using SfOAuth.FakeOrg.Org;

namespace SfOAuth.FakeOrg.Authorization;

/// <summary>The checks Salesforce makes before it trusts the callback.</summary>
internal sealed class AuthorizationRequestReader(OrgState org, ClientAuthentication clients)
{
    /// <exception cref="RefusalException">Must be shown, never redirected.</exception>
    public AuthorizationRequest Read(OrgRequest request)
    {
        OrgApp app = clients.Find(request.Query.Value(ParameterNames.ClientId));
        if (org.Scenario.AppMustBeInstalled)
            throw Refusals.AppMustBeInstalled.Raise();
        if (org.Scenario.LoginHostBlocked && request.Host.Role == HostRole.Login)
            throw Refusals.LoginHostBlocked.Raise();

        string? redirectUri = request.Query.Value(ParameterNames.RedirectUri);
        if (string.IsNullOrEmpty(redirectUri))
            throw Refusals.MissingRedirectUri.Raise();
        if (!app.Callbacks.Contains(redirectUri) && redirectUri != request.Host.SuccessUrl)
            throw Refusals.RedirectUriMismatch.Raise();

        AuthorizationRequest asked = new(app, redirectUri, request);
        if (!org.Scenario.CodeChallengeErrorOnCallback && ProofKeyRefusal(asked) is { } refusal)
            throw refusal.Raise();
        return asked;
    }

    /// <returns>What is wrong with a request before anybody logs in; null when nothing is.</returns>
    public Refusal? CallbackRefusal(AuthorizationRequest asked)
    {
        if (ProofKeyRefusal(asked) is { } refusal)
            return refusal;
        if (asked.ResponseType != "code")
            return Refusals.UnsupportedResponseType;
        if (!asked.HasKnownPrompt)
            return Refusals.UnknownPrompt;
        if (!asked.HasKnownDisplay)
            return Refusals.UnknownDisplay;
        if (org.Scenario.AppBlocked)
            return Refusals.AppBlockedOnCallback;
        if (org.Scenario.AppNotInstalled)
            return Refusals.AppNotInstalledOnCallback;
        return org.Scenario.OAuthFlowDisabled ? Refusals.FlowDisabled : null;
    }

    /// <returns>What stops this user after the login; null when nothing does.</returns>
    public Refusal? RefusalAfterLogin(AuthorizationRequest asked, OrgUser user)
    {
        if (org.Scenario.UserInactive || !user.IsActive)
            return Refusals.InactiveUserOnCallback;
        if (org.Scenario.IpRestricted)
            return Refusals.IpRestricted;
        if (org.Scenario.RateLimited)
            return Refusals.RateLimited;
        if (org.Scenario.NextErrors.Take(GrantTypes.Authorize) is { } planned)
            return new Refusal(planned.Error, planned.Description);
        if (asked.Scopes.IsWithin(asked.App.Scopes))
            return null;
        return org.Scenario.InvalidScopeStyle == InvalidScopeStyle.InvalidScope
            ? Refusals.InvalidScope
            : Refusals.ApprovalError;
    }

    private static Refusal? ProofKeyRefusal(AuthorizationRequest asked)
    {
        if (asked.CodeChallenge is null)
            return asked.App.RequirePkce ? Refusals.MissingCodeChallenge : null;
        if (asked.CodeChallengeMethod is not (null or "S256"))
            return Refusals.BadChallengeMethod;
        return ProofKey.IsChallenge(asked.CodeChallenge) ? null : Refusals.BadCodeChallenge;
    }
}
