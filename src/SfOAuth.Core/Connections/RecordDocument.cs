using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Security;
using SfOAuth.Errors;
using SfOAuth.Hosts;
using SfOAuth.Protocol;
using SfOAuth.Secrets;

namespace SfOAuth.Connections;

/// <summary>The record as the one JSON document that is the secret. One secret is one write, and one write is whole or not there.</summary>
public static class RecordDocument
{
    private const int Version = 1;
    private const string AnswerPrefix = "answer.";

    /// <summary>The document.</summary>
    public static SecureString Write(ConnectionRecord record) => SecureText.Protect(JsonFields.Write(Fields(record)));

    /// <exception cref="StorageException">The document is not one of this module's, or of a version that is newer than it.</exception>
    public static ConnectionRecord Read(string name, SecureString document)
    {
        try
        {
            Dictionary<string, string> fields = JsonFields.Read(SecureText.Reveal(document));
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
            ["grant"] = record.GrantType,
            ["login_url"] = client.LoginUrl.Value,
            ["client_id"] = client.ClientId,
            ["client_authentication"] = client.Authentication.ToString(),
            ["response_format"] = client.ResponseFormat.ToString(),
            ["obtained_at"] = record.ObtainedAt.ToString("O", CultureInfo.InvariantCulture),
        };
        if (client.ClientSecret is not null)
            fields["client_secret"] = SecureText.Reveal(client.ClientSecret);
        foreach (KeyValuePair<string, string> field in record.Response.Fields)
            fields[AnswerPrefix + field.Key] = field.Value;
        return fields;
    }

    private static ConnectionRecord FromFields(Dictionary<string, string> fields) => new()
    {
        GrantType = fields["grant"],
        Generation = int.Parse(fields["generation"], CultureInfo.InvariantCulture),
        ObtainedAt = DateTimeOffset.Parse(fields["obtained_at"], CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind),
        Client = new ClientSettings
        {
            LoginUrl = LoginUrl.Parse(fields["login_url"]),
            ClientId = fields["client_id"],
            ClientSecret = SecureText.Protect(fields.TryGetValue("client_secret", out string? secret) ? secret : null),
            Authentication = ReadEnum<ClientAuthentication>(fields["client_authentication"]),
            ResponseFormat = ReadEnum<ResponseFormat>(fields["response_format"]),
        },
        Response = TokenResponse.From(
            fields.Where(field => field.Key.StartsWith(AnswerPrefix, StringComparison.Ordinal))
                .ToDictionary(field => field.Key.Substring(AnswerPrefix.Length), field => field.Value),
            "the vault"),
    };

    private static T ReadEnum<T>(string text)
        where T : struct
        => (T)Enum.Parse(typeof(T), text);
}
