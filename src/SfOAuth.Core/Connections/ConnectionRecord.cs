using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using SfOAuth.Formats;
using SfOAuth.Protocol;

namespace SfOAuth.Connections;

/// <summary>
/// Everything that has to survive to refresh a login: the app, its secret, and the last answer. Never changed, only
/// replaced by its successor, whose generation is one higher; so whoever reads it can tell whether somebody else
/// refreshed meanwhile.
/// </summary>
internal sealed record ConnectionRecord
{
    /// <summary>What the login rests on.</summary>
    internal required AuthorizationGrant Grant { get; init; }

    /// <summary>Counts the writes, from 1.</summary>
    internal required int Generation { get; init; }

    /// <summary>The app.</summary>
    internal required ClientSettings Client { get; init; }

    /// <summary>The last answer, over what earlier ones said.</summary>
    internal required TokenResponse Response { get; init; }

    /// <summary>By this machine's clock, when the answer came.</summary>
    internal required DateTimeOffset ObtainedAt { get; init; }

    /// <summary>
    /// What the vault said of this record, or of the one that it succeeds, when it was read; null where it says
    /// nothing.
    /// </summary>
    internal SavedVersion? Version { get; init; }

    /// <summary>
    /// The stamp of the record that it was made to succeed; null where it succeeds none, or was read.
    /// </summary>
    internal string? Replaces { get; init; }

    /// <summary>When the access token ends; null when that is unknown.</summary>
    internal DateTimeOffset? ExpiresAt => TokenFactory.Expiry(Response);

    /// <summary>Null when this login can't be refreshed.</summary>
    internal string? RefreshToken => Response.RefreshToken;

    /// <summary>Everything in here that no message may repeat.</summary>
    internal IEnumerable<string> Secrets =>
        new[] { Client.ClientSecret, Grant.Password, Response.AccessToken, Response.RefreshToken, Response.IdToken }
            .OfType<string>()
            .Concat(Client.Key?.Secrets ?? []);

    /// <summary>
    /// Tells one write from any other: a name that was removed and made again counts from 1 again, at another time.
    /// </summary>
    internal string Stamp => string.Format(CultureInfo.InvariantCulture, "{0}/{1:O}", Generation, ObtainedAt);

    /// <summary>Whether the two are the same write.</summary>
    internal bool IsSameAs(ConnectionRecord other) => Stamp == other.Stamp;

    /// <summary>Whether the two are the same write, and whoever has one can do without the other.</summary>
    internal bool IsSameLoginAs(ConnectionRecord other) =>
        IsSameAs(other)
        && Grant == other.Grant
        && (Client.LoginUrl.Value, Client.ClientId, Client.ClientSecret)
            == (other.Client.LoginUrl.Value, other.Client.ClientId, other.Client.ClientSecret)
        && (Response.AccessToken, Response.RefreshToken) == (other.Response.AccessToken, other.Response.RefreshToken);

    /// <summary>The first record of a login. An earlier record of the same name gives way to it.</summary>
    internal static ConnectionRecord First(
        ClientSettings client,
        AuthorizationGrant grant,
        TokenResponse response,
        DateTimeOffset now,
        ConnectionRecord? replaced
    ) =>
        new()
        {
            Grant = grant,
            Generation = (replaced?.Generation ?? 0) + 1,
            Client = client,
            Response = response,
            ObtainedAt = now,
            Version = replaced?.Version,
            Replaces = replaced?.Stamp,
        };

    /// <summary>
    /// The successor after a refresh: what the answer names is new, what it leaves out stays, the refresh token above
    /// all.
    /// </summary>
    internal ConnectionRecord Renew(TokenResponse response, DateTimeOffset now) =>
        this with
        {
            Generation = Generation + 1,
            Response = response.WithMissingFrom(Response),
            ObtainedAt = now,
            Replaces = Stamp,
        };

    /// <summary>This record with other settings of the app; itself when there are none.</summary>
    internal ConnectionRecord With(Func<ClientSettings, ClientSettings>? change) =>
        change is null ? this : this with { Client = change(Client) };

    /// <summary>The token object users see.</summary>
    /// <param name="name">Of the connection; null for one of the session.</param>
    /// <param name="vault">Of the vault; null for one of the session.</param>
    /// <param name="sessionId">Of a connection of the session; null for one that is saved.</param>
    internal Token ToToken(string? name = null, string? vault = null, string? sessionId = null) =>
        TokenFactory.Create(Client, Response, name, vault, Grant.Username, sessionId);

    /// <summary>
    /// The facts worth keeping beside the secret. Vaults do not encrypt metadata, so none of them is one.
    /// </summary>
    internal Dictionary<string, string> ToMetadata()
    {
        Dictionary<string, string> facts = new()
        {
            [nameof(Connection.LoginUrl)] = Client.LoginUrl.Value,
            [nameof(Connection.ClientId)] = Client.ClientId,
            [nameof(Connection.GrantType)] = Grant.Type,
            [nameof(Connection.IssuedAt)] = (Response.IssuedAt ?? ObtainedAt).ToString(
                "O",
                CultureInfo.InvariantCulture
            ),
        };
        facts.AddKnown(nameof(Connection.Username), TokenFactory.Username(Response) ?? Grant.Username);
        facts.AddKnown(nameof(Connection.InstanceUrl), TokenFactory.SafeUrl(Response.InstanceUrl));
        facts.AddKnown(nameof(Connection.OrganizationId), IdentityUrl.OrganizationOf(Response.Id));
        facts.AddKnown(nameof(Connection.UserId), IdentityUrl.UserOf(Response.Id));
        facts.AddKnown(nameof(Connection.Scope), Printable.Of(Response.Scope));
        return facts;
    }
}
