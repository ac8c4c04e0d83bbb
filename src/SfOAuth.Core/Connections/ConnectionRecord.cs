using System;
using System.Collections.Generic;
using System.Linq;
using System.Security;
using SfOAuth.Protocol;
using SfOAuth.Secrets;

namespace SfOAuth.Connections;

/// <summary>
/// Everything that has to survive to refresh a login: the app, its secret, and the last answer. Never changed, only replaced
/// by its successor, whose generation is one higher; so whoever reads it can tell whether somebody else refreshed meanwhile.
/// </summary>
public sealed record ConnectionRecord
{
    /// <summary>What the login rests on.</summary>
    public required AuthorizationGrant Grant { get; init; }

    /// <summary>Counts the writes, from 1.</summary>
    public required int Generation { get; init; }

    /// <summary>The app.</summary>
    public required ClientSettings Client { get; init; }

    /// <summary>The last answer, over what earlier ones said.</summary>
    public required TokenResponse Response { get; init; }

    /// <summary>By this machine's clock, when the answer came.</summary>
    public required DateTimeOffset ObtainedAt { get; init; }

    /// <summary>When the access token ends; null when that is unknown.</summary>
    public DateTimeOffset? ExpiresAt => TokenFactory.Expiry(Response);

    /// <summary>Null when this login can't be refreshed.</summary>
    public SecureString? RefreshToken => Response.RefreshToken;

    /// <summary>Everything in here that no message may repeat.</summary>
    public IEnumerable<string> Secrets
        => new[] { Client.ClientSecret, Grant.Password, Response.AccessToken, Response.RefreshToken, Response.IdToken }.OfType<SecureString>().Select(secret => SecureText.Reveal(secret))
            .Concat(Client.Key?.Secrets ?? []);

    /// <summary>Whether the two are the same write: a name that was removed and made again counts from 1 again, at another time.</summary>
    public bool IsSameAs(ConnectionRecord other) => Generation == other.Generation && ObtainedAt == other.ObtainedAt;

    /// <summary>The first record of a login. An earlier record of the same name gives way to it.</summary>
    public static ConnectionRecord First(ClientSettings client, AuthorizationGrant grant, TokenResponse response, DateTimeOffset now, ConnectionRecord? replaced) => new()
    {
        Grant = grant,
        Generation = (replaced?.Generation ?? 0) + 1,
        Client = client,
        Response = response,
        ObtainedAt = now,
    };

    /// <summary>The successor after a refresh: what the answer names is new, what it leaves out stays, the refresh token above all.</summary>
    public ConnectionRecord Renew(TokenResponse response, DateTimeOffset now)
        => this with { Generation = Generation + 1, Response = response.WithMissingFrom(Response), ObtainedAt = now };

    /// <summary>This record with other settings of the app; itself when there are none.</summary>
    internal ConnectionRecord With(Func<ClientSettings, ClientSettings>? change) => change is null ? this : this with { Client = change(Client) };

    /// <summary>The token object users see.</summary>
    public Token ToToken(string name, string vault) => TokenFactory.Create(Client, Response, name, vault, Grant.Username);
}
