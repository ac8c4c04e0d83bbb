using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Security;
using SfOAuth.Errors;
using SfOAuth.Flows;
using SfOAuth.Formats;
using SfOAuth.Hosts;
using SfOAuth.Keys;
using SfOAuth.Protocol;
using SfOAuth.Secrets;

namespace SfOAuth.Connections;

/// <summary>The record as the one JSON document that is the secret. One secret is one write, and one write is whole or not there.</summary>
public static class ConnectionSerializer
{
    private const int Version = 1;
    private const string AnswerPrefix = "answer.";
    private const string KeyPrefix = "key.";

    /// <summary>The document.</summary>
    public static SecureString Write(ConnectionRecord record) => SecureText.Protect(Json.Write(Fields(record)));

    /// <exception cref="StorageException">The document is not one of this module's, or of a version that is newer than it.</exception>
    public static ConnectionRecord Read(string name, SecureString document)
    {
        try
        {
            Dictionary<string, string> fields = Json.Read(SecureText.Reveal(document));
            int version = int.Parse(fields["version"], CultureInfo.InvariantCulture);
            if (version > Version)
                throw new StorageException(Problem.ConnectionUnreadable, $"The connection '{name}' was saved by a newer version of SfOAuth (document version {version}).");
            return FromFields(fields);
        }
        catch (Exception exception) when (exception is FormatException or KeyNotFoundException or ArgumentException or OverflowException or InputException or TransportException)
        {
            // The cause could quote the document, so it goes no further.
            throw new StorageException(Problem.ConnectionUnreadable, $"What is saved as connection '{name}' is not a connection of SfOAuth.");
        }
    }

    private static Dictionary<string, string> Fields(ConnectionRecord record)
    {
        ClientSettings client = record.Client;
        Dictionary<string, string> fields = new()
        {
            ["version"] = Version.ToString(CultureInfo.InvariantCulture),
            ["generation"] = record.Generation.ToString(CultureInfo.InvariantCulture),
            ["grant"] = record.Grant.Type,
            ["login_url"] = client.LoginUrl.Value,
            ["client_id"] = client.ClientId,
            ["client_authentication"] = client.Authentication.ToString(),
            ["response_format"] = client.ResponseFormat.ToString(),
            ["obtained_at"] = record.ObtainedAt.ToString("O", CultureInfo.InvariantCulture),
        };
        AddKnown(fields, "client_secret", SecureText.Reveal(client.ClientSecret));
        AddKnown(fields, "username", record.Grant.Username);
        AddKnown(fields, "audience", record.Grant.Audience);
        AddKnown(fields, "password", SecureText.Reveal(record.Grant.Password));
        AddAll(fields, KeyPrefix, client.Key?.ToFields());
        AddAll(fields, AnswerPrefix, record.Response.Fields);
        return fields;
    }

    private static ConnectionRecord FromFields(Dictionary<string, string> fields) => new()
    {
        Grant = new AuthorizationGrant
        {
            Type = fields["grant"],
            Username = Optional(fields, "username"),
            Audience = Optional(fields, "audience"),
            Password = SecureText.Protect(Optional(fields, "password")),
        },
        Generation = int.Parse(fields["generation"], CultureInfo.InvariantCulture),
        ObtainedAt = DateTimeOffset.Parse(fields["obtained_at"], CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind),
        Client = new ClientSettings
        {
            LoginUrl = LoginUrl.Parse(fields["login_url"]),
            ClientId = fields["client_id"],
            ClientSecret = SecureText.Protect(Optional(fields, "client_secret")),
            Key = SigningKey.FromFields(Below(fields, KeyPrefix)),
            Authentication = ReadEnum<ClientAuthentication>(fields["client_authentication"]),
            ResponseFormat = ReadEnum<ResponseFormat>(fields["response_format"]),
        },
        Response = TokenResponse.From(Below(fields, AnswerPrefix), "the vault"),
    };

    private static void AddKnown(Dictionary<string, string> fields, string name, string? value)
    {
        if (value is not null)
            fields[name] = value;
    }

    private static void AddAll(Dictionary<string, string> fields, string prefix, IEnumerable<KeyValuePair<string, string>>? added)
    {
        foreach (KeyValuePair<string, string> field in added ?? [])
            fields[prefix + field.Key] = field.Value;
    }

    private static string? Optional(Dictionary<string, string> fields, string name) => fields.TryGetValue(name, out string? value) ? value : null;

    private static Dictionary<string, string> Below(Dictionary<string, string> fields, string prefix)
        => fields.Where(field => field.Key.StartsWith(prefix, StringComparison.Ordinal))
            .ToDictionary(field => field.Key.Substring(prefix.Length), field => field.Value);

    private static T ReadEnum<T>(string text)
        where T : struct
        => (T)Enum.Parse(typeof(T), text);
}
