using System.Text.Json;

namespace SfOAuth.FakeOrg;

/// <summary>What the program says once it listens.</summary>
internal static class Announcement
{
    /// <summary>One line, for a program.</summary>
    public static string Json(FakeOrgServer org) => JsonSerializer.Serialize(
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
        ControlJson.Options);

    /// <summary>For a person.</summary>
    public static string Text(FakeOrgServer org) => $$"""
        FakeOrg: a Salesforce org on this machine. Ctrl+C ends it.

          login host        {{org.LoginUrl}}    {{org.SecureLoginUrl}}
          My Domain host    {{org.MyDomainUrl}}    {{org.SecureMyDomainUrl}}
          client id         {{org.ConfidentialApp.ClientId}}
          client secret     {{org.ConfidentialApp.ClientSecret}}
          public client id  {{org.PublicApp.ClientId}}    (no secret, PKCE required)
          callback          {{DefaultOrg.Callback}}
          username          {{org.Admin.Username}}
          password          {{org.Admin.Password}}
          rotation          {{(org.Scenario.RotateRefreshTokens ? "on: every refresh replaces the refresh token" : "off")}}

        Try it in PowerShell:

          $request = Get-SfAuthorizeUrl -LoginUrl {{org.LoginUrl}} -ClientId {{org.ConfidentialApp.ClientId}}
          Start-Process $request.Url       # log in, allow, and copy the address the browser ends on
          $secret = '{{org.ConfidentialApp.ClientSecret}}'
          $token = $request | Invoke-SfCodeExchange -ResponseUrl (Read-Host 'Address') -ClientSecret $secret
          $token = $token | Update-SfAccessToken -ClientSecret $secret
        """;
}
