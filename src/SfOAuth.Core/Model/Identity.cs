using System;
using System.Collections.Generic;

namespace SfOAuth;

/// <summary>Whose token it is, as the org tells. What it does not tell is null. Holds no secret.</summary>
public sealed class Identity
{
    internal Identity() { }

    /// <summary>The identity URL.</summary>
    public string? Id { get; internal init; }

    /// <summary>18 characters, or 15 where only the identity URL tells.</summary>
    public string? UserId { get; internal init; }

    /// <summary>18 characters, or 15 where only the identity URL tells.</summary>
    public string? OrganizationId { get; internal init; }

    /// <summary>The name to sign in with.</summary>
    public string? Username { get; internal init; }

    /// <summary>First and last name.</summary>
    public string? DisplayName { get; internal init; }

    /// <summary>As in Experience Cloud.</summary>
    public string? Nickname { get; internal init; }

    /// <summary>The user's.</summary>
    public string? FirstName { get; internal init; }

    /// <summary>The user's.</summary>
    public string? LastName { get; internal init; }

    /// <summary>The user's; not always the user name.</summary>
    public string? Email { get; internal init; }

    /// <summary>Whether the user may sign in.</summary>
    public bool? IsActive { get; internal init; }

    /// <summary>Such as <c>STANDARD</c>.</summary>
    public string? UserType { get; internal init; }

    /// <summary>Such as <c>en_US</c>.</summary>
    public string? Language { get; internal init; }

    /// <summary>Such as <c>en_US</c>.</summary>
    public string? Locale { get; internal init; }

    /// <summary>Of the user's time zone, without daylight saving.</summary>
    public TimeSpan? UtcOffset { get; internal init; }

    /// <summary>
    /// The org's APIs by name; <c>{version}</c> in them is for the caller to fill in. Only the identity URL tells them
    /// all.
    /// </summary>
    public IReadOnlyDictionary<string, string> Urls { get; internal init; } = new Dictionary<string, string>();

    /// <summary>Addresses of the user's pictures by name.</summary>
    public IReadOnlyDictionary<string, string> Photos { get; internal init; } = new Dictionary<string, string>();

    /// <summary>Every other field of the answer; what is an object or an array is JSON.</summary>
    public IReadOnlyDictionary<string, string> AdditionalFields { get; internal init; } =
        new Dictionary<string, string>();

    /// <summary>Where this was read.</summary>
    public IdentitySource Source { get; internal init; }

    /// <inheritdoc/>
    public override string ToString() => Username ?? UserId ?? Id ?? "unknown";
}
