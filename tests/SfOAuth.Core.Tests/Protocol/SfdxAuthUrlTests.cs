using SfOAuth.Errors;
using SfOAuth.Protocol;
using Xunit;

namespace SfOAuth.Tests.Protocol;

public class SfdxAuthUrlTests
{
    [Theory]
    [InlineData(
        "force://PlatformCLI::5Aep861KVq5r==@acme.my.salesforce.com",
        "PlatformCLI",
        null,
        "5Aep861KVq5r==",
        "https://acme.my.salesforce.com"
    )]
    [InlineData(
        "force://3MVG9:1955:5Aep861KVq5r@acme--uat.sandbox.my.salesforce.com\n",
        "3MVG9",
        "1955",
        "5Aep861KVq5r",
        "https://acme--uat.sandbox.my.salesforce.com"
    )]
    [InlineData(
        "{\"result\":{\"sfdxAuthUrl\":\"force://id::token@https://login.salesforce.com\"}}",
        "id",
        null,
        "token",
        "https://login.salesforce.com"
    )]
    [InlineData("FORCE://id::token%3D%3D@test.salesforce.com", "id", null, "token==", "https://test.salesforce.com")]
    public void It_names_the_app_the_token_and_the_host(
        string text,
        string clientId,
        string? secret,
        string token,
        string loginUrl
    )
    {
        var url = SfdxAuthUrl.Parse(text);

        Assert.Equal(
            (clientId, secret, token, loginUrl),
            (url.ClientId, url.ClientSecret, url.RefreshToken, url.RequireLoginUrl().Value)
        );
    }

    [Theory]
    [InlineData("acme.my.salesf")]
    [InlineData("acme.my.sale")]
    [InlineData("acme")]
    [InlineData("acme--uat.sandbox")]
    [InlineData("acme.my.salesf\u2026")]
    [InlineData("acme.my.salesf...")]
    [InlineData("acme.my.")]
    [InlineData("acme..my.salesforce.com")]
    [InlineData("[::1")]
    [InlineData("http://acme.my.salesforce.com")]
    [InlineData("acme.my.salesforce.com.example.org")]
    public void A_host_nobody_typed_is_one_of_Salesforces(string host)
    {
        var url = SfdxAuthUrl.Parse("force://id::token@" + host);

        Assert.Equal(Problem.LoginUrlInvalid, Assert.Throws<SfOAuthException>(() => url.RequireLoginUrl()).Problem);
    }

    [Theory]
    [InlineData("", Problem.ParameterInvalid)]
    [InlineData("https://acme.my.salesforce.com", Problem.ParameterInvalid)]
    [InlineData("force://id:token@acme.my.salesforce.com", Problem.ParameterInvalid)]
    [InlineData("[REDACTED] Use 'sf org auth show-sfdx-auth-url' to view", Problem.SecretRedacted)]
    [InlineData("force://PlatformCLI::[REDACTED]@acme.my.salesforce.com", Problem.SecretRedacted)]
    [InlineData("force://id::token@", Problem.ParameterInvalid)]
    [InlineData("force://id::tok\u2026", Problem.ParameterInvalid)]
    [InlineData("$(SfdxAuthUrl)", Problem.VariableUnexpanded)]
    [InlineData("\u201C$(SfdxAuthUrl)\u201D\n", Problem.VariableUnexpanded)]
    [InlineData("force://PlatformCLI::$(SfToken)@acme.my.salesforce.com", Problem.VariableUnexpanded)]
    [InlineData("force://%SF_ID%::token@acme.my.salesforce.com", Problem.VariableUnexpanded)]
    [InlineData("force://id:${SF_SECRET}:token@acme.my.salesforce.com", Problem.VariableUnexpanded)]
    public void Anything_else_is_refused(string text, Problem problem) =>
        Assert.Equal(problem, Assert.Throws<SfOAuthException>(() => SfdxAuthUrl.Parse(text)).Problem);
}
