using BenchmarkDotNet.Attributes;
using SfOAuth.Hosts;
using SfOAuth.SignIn;

namespace SfOAuth.Benchmarks;

/// <summary>An authorize URL with state and PKCE.</summary>
public class AuthorizeUrl
{
    private readonly AuthorizationOptions _options = new()
    {
        LoginUrl = LoginUrl.Parse("https://acme.my.salesforce.com"),
        ClientId = "3MVG9-of-a-length-that-is-usual-for-consumer-keys-which-have-85-characters-or-so-0001",
        Scope = ["api", "refresh_token"],
    };

    [Benchmark]
    public AuthorizationRequest Build() => AuthorizationUrl.Create(_options);
}
