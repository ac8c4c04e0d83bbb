using SfOAuth.FakeOrg.Org;

namespace SfOAuth.FakeOrg.Pages;

/// <summary>Where a browser arrives that came through the front door.</summary>
internal static class FrontdoorPage
{
    public static string Write(OrgUser user) =>
        PageFrame.Write(
            "Home",
            $"<p id=\"welcome\">You are logged in to FakeOrg as <strong>{PageFrame.Encode(user.Username)}</strong>.</p>"
        );

    public static string Refuse() =>
        PageFrame.Write(
            "Log in to FakeOrg",
            "<p class=\"error\" id=\"error\" role=\"alert\">This link was used or is too old. Log in again.</p>"
        );
}
