using System;
using System.Collections.Generic;
using System.Globalization;
using SfOAuth.Errors;
using SfOAuth.Formats;
using SfOAuth.Hosts;
using SfOAuth.Keys;
using SfOAuth.Protocol;

namespace SfOAuth.Connections;

/// <summary>
/// The record as the one JSON document that is the secret. One secret is one write, and one write is whole or not
/// there.
/// </summary>
internal static class ConnectionSerializer
{
    private const int Version = 1;
    private const string AnswerPrefix = "answer.";
    private const string KeyPrefix = "key.";

    /// <summary>By which a piece of a document is known, whatever is in it.</summary>
    internal static readonly string[] Marks =
    [
        AnswerPrefix + ProtocolNames.AccessToken,
        AnswerPrefix + ProtocolNames.InstanceUrl,
        "client_authentication",
    ];

    /// <summary>The document.</summary>
    internal static string Write(ConnectionRecord record) => Json.Write(Fields(record));

    /// <exception cref="StorageException">The document is not one of this module's, or of a version that is newer than
    /// it.</exception>
    internal static ConnectionRecord Read(string name, string document)
    {
        try
        {
            Dictionary<string, string> fields = Json.Read(document);
            int version = int.Parse(fields["version"], CultureInfo.InvariantCulture);
            if (version > Version)
            {
                throw new StorageException(
                    Problem.ConnectionUnreadable,
                    $"The connection '{name}' was saved by a newer version of SfOAuth (document version {version})."
                );
            }

            return FromFields(fields);
        }
        catch (Exception exception) when (exception is not StorageException)
        {
            // The cause could quote the document, so it goes no further.
            throw new StorageException(
                Problem.ConnectionUnreadable,
                $"What is saved as connection '{name}' is not a connection of SfOAuth."
            );
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
        fields.AddKnown("client_secret", client.ClientSecret);
        fields.AddKnown("username", record.Grant.Username);
        fields.AddKnown("audience", record.Grant.Audience);
        fields.AddKnown("password", record.Grant.Password);
        fields.AddAll(KeyPrefix, client.Key?.ToFields());
        fields.AddAll(AnswerPrefix, record.Response.Fields);
        return fields;
    }

    private static ConnectionRecord FromFields(Dictionary<string, string> fields) =>
        new()
        {
            Grant = new AuthorizationGrant
            {
                Type = fields["grant"],
                Username = fields.Find("username"),
                Audience = fields.Find("audience"),
                Password = fields.Find("password"),
            },
            Generation = int.Parse(fields["generation"], CultureInfo.InvariantCulture),
            ObtainedAt = DateTimeOffset.Parse(
                fields["obtained_at"],
                CultureInfo.InvariantCulture,
                DateTimeStyles.RoundtripKind
            ),
            Client = new ClientSettings
            {
                LoginUrl = LoginUrl.FromSaved(fields["login_url"]),
                ClientId = fields["client_id"],
                ClientSecret = fields.Find("client_secret"),
                Key = SigningKey.FromFields(fields.Below(KeyPrefix)),
                Authentication = ReadEnum<ClientAuthentication>(fields["client_authentication"]),
                ResponseFormat = ReadEnum<ResponseFormat>(fields["response_format"]),
            },
            Response = TokenResponse.From(fields.Below(AnswerPrefix), "the vault"),
        };

    private static T ReadEnum<T>(string text)
        where T : struct => (T)Enum.Parse(typeof(T), text);
}
