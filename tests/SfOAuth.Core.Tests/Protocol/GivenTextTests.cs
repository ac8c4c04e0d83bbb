using System;
using System.Linq;
using SfOAuth.Errors;
using SfOAuth.Protocol;
using SfOAuth.Secrets;
using Xunit;

namespace SfOAuth.Tests.Protocol;

/// <summary>What people have in hand, as they have it.</summary>
public class GivenTextTests
{
    // Made here: a text of the look of a secret in a file would be taken for one.
    private static readonly string _secret = Guid.NewGuid().ToString("N").ToUpperInvariant();

    [Theory]
    [InlineData("{0}\n")]
    [InlineData("{0}\r\n")]
    [InlineData("\uFEFF{0}")]
    [InlineData("  {0}\t")]
    [InlineData("\u00A0{0}\u202F")]
    [InlineData("\"{0}\"")]
    [InlineData("'{0}'")]
    [InlineData("`{0}`")]
    [InlineData("\u201C{0}\u201D")]
    [InlineData("\u2018{0}\u2019")]
    [InlineData("\u201E{0}\u201C")]
    [InlineData("\u00AB{0}\u00BB")]
    [InlineData(" \"{0}\" \r\n")]
    [InlineData("\u200B{0}\u200D\u2060")]
    [InlineData("\u001B[32m{0}\u001B[0m")]
    public void What_pasting_adds_goes(string form)
    {
        string pasted = form.Replace("{0}", _secret, StringComparison.Ordinal);

        Assert.Equal(_secret, GivenText.ReadSecret(SecureText.Protect(pasted), "ClientSecret"));
        Assert.Equal(_secret, GivenText.Read(pasted, "ClientId"));
        Assert.Equal(_secret, AuthorizationCode.Decode(pasted));
        Assert.Equal(
            _secret,
            AuthorizationResponse
                .Parse(pasted.Replace(_secret, "http://localhost/?code=" + _secret, StringComparison.Ordinal))
                .RequireCode(null, "host")
        );
        // What a terminal broke over two lines.
        Assert.Equal(_secret + _secret, GivenText.Read($"{_secret}\n    {_secret}\n", "ClientId"));
        Assert.Equal(pasted, GivenText.ReadPassword(SecureText.Protect(pasted), "KeyPassword"));
    }

    [Theory]
    [InlineData("$(SfSecret)", Problem.VariableUnexpanded)]
    [InlineData("$(sf.secret-1)", Problem.VariableUnexpanded)]
    [InlineData("${SF_SECRET}", Problem.VariableUnexpanded)]
    [InlineData("${{ secrets.SF_SECRET }}", Problem.VariableUnexpanded)]
    [InlineData("$env:SF_SECRET", Problem.VariableUnexpanded)]
    [InlineData("${env:SF_SECRET}", Problem.VariableUnexpanded)]
    [InlineData("'$(SfSecret)'\n", Problem.VariableUnexpanded)]
    [InlineData("$SF_SECRET", Problem.VariableUnexpanded, true)]
    [InlineData("%SF_SECRET%", Problem.VariableUnexpanded, true)]
    [InlineData("#{SfSecret}#", Problem.VariableUnexpanded, true)]
    [InlineData("{{ sf_secret }}", Problem.VariableUnexpanded, true)]
    [InlineData("***", Problem.SecretRedacted)]
    [InlineData("\u2022\u2022\u2022\u2022", Problem.SecretRedacted)]
    [InlineData("[REDACTED] Use 'sf org auth show-access-token' to view", Problem.SecretRedacted)]
    [InlineData("", Problem.ParameterInvalid)]
    [InlineData("''", Problem.ParameterInvalid, true)]
    [InlineData(" \r\n", Problem.ParameterInvalid, true)]
    public void A_placeholder_is_said_to_be_one(string text, Problem problem, bool canBePassword = false)
    {
        var refused = Assert.Throws<SfOAuthException>(() =>
            GivenText.ReadSecret(SecureText.Protect(text), "ClientSecret")
        );

        Assert.Equal(problem, refused.Problem);
        Assert.Contains("-ClientSecret", refused.Message, StringComparison.Ordinal);
        if (canBePassword)
            Assert.Equal(text, GivenText.ReadPassword(SecureText.Protect(text), "KeyPassword"));
        else if (text.FirstOrDefault() != '\'')
            Assert.Equal(
                problem,
                Assert
                    .Throws<SfOAuthException>(() => GivenText.ReadPassword(SecureText.Protect(text), "KeyPassword"))
                    .Problem
            );
    }

    [Fact]
    public void None_stays_none()
    {
        Assert.Null(GivenText.ReadSecret(null, "ClientSecret"));
        Assert.Null(GivenText.ReadPassword(null, "KeyPassword"));
        Assert.Equal("", GivenText.Read("", "ClientId"));
    }
}
