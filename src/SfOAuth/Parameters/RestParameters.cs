using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Net.Http;
using SfOAuth.Commands;
using SfOAuth.Errors;
using SfOAuth.Rest;

namespace SfOAuth.Parameters;

/// <summary>The call that the parameters of a command describe.</summary>
internal static class RestParameters
{
    private const string ContentTypeHeader = "Content-Type";

    /// <exception cref="SfOAuthException">They contradict each other, or something in them would arrive as something
    /// else.</exception>
    internal static RestRequest Read(InvokeSfRestMethodCommand command)
    {
        var method = new HttpMethod(command.Method.ToUpperInvariant());
        bool hasNoBody = method == HttpMethod.Get || method == HttpMethod.Head;
        IDictionary? query = command.Query;
        object? body = command.Body;
        // As Invoke-RestMethod has it.
        if (hasNoBody && (body is PSObject wrapped ? wrapped.BaseObject : body) is IDictionary asked)
        {
            query = query is null
                ? asked
                : throw Refuse("-Query and -Body both say what is asked for; give one of them.");
            body = null;
        }

        if (body is not null && command.InFile is not null)
            throw Refuse("-Body and -InFile both say what is sent; give one of them.");
        if (hasNoBody && (body is not null || command.InFile is not null))
            throw Refuse(
                $"A {method} request has no -Body. Say what is asked for with -Query, or name another -Method."
            );
        string? file = command.InFile is null ? null : RequireFile(command, command.InFile);
        Dictionary<string, string> headers = ReadHeaders(command.Headers);
        string contentType = ReadContentType(command, headers, file);
        var request = new RestRequest
        {
            Method = method,
            Path = query is null ? command.Path : QueryString.Append(command.Path, QueryParameters.Read(query)),
            Body = RequestBody.Read(body, contentType),
            BodyFile = file,
            ContentType = contentType,
            Headers = headers,
        };
        request.RequireWellFormed();
        return request;
    }

    // With Invoke-RestMethod it is among the headers as often as not.
    private static string ReadContentType(
        InvokeSfRestMethodCommand command,
        Dictionary<string, string> headers,
        string? file
    )
    {
        bool isBound = command.IsBound(nameof(command.ContentType));
        if (headers.TryGetValue(ContentTypeHeader, out string? given))
        {
            headers.Remove(ContentTypeHeader);
            return isBound
                ? throw Refuse("-Headers and -ContentType both say what the body is; give one of them.")
                : given;
        }

        return file is not null && !isBound ? RequestBody.TypeOfFile(file) : command.ContentType;
    }

    private static Dictionary<string, string> ReadHeaders(IDictionary given)
    {
        Dictionary<string, string> headers = new(StringComparer.OrdinalIgnoreCase);
        foreach (DictionaryEntry header in given)
            headers[TextOf(header.Key)] = TextOf(header.Value);
        return headers;
    }

    // Of several values each is one of a list (RFC 9110, section 5.3).
    private static string TextOf(object? value) =>
        LanguagePrimitives.GetEnumerable(value) is IEnumerable several
            ? string.Join(", ", several.Cast<object>().Select(LanguagePrimitives.ConvertTo<string>))
            : LanguagePrimitives.ConvertTo<string>(value);

    /// <summary>Where the answer goes; null where it goes to the pipeline.</summary>
    /// <exception cref="SfOAuthException">It is no place for a file.</exception>
    internal static string? ReadOutFile(InvokeSfRestMethodCommand command) =>
        command.OutFile is null
            ? null
            : Find(command, command.OutFile) ?? throw Refuse($"-OutFile '{command.OutFile}' is not a path to a file.");

    private static string RequireFile(PSCmdlet command, string path) =>
        Find(command, path) is string file && System.IO.File.Exists(file)
            ? file
            : throw Refuse($"There is no file '{path}' for -InFile.");

    /// <summary>Null where the path is one of something else than files.</summary>
    private static string? Find(PSCmdlet command, string path)
    {
        string file = command.SessionState.Path.GetUnresolvedProviderPathFromPSPath(
            path,
            out ProviderInfo provider,
            out _
        );
        return provider.Name == "FileSystem" ? file : null;
    }

    private static SfOAuthException Refuse(string message) => new(Problem.ParameterInvalid, message);
}
