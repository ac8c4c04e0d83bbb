using System;
using System.Collections.Generic;
using System.Globalization;

namespace SfOAuth;

/// <summary>
/// What may be told of a saved connection: whose it is and where. Holds no secret. As text it is its name.
/// </summary>
public sealed class Connection
{
    private readonly IReadOnlyDictionary<string, string> _facts;

    /// <param name="name">Of the connection.</param>
    /// <param name="vault">Of the vault.</param>
    /// <param name="facts">What is kept beside the secret, by the names of the properties below.</param>
    internal Connection(string name, string vault, IReadOnlyDictionary<string, string> facts)
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
    public DateTimeOffset? IssuedAt =>
        DateTimeOffset.TryParse(
            Fact(nameof(IssuedAt)),
            CultureInfo.InvariantCulture,
            DateTimeStyles.RoundtripKind,
            out DateTimeOffset time
        )
            ? time
            : null;

    /// <summary>
    /// <c>Production</c>, <c>Sandbox</c>, <c>Scratch</c>, <c>Developer</c>, and so on; null where the hosts do not
    /// tell.
    /// </summary>
    public string? OrgType { get; internal init; }

    /// <summary>Whether it is the one that is meant where none is named.</summary>
    public bool IsDefault { get; internal init; }

    /// <summary>
    /// After a test: <c>Alive</c>, <c>Dead</c>, or <c>Unknown</c> where nobody could tell. Null before.
    /// </summary>
    public string? State { get; private set; }

    /// <summary>Why it is not known to be alive; null where it is, or was not tested.</summary>
    public string? Detail { get; private set; }

    /// <summary>What to do about that; null when there is nothing to do.</summary>
    public string? Remedy { get; private set; }

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>Keeps what a test has found out.</summary>
    internal void Tell(string state, string? detail = null, string? remedy = null) =>
        (State, Detail, Remedy) = (state, detail, remedy);

    private string? Fact(string name) => _facts.TryGetValue(name, out string? fact) ? fact : null;
}
