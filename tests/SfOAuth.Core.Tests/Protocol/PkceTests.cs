using System.Linq;
using SfOAuth.Protocol;
using Xunit;

namespace SfOAuth.Tests.Protocol;

public class PkceTests
{
    [Fact]
    public void The_challenge_of_RFC_7636_appendix_B() =>
        Assert.Equal(
            "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
            Pkce.ChallengeFor("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk")
        );

    [Fact]
    public void Verifiers_are_43_unreserved_characters_and_never_repeat()
    {
        string[] verifiers = [.. Enumerable.Range(0, 1000).Select(_ => Pkce.CreateVerifier())];

        Assert.All(verifiers, verifier => Assert.Matches("^[A-Za-z0-9_-]{43}$", verifier));
        Assert.Equal(verifiers.Length, verifiers.Distinct().Count());
    }
}
