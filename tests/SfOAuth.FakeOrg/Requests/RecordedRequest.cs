using System;
using System.Collections.Generic;
using SfOAuth.FakeOrg.Messages;

namespace SfOAuth.FakeOrg.Requests;

/// <summary>What a client sent, and how it was answered.</summary>
public sealed class RecordedRequest
{
    private readonly OrgRequest _request;

    internal RecordedRequest(OrgRequest request, long sequence)
    {
        _request = request;
        Sequence = sequence;
    }

    /// <summary>Counts from one since the start or the last clearing.</summary>
    public long Sequence { get; }

    public string Method => _request.Method;

    /// <summary>As sent: below a site it begins with the site's path.</summary>
    public string Path => _request.FullPath;

    /// <summary>With its question mark; empty without a query.</summary>
    public string Query => _request.QueryString;

    public IReadOnlyList<FormField> Headers => _request.Headers;

    /// <summary>Decoded, in the order sent; empty when the body is no form.</summary>
    public IReadOnlyList<FormField> Form => _request.Form;

    public string Body => _request.BodyText;

    public int Port => _request.Port;

    /// <summary>The same for all requests that came over one TCP connection.</summary>
    public string ConnectionId => _request.ConnectionId;

    public bool IsHttps => _request.Host.IsSecure;

    /// <summary>True once the org has done what was asked, even while the answer is held or lost.</summary>
    public bool IsProcessed { get; internal set; }

    /// <summary>The status sent; 0 while there is none, or when a fault cut the connection.</summary>
    public int Status { get; internal set; }

    public string? GrantType => _request.GrantType;

    public string? FormValue(string name) => _request.Form.Value(name);

    public string? Header(string name) => _request.Header(name);

    internal bool Matches(string? path, string? grant) => RequestFilter.Matches(_request, path, grant);

    public override string ToString() =>
        FormattableString.Invariant($"#{Sequence} {Method} {Path} {GrantType} -> {Status}");
}
