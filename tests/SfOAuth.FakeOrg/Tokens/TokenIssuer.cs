using System;
using System.Collections.Generic;
using System.Globalization;
using SfOAuth.FakeOrg.Messages;
using SfOAuth.FakeOrg.Org;

namespace SfOAuth.FakeOrg.Tokens;

/// <summary>Mints access tokens and writes the answer that carries them.</summary>
internal sealed class TokenIssuer(OrgState org)
{
    private readonly IdTokens _idTokens = new(org);

    public AccessToken Grant(TokenFamily family, RequestHost host)
    {
        if (org.Scenario.TokenFormat == TokenFormat.Opaque)
            return org.Ledger.Grant(family, OpaqueToken(), fixedExpiry: null);

        DateTimeOffset expiresAt = org.Clock.UtcNow + org.Scenario.SessionTimeout;
        return org.Ledger.Grant(family, new JwtAccessTokens(org).Write(family, host, expiresAt), expiresAt);
    }

    public FieldList Answer(
        AccessToken access,
        RequestHost host,
        string? refreshToken,
        bool withIdToken,
        string? nonce = null
    )
    {
        TokenFamily family = access.Family;
        string id = Identities.UrlOf(org, family.User, host.IsSecure);
        DateTimeOffset now = org.Clock.UtcNow;
        string issuedAt = (
            org.Scenario.IssuedAtInSeconds ? now.ToUnixTimeSeconds() : now.ToUnixTimeMilliseconds()
        ).ToString(CultureInfo.InvariantCulture);
        FieldList fields = new FieldList()
            .Add(FieldNames.AccessToken, access.Value)
            .Add(FieldNames.RefreshToken, refreshToken)
            .Add(
                FieldNames.Signature,
                family.App.ClientSecret is { } secret ? TokenSignature.Compute(secret, id, issuedAt) : null
            )
            .Add(FieldNames.Scope, family.Scopes.ToString())
            .Add(
                FieldNames.IdToken,
                withIdToken && family.Scopes.Has("openid") ? _idTokens.Write(access, host, nonce) : null
            )
            .Add(FieldNames.InstanceUrl, InstanceUrl(host))
            .Add(FieldNames.Id, id)
            .Add(FieldNames.TokenType, "Bearer")
            .Add(FieldNames.IssuedAt, issuedAt)
            .Add(
                FieldNames.ApiInstanceUrl,
                org.Scenario.TokenFormat == TokenFormat.Jwt ? "https://api.salesforce.com" : null
            );
        AddSite(fields, family, host);
        Shape(fields);
        return fields;
    }

    private string OpaqueToken() => SalesforceId.Shorten(org.OrganizationId) + "!AQ" + SessionAlphabet.Random(72)[2..];

    private string InstanceUrl(RequestHost host) =>
        org.Scenario.InstanceUrl
        ?? org.Urls.MyDomainOf(host.IsSecure) + (org.Scenario.InstanceUrlTrailingSlash ? "/" : "");

    private void AddSite(FieldList fields, TokenFamily family, RequestHost host)
    {
        if (family.SitePath.Length == 0)
            return;

        string url = org.Urls.MyDomainOf(host.IsSecure) + family.SitePath;
        fields.Add(FieldNames.SiteUrl, url).Add(FieldNames.SiteId, org.SiteId);
        if (org.Scenario.CommunityFields)
            fields.Add(FieldNames.CommunityUrl, url).Add(FieldNames.CommunityId, org.SiteId);
    }

    private void Shape(FieldList fields)
    {
        foreach (KeyValuePair<string, object?> extra in org.Scenario.ExtraFields)
            fields.Set(extra.Key, extra.Value);
        foreach (string name in org.Scenario.OmitFields)
            fields.Remove(name);
    }
}
