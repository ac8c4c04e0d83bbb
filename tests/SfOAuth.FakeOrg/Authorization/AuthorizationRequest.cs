using System;
using System.Linq;
using SfOAuth.FakeOrg.Messages;
using SfOAuth.FakeOrg.Org;
using SfOAuth.FakeOrg.Tokens;

namespace SfOAuth.FakeOrg.Authorization;

/// <summary>
/// An authorize request whose app and callback are known to be right: from here on errors go to the callback.
/// </summary>
internal sealed record AuthorizationRequest(OrgApp App, string RedirectUri, OrgRequest Request)
{
    private string[] Prompts => (Value(ParameterNames.Prompt) ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);

    public string? ResponseType => Value(ParameterNames.ResponseType);

    public string? State => Value(ParameterNames.State);

    public string? Nonce => Value(ParameterNames.Nonce);

    public string? CodeChallenge => Value(ParameterNames.CodeChallenge);

    public string? CodeChallengeMethod => Value(ParameterNames.CodeChallengeMethod);

    public string? LoginHint => Value(ParameterNames.LoginHint);

    public bool HasKnownDisplay => Value(ParameterNames.Display) is null or "page" or "popup" or "touch" or "mobile";

    public bool HasKnownPrompt =>
        Prompts.Length <= 2 && Prompts.All(prompt => prompt is "login" or "consent" or "select_account");

    public bool IsImmediate => Value(ParameterNames.Immediate) == "true";

    public bool PromptsLogin => Prompts.Contains("login") || Prompts.Contains("select_account");

    public bool PromptsConsent => Prompts.Contains("consent");

    /// <summary>What the request asks; the app's own set when it names none.</summary>
    public ScopeList Scopes =>
        Value(ParameterNames.Scope) is { } scope ? ScopeList.Parse(scope) : new ScopeList(App.Scopes);

    private string? Value(string name) => Request.Query.Value(name) is { Length: > 0 } value ? value : null;
}
