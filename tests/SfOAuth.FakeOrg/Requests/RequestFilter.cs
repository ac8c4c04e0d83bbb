using System;
using SfOAuth.FakeOrg.Messages;

namespace SfOAuth.FakeOrg.Requests;

internal static class RequestFilter
{
    /// <summary>
    /// A path matches with or without its site prefix; one that ends in <c>*</c> matches all below it.
    /// </summary>
    public static bool Matches(OrgRequest request, string? path, string? grant) =>
        (path is null || PathMatches(request, path)) && (grant is null || GrantTypes.Matches(grant, request.GrantType));

    private static bool PathMatches(OrgRequest request, string path)
    {
        if (!path.EndsWith('*'))
            return request.Path == path || request.FullPath == path;

        string prefix = path[..^1];
        return request.Path.StartsWith(prefix, StringComparison.Ordinal)
            || request.FullPath.StartsWith(prefix, StringComparison.Ordinal);
    }
}
