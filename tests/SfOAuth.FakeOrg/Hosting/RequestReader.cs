using System;
using System.Collections.Generic;
using System.IO;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Http;
using SfOAuth.FakeOrg.Messages;
using SfOAuth.FakeOrg.Org;

namespace SfOAuth.FakeOrg.Hosting;

/// <summary>Reads a request whole.</summary>
internal sealed class RequestReader(OrgState org)
{
    internal const string VisualforceSuffix = "vforcesite";

    public async ValueTask<OrgRequest> ReadAsync(HttpContext http)
    {
        OrgListener listener = http.Features.Get<OrgListener>()!;
        string fullPath = http.Request.Path.Value ?? "/";
        string sitePath = SitePathOf(fullPath, listener.Role);
        string scheme = listener.IsSecure ? "https://" : "http://";
        return new OrgRequest
        {
            Method = http.Request.Method,
            FullPath = fullPath,
            Path = PathBelow(fullPath, sitePath),
            QueryString = http.Request.QueryString.Value ?? "",
            Headers = HeadersOf(http.Request.Headers),
            Body = await BodyOfAsync(http.Request),
            Port = listener.Port,
            ConnectionId = http.Connection.Id,
            Host = new RequestHost(
                listener.Role,
                listener.IsSecure,
                sitePath,
                scheme + http.Request.Host.Value + sitePath
            ),
        };
    }

    /// <summary>
    /// The Salesforce CLI keeps a slash at the end of an instance URL and asks for <c>//services/data</c>, and lives
    /// with real orgs: so a second slash at the front is none.
    /// </summary>
    private static string PathBelow(string fullPath, string sitePath)
    {
        string path = fullPath[sitePath.Length..];
        return path.StartsWith("//", StringComparison.Ordinal) ? "/" + path.TrimStart('/') : path;
    }

    private string SitePathOf(string path, HostRole role)
    {
        string site = org.Scenario.SitePath ?? "";
        if (role != HostRole.Domain || site.Length == 0)
            return "";
        if (IsBelow(path, site))
            return site;
        string visualforce = site + VisualforceSuffix;
        return org.Scenario.SiteIsLwr && IsBelow(path, visualforce) ? visualforce : "";
    }

    private static bool IsBelow(string path, string site) => path.StartsWith(site + "/", StringComparison.Ordinal);

    private static FormField[] HeadersOf(IHeaderDictionary headers)
    {
        FormField[] fields = new FormField[headers.Count];
        int count = 0;
        foreach (KeyValuePair<string, Microsoft.Extensions.Primitives.StringValues> header in headers)
            fields[count++] = new FormField(header.Key, header.Value.ToString());
        return fields;
    }

    private static async ValueTask<byte[]> BodyOfAsync(HttpRequest request)
    {
        if (
            request.ContentLength is 0
            || (request.ContentLength is null && !request.Headers.ContainsKey("Transfer-Encoding"))
        )
            return [];
        if (request.ContentLength is { } length)
        {
            byte[] body = new byte[length];
            await request.Body.ReadExactlyAsync(body);
            return body;
        }

        using MemoryStream chunks = new();
        await request.Body.CopyToAsync(chunks);
        return chunks.ToArray();
    }
}
