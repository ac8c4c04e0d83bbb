using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using SfOAuth.Errors;
using SfOAuth.Http;

namespace SfOAuth.Connections.Shared;

/// <summary>
/// The URL of a container with its shared access signature (SAS), which whoever has it can use: a secret. What it says
/// of itself without the signature (until when, what for) explains a refusal.
/// </summary>
internal sealed class ContainerUrl
{
    private readonly string _query;
    private readonly Dictionary<string, string> _fields;

    private ContainerUrl(string address, string query)
    {
        Address = address;
        _query = query;
        _fields = FieldsOf(query);
    }

    /// <summary>Scheme, host and path: what may be shown.</summary>
    internal string Address { get; }

    /// <summary>For messages.</summary>
    internal string Host => new Uri(Address).Authority;

    /// <summary>The name of the container.</summary>
    internal string Container => Address.Substring(Address.LastIndexOf('/') + 1);

    /// <summary>By the service's clock; null when a policy of the container says it.</summary>
    internal DateTimeOffset? Expires => Time("se");

    /// <summary>By the service's clock; null for at once.</summary>
    internal DateTimeOffset? Starts => Time("st");

    /// <summary>A letter each, such as <c>rwdl</c>; null when a policy of the container says it.</summary>
    internal string? Permissions => _fields.TryGetValue("sp", out string? letters) ? letters : null;

    /// <summary>What no message may repeat.</summary>
    internal IEnumerable<string> Secrets => [_query, _fields["sig"]];

    /// <summary>The whole URL, to be sealed.</summary>
    internal string Secret => $"{Address}?{_query}";

    /// <summary>Without the signature.</summary>
    public override string ToString() => Address;

    /// <exception cref="SfOAuthException">It is not the URL of a container with a SAS.</exception>
    internal static ContainerUrl Parse(string text)
    {
        string cleaned = text.Trim().Trim('"', '\'').Trim();
        int mark = cleaned.IndexOf('?');
        // The framework's own error would quote it.
        if (mark < 0 || !Uri.TryCreate(cleaned.Substring(0, mark), UriKind.Absolute, out Uri? uri))
            throw Invalid("has no shared access signature: it ends with '?sv=…&sig=…'.");
        string query = cleaned.Substring(mark + 1);
        if (uri.Scheme != "https" && !(uri.Scheme == "http" && Loopback.IsLoopback(uri.Host)))
            throw Invalid("does not begin with https://.");
        string path = uri.AbsolutePath.TrimEnd('/');
        if (path.Length < 2 || uri.UserInfo.Length > 0)
            throw Invalid("names no container: it is https://<account>.blob.core.windows.net/<container>?sv=…&sig=….");
        if (!IsSafe(query) || !FieldsOf(query).TryGetValue("sig", out string? signature) || signature.Length == 0)
            throw Invalid("has no shared access signature ('sig=') that can be read.");
        return new ContainerUrl($"{uri.Scheme}://{uri.Authority}{path}", query);
    }

    /// <param name="blob">Its path in the container; empty for the container.</param>
    /// <param name="operation">What comes before the signature in the query; empty for nothing.</param>
    internal Uri Of(string blob, string operation)
    {
        string path = blob.Length == 0 ? Address : $"{Address}/{blob}";
        return new Uri($"{path}?{operation}{(operation.Length == 0 ? "" : "&")}{_query}");
    }

    private static bool IsSafe(string query) =>
        query.All(character => character is > ' ' and < '\u007f' and not '#' and not '"');

    private static Dictionary<string, string> FieldsOf(string query)
    {
        Dictionary<string, string> fields = new(StringComparer.Ordinal);
        foreach (string field in query.Split('&'))
        {
            int equals = field.IndexOf('=');
            if (equals > 0)
                fields[field.Substring(0, equals)] = Uri.UnescapeDataString(field.Substring(equals + 1));
        }

        return fields;
    }

    private DateTimeOffset? Time(string name) =>
        _fields.TryGetValue(name, out string? text)
        && DateTimeOffset.TryParse(
            text,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out DateTimeOffset time
        )
            ? time
            : null;

    private static SfOAuthException Invalid(string what) =>
        new(Problem.SharedUrlInvalid, $"The URL of the container {what}");
}
