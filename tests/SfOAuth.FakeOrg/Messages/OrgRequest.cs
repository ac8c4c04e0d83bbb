using System;
using System.Collections.Generic;
using System.Text;

namespace SfOAuth.FakeOrg.Messages;

/// <summary>A request as it arrived, whole: endpoints never touch the socket.</summary>
internal sealed class OrgRequest
{
    private IReadOnlyList<FormField>? _form;
    private IReadOnlyList<FormField>? _query;

    public required string Method { get; init; }

    /// <summary>As sent, with the site path.</summary>
    public required string FullPath { get; init; }

    /// <summary>Without the site path.</summary>
    public required string Path { get; init; }

    public required string QueryString { get; init; }

    public required IReadOnlyList<FormField> Headers { get; init; }

    public required byte[] Body { get; init; }

    public required int Port { get; init; }

    public required string ConnectionId { get; init; }

    public required RequestHost Host { get; init; }

    public IReadOnlyList<FormField> Query => _query ??= FormEncoding.Decode(QueryString);

    public IReadOnlyList<FormField> Form => _form ??= IsForm ? FormEncoding.Decode(BodyText) : [];

    public string BodyText => Encoding.UTF8.GetString(Body);

    public bool IsForm => MediaType.Equals("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase);

    public string? GrantType => Parameter(ParameterNames.GrantType);

    private string MediaType => (Header("Content-Type") ?? "").Split(';')[0].Trim();

    /// <summary>Salesforce reads parameters from the query string too, after the form.</summary>
    public string? Parameter(string name)
    {
        string? value = Form.Value(name) ?? Query.Value(name);
        return string.IsNullOrEmpty(value) ? null : value;
    }

    public string? Header(string name)
    {
        foreach (FormField header in Headers)
        {
            if (header.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
                return header.Value;
        }

        return null;
    }
}
