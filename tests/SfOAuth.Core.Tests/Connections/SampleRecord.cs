using System;
using System.Collections.Generic;
using SfOAuth.Connections;
using SfOAuth.Hosts;
using SfOAuth.Protocol;

namespace SfOAuth.Tests.Connections;

/// <summary>Records that no org was asked for.</summary>
internal static class SampleRecord
{
    internal static readonly DateTimeOffset Time = new(2026, 11, 21, 8, 0, 0, TimeSpan.Zero);

    internal static ClientSettings Client { get; } =
        new()
        {
            LoginUrl = LoginUrl.Parse("https://acme.my.salesforce.com"),
            ClientId = "3MVG9",
            ClientSecret = "consumer-secret",
        };

    /// <param name="fields">Beside the tokens, or in their place.</param>
    internal static TokenResponse Answer(params (string Name, string Value)[] fields)
    {
        Dictionary<string, string> all = new() { ["access_token"] = "access", ["refresh_token"] = "refresh" };
        foreach ((string name, string value) in fields)
            all[name] = value;
        return TokenResponse.From(all, "x");
    }

    internal static ConnectionRecord Of(AuthorizationGrant grant, params (string Name, string Value)[] fields) =>
        ConnectionRecord.First(Client, grant, Answer(fields), Time, replaced: null);

    internal static ConnectionRecord Of(params (string Name, string Value)[] fields) =>
        Of(AuthorizationGrant.Code, fields);
}
