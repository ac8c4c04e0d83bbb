using System.Text.Json;
using SfOAuth.FakeOrg.Control;

namespace SfOAuth.FakeOrg.CommandLine;

/// <summary>What the program says once it listens.</summary>
internal static class Announcement
{
    /// <summary>One line, for a program.</summary>
    public static string Json(FakeOrgServer org) =>
        JsonSerializer.Serialize(
            new
            {
                org.LoginUrl,
                org.MyDomainUrl,
                org.SecureLoginUrl,
                org.SecureMyDomainUrl,
                org.OrganizationId,
                org.ConfidentialApp.ClientId,
                org.ConfidentialApp.ClientSecret,
                publicClientId = org.PublicApp.ClientId,
                org.Admin.Username,
                org.Admin.Password,
                callback = DefaultOrg.Callback,
            },
            ControlJson.Options
        );

    /// <summary>For a person.</summary>
    public static string Text(FakeOrgServer org) =>
        $$"""
            FakeOrg: a Salesforce org on this machine. Ctrl+C ends it.

              login host        {{org.LoginUrl}}    {{org.SecureLoginUrl}}
              My Domain host    {{org.MyDomainUrl}}    {{org.SecureMyDomainUrl}}
              client id         {{org.ConfidentialApp.ClientId}}
              client secret     {{org.ConfidentialApp.ClientSecret}}
              public client id  {{org.PublicApp.ClientId}}    (no secret, PKCE required)
              callback          {{DefaultOrg.Callback}}
              username          {{org.Admin.Username}}
              password          {{org.Admin.Password}}
              rotation          {{(
                org.Scenario.RotateRefreshTokens ? "on: every refresh replaces the refresh token" : "off"
            )}}

            Try it in PowerShell:

              $secret = '{{org.ConfidentialApp.ClientSecret}}'
              Connect-SfOrg {{org.ConfidentialApp.ClientId}} -LoginUrl {{org.LoginUrl}} -ClientSecret $secret -Name fake
              Invoke-SfRestMethod /services/data/v66.0/limits -Name fake
              Disconnect-SfOrg fake
            """;
}
