using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using SfOAuth.Formats;
using SfOAuth.Keys;

namespace SfOAuth.Protocol;

/// <summary>
/// Reads whose token it is. The identity URL, userinfo and the id token name the same things, in three spellings.
/// </summary>
internal static class IdentityReader
{
    internal static Identity Read(IReadOnlyDictionary<string, string> answer, IdentitySource source)
    {
        var fields = Printed(answer);
        string? id = Take(fields, ProtocolNames.Id, JoseNames.Subject);
        return new Identity
        {
            Source = source,
            Id = id,
            UserId = Take(fields, ProtocolNames.UserId) ?? IdentityUrl.UserOf(id),
            OrganizationId = Take(fields, ProtocolNames.OrganizationId) ?? IdentityUrl.OrganizationOf(id),
            Username = Take(fields, ProtocolNames.Username, ProtocolNames.PreferredUsername),
            DisplayName = Take(fields, ProtocolNames.DisplayName, ProtocolNames.Name),
            Nickname = Take(fields, ProtocolNames.NickName, ProtocolNames.Nickname),
            FirstName = Take(fields, ProtocolNames.FirstName, ProtocolNames.GivenName),
            LastName = Take(fields, ProtocolNames.LastName, ProtocolNames.FamilyName),
            Email = Take(fields, ProtocolNames.Email),
            IsActive = bool.TryParse(Take(fields, ProtocolNames.Active), out bool active) ? active : null,
            UserType = Take(fields, ProtocolNames.UserType),
            Language = Take(fields, ProtocolNames.Language),
            Locale = Take(fields, ProtocolNames.Locale),
            UtcOffset = ReadOffset(Take(fields, ProtocolNames.UtcOffset)),
            Urls = ReadInner(Take(fields, ProtocolNames.Urls)),
            Photos = ReadInner(Take(fields, ProtocolNames.Photos)),
            // What is left.
            AdditionalFields = fields,
        };
    }

    private static Dictionary<string, string> Printed(IReadOnlyDictionary<string, string> fields) =>
        fields.ToDictionary(field => field.Key, field => Printable.Of(field.Value), StringComparer.Ordinal);

    private static string? Take(Dictionary<string, string> fields, params string[] names)
    {
        string? taken = fields.Find(names);
        foreach (string name in names)
            fields.Remove(name);
        return taken;
    }

    private static TimeSpan? ReadOffset(string? milliseconds) =>
        int.TryParse(milliseconds, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int offset)
            ? TimeSpan.FromMilliseconds(offset)
            : null;

    private static Dictionary<string, string> ReadInner(string? json)
    {
        try
        {
            return json is null ? [] : Printed(Json.Read(json));
        }
        catch (FormatException)
        {
            // An empty list stands where there is nothing to name.
            return [];
        }
    }
}
