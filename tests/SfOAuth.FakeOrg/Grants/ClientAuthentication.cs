using System;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using SfOAuth.FakeOrg.Messages;
using SfOAuth.FakeOrg.Org;

namespace SfOAuth.FakeOrg.Grants;

/// <summary>Which app is calling, and whether it proved it.</summary>
internal sealed class ClientAuthentication(OrgState org)
{
    private readonly ClientAssertion _assertion = new(org);

    /// <param name="secretRequired">Whether this app must authenticate for this grant.</param>
    public OrgApp Authenticate(OrgRequest request, Func<OrgApp, bool> secretRequired)
    {
        BasicCredentials? basic = BasicCredentials.Read(request);
        string? assertion = request.Parameter(ParameterNames.ClientAssertion);
        string? clientId =
            request.Parameter(ParameterNames.ClientId) ?? ClientIdOf(basic) ?? ClientAssertion.ClientIdOf(assertion);
        OrgApp app = Find(clientId);

        // A pair in the body wins over the header, and any secret over an assertion.
        if (request.Parameter(ParameterNames.ClientSecret) is { } secret)
            RequireSecret(app, secret);
        else if (basic is not null)
            RequireBasic(app, basic);
        else if (assertion is not null)
            _assertion.Require(app, assertion, request);
        else if (secretRequired(app))
            throw BadCredentials();
        RequireEnabled(app, request.GrantType);
        return app;
    }

    /// <summary>That the flow is one of the app's; asked last, so that a wrong secret shows first.</summary>
    public static void RequireEnabled(OrgApp app, string? grant)
    {
        if (app.DisabledGrants.Any(disabled => GrantTypes.Matches(disabled, grant)))
            throw Refusals.GrantNotSupported.Raise();
    }

    public OrgApp Find(string? clientId)
    {
        if (clientId is null)
            throw Refusals.MissingClientId.Raise();
        if (org.Scenario.AppUnknown || org.Scenario.Apps.Find(clientId) is not { } app)
            throw Refusals.UnknownClient.Raise();
        return app;
    }

    private string? ClientIdOf(BasicCredentials? basic)
    {
        if (basic is null)
            return null;
        return org.Scenario.Apps.Find(basic.ClientId) is null ? basic.FormDecoded().ClientId : basic.ClientId;
    }

    private void RequireBasic(OrgApp app, BasicCredentials basic)
    {
        if (!Proves(app, basic) && !Proves(app, basic.FormDecoded()))
            throw BadCredentials();
    }

    private static bool Proves(OrgApp app, BasicCredentials basic) =>
        basic.ClientId == app.ClientId && Matches(app, basic.ClientSecret);

    private void RequireSecret(OrgApp app, string secret)
    {
        if (!Matches(app, secret))
            throw BadCredentials();
    }

    private static bool Matches(OrgApp app, string secret) =>
        app.ClientSecret is { } expected
        && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(expected));

    private RefusalException BadCredentials() =>
        (Refusals.BadClientCredentials with { Status = org.Scenario.InvalidClientStatus }).Raise();
}
