using System;
using System.Collections;
using System.Collections.Generic;
using System.Collections.Specialized;
using System.Linq;
using System.Management.Automation;
using System.Net.Http;
using System.Text;
using System.Threading.Tasks;
using SfOAuth.Commands;
using SfOAuth.Errors;
using SfOAuth.Output;
using SfOAuth.Parameters;
using SfOAuth.Rest;

namespace SfOAuth.Pipeline;

/// <summary>
/// Records from the pipeline as calls of Salesforce's sObject collections, up to 200 a call. The results keep the order
/// of the records, one each; and where the org refuses one, an error names it.
/// </summary>
internal sealed class RecordCollections(InvokeSfRestMethodCommand command)
{
    /// <summary>As many as the org takes in a call.</summary>
    internal const int Most = 200;

    private const string Resource = "composite/sobjects";
    private const string Attributes = "attributes";
    private const string IdField = "Id";

    private readonly List<PSObject> _waiting = [];
    private int _sent;

    internal void Add(PSObject record)
    {
        _waiting.Add(record);
        if (_waiting.Count == Most)
            Send();
    }

    /// <summary>Sends what waits. To be called on the pipeline's thread.</summary>
    internal void Send()
    {
        if (_waiting.Count == 0)
            return;
        PSObject[] records = [.. _waiting];
        int first = _sent + 1;
        _waiting.Clear();
        _sent += records.Length;
        ErrorContext context = ErrorContext.For(
            command.Token is null ? command.Name.FirstOrDefault() : command.Token.Name
        );
        command.ReportErrors(
            context,
            () =>
            {
                string? name = ChooseName();
                RestRequest request = Prepare(RestParameters.Read(command), records, first);
                string what = $"{request} ({records.Length} records, {first} to {_sent})";
                command.RunWork(
                    context,
                    () =>
                        new RestCall(command).RunAsync(
                            name,
                            request,
                            what,
                            tellsConnection: false,
                            (output, completed) => WriteAsync(output, completed, records, first)
                        )
                );
            }
        );
    }

    /// <summary>Of the connection; null for the token that was given, or the connection that is meant.</summary>
    private string? ChooseName()
    {
        IReadOnlyList<string> names = command.ExpandNames(command.Name, command.Vault);
        return names.Count + (command.Token is null ? 0 : 1) <= 1
            ? names.Count == 0
                ? null
                : names[0]
            : throw Refuse("Records go to one org; name one connection, or give one token.");
    }

    private RestRequest Prepare(RestRequest request, PSObject[] records, int first)
    {
        if (request.Path.Split('?')[0].IndexOf(Resource, StringComparison.OrdinalIgnoreCase) < 0)
            throw Refuse(
                $"Records from the pipeline go to /{Resource}, and not to '{request.Resource}'. Send one record "
                    + "with -Body."
            );
        if (request.Method == HttpMethod.Delete)
            return request with { Path = QueryString.Append(request.Path, IdsOf(records, first)) };
        if (request.Method != HttpMethod.Post && request.Method.Method != "PATCH")
            throw Refuse(
                $"Records from the pipeline are sent with -Method Post, Patch or Delete, and not with {request.Method}."
            );
        OrderedDictionary body = new()
        {
            ["allOrNone"] = command.AllOrNone.IsPresent,
            ["records"] = records.Select((record, index) => ToFields(record, first + index)).ToArray(),
        };
        return request with { Body = Encoding.UTF8.GetBytes(JsonBody.Write(body)) };
    }

    /// <summary>
    /// A record's fields behind its type. An empty text is no value, which fields of every kind can take.
    /// </summary>
    private OrderedDictionary ToFields(PSObject record, int number)
    {
        OrderedDictionary fields = new(StringComparer.OrdinalIgnoreCase);
        object? type = command.SObject is string given
            ? new Hashtable { ["type"] = given }
            : FieldsOf(record)
                .FirstOrDefault(field => field.Name.Equals(Attributes, StringComparison.OrdinalIgnoreCase))
                .Value;
        fields[Attributes] =
            type
            ?? throw Refuse(
                $"Record {number} does not say what it is. Name the object with -SObject, such as -SObject Account."
            );
        foreach ((string name, object? value) in FieldsOf(record))
        {
            if (name != ConnectionNote.Name && !name.Equals(Attributes, StringComparison.OrdinalIgnoreCase))
                fields[name] = value is string { Length: 0 } ? null : value;
        }

        return fields;
    }

    private IEnumerable<KeyValuePair<string, string>> IdsOf(PSObject[] records, int first)
    {
        string[] ids =
        [
            .. records.Select(
                (record, index) =>
                    FieldsOf(record)
                        .FirstOrDefault(field => field.Name.Equals(IdField, StringComparison.OrdinalIgnoreCase))
                        .Value?.ToString()
                    ?? throw Refuse($"Record {first + index} has no {IdField}.")
            ),
        ];
        return [new("ids", string.Join(",", ids)), new("allOrNone", command.AllOrNone ? "true" : "false")];
    }

    private static IEnumerable<(string Name, object? Value)> FieldsOf(PSObject record) =>
        record.BaseObject is IDictionary table
            ? table.Cast<DictionaryEntry>().Select(entry => ($"{entry.Key}", (object?)entry.Value))
            : record.Properties.Select(property => (property.Name, (object?)property.Value));

    private async Task WriteAsync(RestOutput output, RestRequest request, PSObject[] records, int first)
    {
        object? answer = await output.ReadAsync(request);
        if (answer is not object[] results || results.Length != records.Length)
        {
            throw new TransportException(
                Problem.AnswerIncomplete,
                $"The answer to {request} has not one result a record.",
                mayHaveBeenProcessed: true
            );
        }

        await command.Pipeline.WriteAsync(() =>
        {
            for (int i = 0; i < results.Length; i++)
            {
                command.WriteObject(results[i]);
                foreach (ErrorRecord error in RecordErrors.From(results[i], records[i], first + i))
                    command.WriteError(error);
            }
        });
    }

    private static SfOAuthException Refuse(string message) => new(Problem.ParameterInvalid, message);
}
