using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Security;
using System.Text;
using SfOAuth.Errors;

namespace SfOAuth.Parameters;

/// <summary>
/// Writes an object as JSON, within bounds: some objects of .NET lead to all others, as a file leads to its disk, and
/// ConvertTo-Json follows them until memory ends.
/// </summary>
internal sealed class JsonBody
{
    // Salesforce takes no deeper ones.
    private const int Deepest = 64;
    private const int MostValues = 5_000_000;

    // An object of .NET has properties that nobody meant; a table or a record has not.
    private const int DeepestOfObjects = 4;
    private const int MostOfObjects = 20_000;

    private readonly StringBuilder _json = new();
    private int _values;
    private int _ofObjects;

    /// <exception cref="SfOAuthException">It is too large, holds a file or a secret, or a value that JSON has
    /// not.</exception>
    internal static string Write(object body)
    {
        var writer = new JsonBody();
        writer.Write(body, depth: 0, objects: 0);
        return writer._json.ToString();
    }

    internal static SfOAuthException RefuseFile() =>
        Refuse(
            "-Body is a file or a stream, and not what is in it. Give the file with -InFile, which sends it as it is."
        );

    private void Write(object? value, int depth, int objects)
    {
        if (
            ++_values > MostValues
            || depth > Deepest
            || objects > DeepestOfObjects
            || (objects > 0 && ++_ofObjects > MostOfObjects)
        )
            throw Refuse(
                "-Body leads to more than can be meant. Give text, bytes, a table or a record of what is to be "
                    + "sent, or a file with -InFile."
            );
        if (value is PSObject { BaseObject: PSCustomObject } record)
        {
            WriteProperties(record, depth, objects);
            return;
        }

        object? plain = value is PSObject wrapped ? wrapped.BaseObject : value;
        if (ToSimple(plain) is string simple)
            _json.Append(simple);
        else if (plain is IDictionary table)
            WriteObject(
                table.Cast<DictionaryEntry>().Select(entry => ($"{entry.Key}", (object?)entry.Value)),
                depth,
                objects
            );
        else if (plain is IEnumerable list)
            WriteList(list, depth, objects);
        else
            WriteProperties(PSObject.AsPSObject(value!), depth, objects + 1);
    }

    /// <summary>Null for what has parts.</summary>
    private static string? ToSimple(object? value) =>
        value switch
        {
            null or DBNull => "null",
            string text => Quote(text),
            char or Guid or Uri or Version or TimeSpan => Quote($"{value}"),
            bool or SwitchParameter => $"{value}".ToLowerInvariant(),
            Enum => Convert.ToString(
                Convert.ChangeType(value, Enum.GetUnderlyingType(value.GetType()), CultureInfo.InvariantCulture),
                CultureInfo.InvariantCulture
            ),
            double or float => ToNumber(Convert.ToDouble(value, CultureInfo.InvariantCulture), (IFormattable)value),
            sbyte or byte or short or ushort or int or uint or long or ulong or decimal or System.Numerics.BigInteger =>
                ((IFormattable)value).ToString(null, CultureInfo.InvariantCulture),
            DateTime time => Quote(time.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFFK", CultureInfo.InvariantCulture)),
            DateTimeOffset time => Quote(time.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFFK", CultureInfo.InvariantCulture)),
            byte[] bytes => Quote(Convert.ToBase64String(bytes)),
            FileSystemInfo or Stream => throw RefuseFile(),
            SecureString or PSCredential or Token => throw Refuse(
                "-Body holds a secret, which has to be made text by hand if it is to be sent."
            ),
            _ => null,
        };

    private static string ToNumber(double value, IFormattable number) =>
        double.IsNaN(value) || double.IsInfinity(value)
            ? throw Refuse("-Body holds a number that JSON has not.")
            : number.ToString("R", CultureInfo.InvariantCulture);

    private void WriteProperties(PSObject value, int depth, int objects) =>
        WriteObject(
            value.Properties.Where(property => property.IsGettable).Select(property => (property.Name, Get(property))),
            depth,
            objects
        );

    private static object? Get(PSPropertyInfo property)
    {
        try
        {
            return property.Value;
        }
        catch (GetValueException)
        {
            return null;
        }
    }

    private void WriteObject(IEnumerable<(string Name, object? Value)> members, int depth, int objects)
    {
        _json.Append('{');
        string separator = "";
        // What tells whose a record is, is not part of it.
        foreach ((string name, object? value) in members.Where(member => member.Name != Output.ConnectionNote.Name))
        {
            _json.Append(separator).Append(Quote(name)).Append(':');
            Write(value, depth + 1, objects);
            separator = ",";
        }

        _json.Append('}');
    }

    private void WriteList(IEnumerable list, int depth, int objects)
    {
        _json.Append('[');
        string separator = "";
        foreach (object? item in list)
        {
            _json.Append(separator);
            Write(item, depth + 1, objects);
            separator = ",";
        }

        _json.Append(']');
    }

    // RFC 8259, section 7. Half a pair of surrogates has no form in UTF-8, so it is spelled out.
    private static string Quote(string text)
    {
        var quoted = new StringBuilder("\"", text.Length + 2);
        for (int i = 0; i < text.Length; i++)
        {
            char character = text[i];
            bool isPair = char.IsHighSurrogate(character) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]);
            if (isPair)
                quoted.Append(character).Append(text[++i]);
            else if (character is '"' or '\\')
                quoted.Append('\\').Append(character);
            else if (character < ' ' || char.IsSurrogate(character) || character is '\u2028' or '\u2029')
                quoted.Append("\\u").Append(((int)character).ToString("x4", CultureInfo.InvariantCulture));
            else
                quoted.Append(character);
        }

        return quoted.Append('"').ToString();
    }

    private static SfOAuthException Refuse(string message) => new(Problem.ParameterInvalid, message);
}
