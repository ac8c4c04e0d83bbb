using System;
using System.Collections.Generic;
using System.Globalization;
using SfOAuth.Connections;
using SfOAuth.Hosts;
using SfOAuth.Protocol;

namespace SfOAuth;

/// <summary>What may be told of a saved connection: whose it is and where. Holds no secret. As text it is its name.</summary>
public sealed class Connection
{
    private readonly IReadOnlyDictionary<string, string> _facts;

    private Connection(string name, string vault, IReadOnlyDictionary<string, string> facts)
    {
        Name = name;
        Vault = vault;
        _facts = facts;
    }

    /// <summary>The name.</summary>
    public string Name { get; }

    /// <summary>The vault it is saved in.</summary>
    public string Vault { get; }

    /// <summary>Null when the user's name never came along.</summary>
    public string? Username => Fact(nameof(Username));

    /// <summary>The base of REST calls.</summary>
    public string? InstanceUrl => Fact(nameof(InstanceUrl));

    /// <summary>Where it is refreshed.</summary>
    public string? LoginUrl => Fact(nameof(LoginUrl));

    /// <summary>The consumer key.</summary>
    public string? ClientId => Fact(nameof(ClientId));

    /// <summary>15 or 18 characters.</summary>
    public string? OrganizationId => Fact(nameof(OrganizationId));

    /// <summary>15 or 18 characters.</summary>
    public string? UserId => Fact(nameof(UserId));

    /// <summary>The grant that made the login, by its protocol name.</summary>
    public string? GrantType => Fact(nameof(GrantType));

    /// <summary>What was granted.</summary>
    public string[] Scope => Fact(nameof(Scope))?.Split(' ') ?? [];

    /// <summary>When the saved access token was made.</summary>
    public DateTimeOffset? IssuedAt
        => DateTimeOffset.TryParse(Fact(nameof(IssuedAt)), CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out DateTimeOffset time) ? time : null;

    /// <summary>From the metadata that a vault keeps beside the secret.</summary>
    public static Connection FromMetadata(string name, string vault, IReadOnlyDictionary<string, string> metadata) => new(name, vault, metadata);

    /// <summary>From the record itself, for vaults that keep no metadata.</summary>
    public static Connection FromRecord(string name, string vault, ConnectionRecord record) => new(name, vault, MetadataOf(record));

    /// <summary>The facts worth keeping beside the secret. Vaults do not encrypt metadata, so none of them is one.</summary>
    public static Dictionary<string, string> MetadataOf(ConnectionRecord record)
    {
        Token token = TokenFactory.Create(record.Client, record.Response, username: record.Grant.Username);
        Dictionary<string, string> facts = new()
        {
            [nameof(LoginUrl)] = token.LoginUrl,
            [nameof(ClientId)] = token.ClientId,
            [nameof(GrantType)] = record.Grant.Type,
            [nameof(IssuedAt)] = (token.IssuedAt ?? record.ObtainedAt).ToString("O", CultureInfo.InvariantCulture),
        };
        AddKnown(facts, nameof(Username), token.Username);
        AddKnown(facts, nameof(InstanceUrl), token.InstanceUrl);
        AddKnown(facts, nameof(OrganizationId), token.OrganizationId);
        AddKnown(facts, nameof(UserId), token.UserId);
        AddKnown(facts, nameof(Scope), token.Scope.Length == 0 ? null : string.Join(" ", token.Scope));
        return facts;
    }

    /// <inheritdoc/>
    public override string ToString() => Name;

    private static void AddKnown(Dictionary<string, string> facts, string name, string? value)
    {
        if (value is not null)
            facts.Add(name, value);
    }

    private string? Fact(string name) => _facts.TryGetValue(name, out string? fact) ? fact : null;
}
