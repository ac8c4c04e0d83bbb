using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using SfOAuth.Formats;
using SfOAuth.Protocol;

namespace SfOAuth;

/// <summary>Whose token it is, as the org tells. What it does not tell is null. Holds no secret.</summary>
public sealed class Identity
{
    private Identity(Dictionary<string, string> fields, IdentitySource source)
    {
        Source = source;
        Id = Take(fields, ProtocolNames.Id, ProtocolNames.Subject);
        UserId = Take(fields, ProtocolNames.UserId) ?? IdentityUrl.UserOf(Id);
        OrganizationId = Take(fields, ProtocolNames.OrganizationId) ?? IdentityUrl.OrganizationOf(Id);
        Username = Take(fields, ProtocolNames.Username, ProtocolNames.PreferredUsername);
        DisplayName = Take(fields, ProtocolNames.DisplayName, ProtocolNames.Name);
        Nickname = Take(fields, ProtocolNames.NickName, ProtocolNames.Nickname);
        FirstName = Take(fields, ProtocolNames.FirstName, ProtocolNames.GivenName);
        LastName = Take(fields, ProtocolNames.LastName, ProtocolNames.FamilyName);
        Email = Take(fields, ProtocolNames.Email);
        IsActive = bool.TryParse(Take(fields, ProtocolNames.Active), out bool active) ? active : null;
        UserType = Take(fields, ProtocolNames.UserType);
        Language = Take(fields, ProtocolNames.Language);
        Locale = Take(fields, ProtocolNames.Locale);
        UtcOffset = int.TryParse(Take(fields, ProtocolNames.UtcOffset), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int offset) ? TimeSpan.FromMilliseconds(offset) : null;
        Urls = ReadInner(Take(fields, ProtocolNames.Urls));
        Photos = ReadInner(Take(fields, ProtocolNames.Photos));
        AdditionalFields = fields;
    }

    /// <summary>The identity URL.</summary>
    public string? Id { get; }

    /// <summary>18 characters, or 15 where only the identity URL tells.</summary>
    public string? UserId { get; }

    /// <summary>18 characters, or 15 where only the identity URL tells.</summary>
    public string? OrganizationId { get; }

    /// <summary>The name to sign in with.</summary>
    public string? Username { get; }

    /// <summary>First and last name.</summary>
    public string? DisplayName { get; }

    /// <summary>As in Experience Cloud.</summary>
    public string? Nickname { get; }

    /// <summary>The user's.</summary>
    public string? FirstName { get; }

    /// <summary>The user's.</summary>
    public string? LastName { get; }

    /// <summary>The user's; not always the user name.</summary>
    public string? Email { get; }

    /// <summary>Whether the user may sign in.</summary>
    public bool? IsActive { get; }

    /// <summary>Such as <c>STANDARD</c>.</summary>
    public string? UserType { get; }

    /// <summary>Such as <c>en_US</c>.</summary>
    public string? Language { get; }

    /// <summary>Such as <c>en_US</c>.</summary>
    public string? Locale { get; }

    /// <summary>Of the user's time zone, without daylight saving.</summary>
    public TimeSpan? UtcOffset { get; }

    /// <summary>The org's APIs by name; <c>{version}</c> in them is for the caller to fill in. Only the identity URL tells them all.</summary>
    public IReadOnlyDictionary<string, string> Urls { get; }

    /// <summary>Addresses of the user's pictures by name.</summary>
    public IReadOnlyDictionary<string, string> Photos { get; }

    /// <summary>Every other field of the answer; what is an object or an array is JSON.</summary>
    public IReadOnlyDictionary<string, string> AdditionalFields { get; }

    /// <summary>Where this was read.</summary>
    public IdentitySource Source { get; }

    /// <inheritdoc/>
    public override string ToString() => Username ?? UserId ?? Id ?? "unknown";

    /// <summary>Both endpoints and the id token name the same things, in three spellings.</summary>
    internal static Identity From(IReadOnlyDictionary<string, string> fields, IdentitySource source)
        => new(fields.ToDictionary(field => field.Key, field => field.Value, StringComparer.Ordinal), source);

    private static string? Take(Dictionary<string, string> fields, params string[] names)
    {
        string? taken = null;
        foreach (string name in names)
        {
            if (fields.TryGetValue(name, out string? value))
                taken ??= value.Length > 0 ? value : null;
            fields.Remove(name);
        }

        return taken;
    }

    private static Dictionary<string, string> ReadInner(string? json)
    {
        try
        {
            return json is null ? [] : Json.Read(json);
        }
        catch (FormatException)
        {
            // An empty list stands where there is nothing to name.
            return [];
        }
    }
}
