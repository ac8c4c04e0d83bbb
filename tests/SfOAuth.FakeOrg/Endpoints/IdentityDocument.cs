using System;
using System.Collections.Generic;
using System.Linq;
using SfOAuth.FakeOrg.Messages;
using SfOAuth.FakeOrg.Org;
using SfOAuth.FakeOrg.Tokens;

namespace SfOAuth.FakeOrg.Endpoints;

/// <summary>What the identity URL says; the keys are those Salesforce's mobile SDK reads.</summary>
internal static class IdentityDocument
{
    private static readonly (string Name, string Path)[] Urls =
    [
        ("enterprise", "/services/Soap/c/{version}/{org}"),
        ("metadata", "/services/Soap/m/{version}/{org}"),
        ("partner", "/services/Soap/u/{version}/{org}"),
        ("rest", "/services/data/v{version}/"),
        ("sobjects", "/services/data/v{version}/sobjects/"),
        ("search", "/services/data/v{version}/search/"),
        ("query", "/services/data/v{version}/query/"),
        ("recent", "/services/data/v{version}/recent/"),
        ("profile", "/{user}"),
        ("feeds", "/services/data/v{version}/chatter/feeds"),
        ("groups", "/services/data/v{version}/chatter/groups"),
        ("users", "/services/data/v{version}/chatter/users"),
        ("feed_items", "/services/data/v{version}/chatter/feed-items"),
    ];

    public static Dictionary<string, object?> Write(OrgState org, OrgUser user, RequestHost host)
    {
        string myDomain = org.Urls.MyDomainOf(host.IsSecure);
        return new()
        {
            ["id"] = Identities.UrlOf(org, user, host.IsSecure),
            ["asserted_user"] = true,
            ["user_id"] = user.UserId,
            ["organization_id"] = org.OrganizationId,
            ["username"] = user.Username,
            ["nick_name"] = user.Username.Split('@')[0],
            ["display_name"] = user.FirstName + " " + user.LastName,
            ["email"] = user.Username,
            ["email_verified"] = true,
            ["first_name"] = user.FirstName,
            ["last_name"] = user.LastName,
            ["timezone"] = "America/Los_Angeles",
            ["photos"] = PhotosOf(myDomain),
            ["urls"] = UrlsOf(myDomain, org, user),
            ["active"] = user.IsActive,
            ["user_type"] = "STANDARD",
            ["language"] = "en_US",
            ["locale"] = "en_US",
            ["utcOffset"] = -28_800_000,
            ["last_modified_date"] = "2026-01-01T00:00:00Z",
        };
    }

    private static Dictionary<string, object?> PhotosOf(string myDomain) =>
        new() { ["picture"] = myDomain + "/profilephoto/005/F", ["thumbnail"] = myDomain + "/profilephoto/005/T" };

    /// <summary>The version stays a placeholder for the client to fill in.</summary>
    private static Dictionary<string, object?> UrlsOf(string myDomain, OrgState org, OrgUser user) =>
        Urls.ToDictionary(
            url => url.Name,
            url =>
                (object?)(
                    myDomain
                    + url.Path.Replace("{org}", org.OrganizationId, StringComparison.Ordinal)
                        .Replace("{user}", user.UserId, StringComparison.Ordinal)
                )
        );
}
