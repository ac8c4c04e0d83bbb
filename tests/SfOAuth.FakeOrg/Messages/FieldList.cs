using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Xml.Linq;

namespace SfOAuth.FakeOrg.Messages;

/// <summary>The fields of an OAuth answer, written in whichever of Salesforce's three formats was asked.</summary>
internal sealed class FieldList
{
    private readonly List<KeyValuePair<string, object?>> _fields = [];

    public FieldList Add(string name, object? value)
    {
        if (value is not null)
            _fields.Add(new(name, value));
        return this;
    }

    public void Set(string name, object? value)
    {
        Remove(name);
        _fields.Add(new(name, value));
    }

    public void Remove(string name) => _fields.RemoveAll(field => field.Key == name);

    public OrgAnswer ToAnswer(int status, AnswerFormat format) =>
        format switch
        {
            AnswerFormat.Xml => OrgAnswer.Text(status, ToXml(), "application/xml;charset=UTF-8"),
            AnswerFormat.UrlEncoded => OrgAnswer.Text(
                status,
                ToUrlEncoded(),
                "application/x-www-form-urlencoded;charset=UTF-8"
            ),
            _ => new OrgAnswer(status, OrgAnswer.JsonType, ToJson()),
        };

    private byte[] ToJson()
    {
        using MemoryStream json = new(1024);
        using (Utf8JsonWriter writer = new(json, new JsonWriterOptions { Encoder = WireJson.Options.Encoder }))
        {
            writer.WriteStartObject();
            foreach ((string name, object? value) in _fields)
            {
                writer.WritePropertyName(name);
                if (value is string text)
                    writer.WriteStringValue(text);
                else
                    JsonSerializer.Serialize(writer, value, WireJson.Options);
            }

            writer.WriteEndObject();
        }

        return json.ToArray();
    }

    private string ToXml()
    {
        XElement root = new("OAuth", _fields.Select(field => new XElement(field.Key, AsText(field.Value))));
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>" + root.ToString(SaveOptions.DisableFormatting);
    }

    private string ToUrlEncoded() =>
        FormEncoding.Encode(_fields.Select(field => new FormField(field.Key, AsText(field.Value))));

    private static string AsText(object? value) => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
}
