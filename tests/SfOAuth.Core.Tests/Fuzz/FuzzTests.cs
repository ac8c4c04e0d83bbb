using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using SfOAuth.Connections;
using SfOAuth.Errors;
using SfOAuth.Formats;
using SfOAuth.Hosts;
using SfOAuth.Http;
using SfOAuth.Protocol;
using SfOAuth.SignIn;
using Xunit;
using Xunit.Abstractions;
#if NET8_0_OR_GREATER
using SfOAuth.Keys;
using SfOAuth.Tests.Keys;
#endif

namespace SfOAuth.Tests.Fuzz;

/// <summary>
/// What comes from outside, changed by chance: it is read, or refused with an error that has a name. A few thousand
/// texts in each run of the tests, and 200,000 with <c>build.ps1 -Task Fuzz</c>.
/// </summary>
[Trait("Category", "Fuzz")]
public class FuzzTests(ITestOutputHelper output)
{
    private const string JsonAnswer =
        """{"access_token":"00D5f00000000000!AQ8AQ","refresh_token":"5Aep861new","id":"https://login.salesforce.com/id/00D5f0000000000EAA/0055f0000000000AAA","issued_at":"1764150000000","instance_url":"https://acme.my.salesforce.com","scope":"api id","token_type":"Bearer","expires_in":"7200","custom":{"a":[1,true,null]}}""";

    private const string XmlAnswer =
        "<?xml version=\"1.0\"?><OAuth><access_token>00D5f!AQ8AQ</access_token><refresh_token>5Aep861</refresh_token>"
        + "<issued_at>1764150000000</issued_at><x><![CDATA[a]]><y/></x></OAuth>";

    private const string FormAnswer =
        "access_token=00D5f%21AQ8AQ&refresh_token=5Aep861&issued_at=1764150000000&scope=api+id"
        + "&instance_url=https%3A%2F%2Facme.my.salesforce.com";

    private const string Head =
        "GET /OauthRedirect?code=aPrx%3D%3D&state=the-state HTTP/1.1\r\nHost: localhost:1717\r\nCookie: "
        + "a=b\r\nContent-Length: 0\r\n\r\n";

    private static readonly int _rounds = int.Parse(
        Environment.GetEnvironmentVariable("SFOAUTH_TEST_FUZZ") ?? "3000",
        CultureInfo.InvariantCulture
    );

    [Theory]
    [InlineData("application/json", JsonAnswer)]
    [InlineData("application/xml", XmlAnswer)]
    [InlineData("application/x-www-form-urlencoded", FormAnswer)]
    [InlineData(null, JsonAnswer)]
    public void A_token_answer_is_saved_as_it_can_be_read_again(string? type, string answer)
    {
        ClientSettings client = new() { LoginUrl = LoginUrl.Parse(LoginUrl.Production), ClientId = "3MVG9" };
        TokenResponse good = TokenResponse.From(Json.Read(JsonAnswer), "x");
        ConnectionRecord saved = ConnectionRecord.First(
            client,
            AuthorizationGrant.Code,
            good,
            DateTimeOffset.UtcNow,
            replaced: null
        );

        Run(
            [answer],
            text =>
            {
                Dictionary<string, string> fields = ResponseParser.Read(
                    new OrgResponse(200, type, text, "acme"),
                    RequestKind.RefreshToken,
                    []
                );
                ConnectionRecord renewed = saved.Renew(TokenResponse.From(fields, "acme"), DateTimeOffset.UtcNow);

                Assert.True(ConnectionSerializer.Read("x", ConnectionSerializer.Write(renewed)).IsSameLoginAs(renewed));
                Token token = renewed.ToToken("x", "y");
                Assert.NotNull(token.ToString());
                Assert.True(
                    token.InstanceUrl is null || token.InstanceUrl.StartsWith("http", StringComparison.Ordinal)
                );
                Assert.All(Shown(token), shown => Assert.DoesNotContain('\u001b', shown));
                _ = renewed.ToMetadata();
            }
        );
    }

    [Fact]
    public void JSON_of_the_REST_API_is_read_or_refused() =>
        Run(
            [
                """{"totalSize":1,"done":true,"records":[{"attributes":{"type":"A"},"Id":"001","Amount":1.5e3,"Name":"R\u0026D"}]}""",
                "[1,2,[3]]",
            ],
            text => _ = JsonValues.Read(text, members => members)
        );

    [Fact]
    public void A_login_URL_that_is_taken_is_taken_again_and_means_the_same() =>
        Run(
            [
                "https://acme.my.salesforce.com",
                "acme--uat.sandbox.lightning.force.com/lightning/page/home",
                "sandbox",
                "acme",
                "https://acme.my.site.com/partners/s/login?x=1",
                "http://localhost:8080/partners",
                "https://login.salesforce.com:443/",
                "[::1]:80",
            ],
            text =>
            {
                var login = LoginUrl.Parse(text);

                Assert.Equal(login.Value, LoginUrl.Parse(login.Value).Value);
                Assert.Equal(login.Value, LoginUrl.FromSaved(login.Value).Value);
                Assert.DoesNotContain(login.Value, char.IsControl);
            }
        );

    [Fact]
    public void A_callback_is_judged_and_only_the_one_of_the_sign_in_counts()
    {
        CallbackRules rules = new(
            CallbackAddress.Parse("http://localhost:1717/OauthRedirect"),
            "the-state",
            "https://acme.my.salesforce.com",
            new StartPage("https://acme")
        );

        Run(
            [Head, Head.Replace("code=aPrx%3D%3D", "error=access_denied")],
            text =>
            {
                CallbackPage page = rules.Judge(text, out AuthorizationResponse? response);

                Assert.NotEmpty(page.ToBytes());
                Assert.True(response is null || response.BelongsTo("the-state"));
            }
        );
    }

    [Fact]
    public void A_pasted_answer_is_read_or_refused() =>
        Run(
            [
                "https://login.salesforce.com/services/oauth2/success?code=aPrx%3D%3D&state=s",
                "error=access_denied&error_description=end-user+denied",
                "code=a",
            ],
            text => _ = AuthorizationResponse.Parse(text).RequireCode("s", "acme")
        );

    [Fact]
    public void An_auth_URL_of_the_CLI_is_read_or_refused() =>
        Run(
            [
                "force://3MVG9:secret:5Aep861@acme.my.salesforce.com",
                "force://PlatformCLI::5Aep861@https://test.salesforce.com",
                """{"result":{"sfdxAuthUrl":"force://a:b:c@d.my.salesforce.com"}}""",
            ],
            text => _ = SfdxAuthUrl.Parse(text).RequireLoginUrl()
        );

#if NET8_0_OR_GREATER
    [Fact]
    public void A_private_key_is_read_or_refused() =>
        Run(
            [TestKeys.Pkcs8, TestKeys.Pkcs1, TestKeys.Certificate],
            text =>
                new PrivateKeyReader(
                    KeySource.FromFields(new Dictionary<string, string> { [FileKey.PathField] = "/key.pem" }),
                    password: null
                )
                    .Read(text)
                    .Dispose()
        );
#endif

    private static IEnumerable<string> Shown(Token token)
    {
        string?[] texts =
        [
            token.Id,
            token.InstanceUrl,
            token.SiteUrl,
            token.ApiInstanceUrl,
            token.Username,
            token.TokenType,
            token.Signature,
            .. token.Scope,
        ];
        return texts
            .OfType<string>()
            .Concat(token.AdditionalFields.Select(field => field.Key + (field.Value as string)));
    }

    private void Run(string[] seeds, Action<string> read)
    {
        int seed = Environment.TickCount;
        var random = new Random(seed);
        var mutator = new Mutator(random);
        int taken = 0;
        for (int round = 0; round < _rounds; round++)
        {
            string text = mutator.Change(seeds[random.Next(seeds.Length)]);
            try
            {
                read(text);
                taken++;
            }
            catch (Exception exception) when (IsNamed(exception))
            {
                // As it should be.
            }
            catch (Exception exception)
            {
                Assert.Fail(
                    $"Seed {seed}, round {round}: {exception.GetType().Name} {exception.Message} of "
                        + $"{Json.Write([new("text", text)])}"
                );
            }
        }

        output.WriteLine($"{_rounds} texts from seed {seed}: {taken} were taken, {_rounds - taken} refused.");
    }

    private static bool IsNamed(Exception exception) =>
        exception is SfOAuthException or FormatException { StackTrace: not null };
}
