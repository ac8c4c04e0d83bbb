using System.Security.Cryptography;
using System.Threading.Tasks;
using SfOAuth.FakeOrg.Messages;
using SfOAuth.FakeOrg.Tokens;

namespace SfOAuth.FakeOrg.Endpoints;

/// <summary>The JWKS that id tokens and JWT access tokens verify against.</summary>
internal static class KeysEndpoint
{
    public static ValueTask<OrgAnswer> AnswerAsync(OrgRequest request)
    {
        RSAParameters key = SigningKey.PublicPart();
        return ValueTask.FromResult(
            OrgAnswer.Json(
                200,
                new
                {
                    keys = new[]
                    {
                        new
                        {
                            kty = "RSA",
                            n = Base64Url.Encode(key.Modulus),
                            e = Base64Url.Encode(key.Exponent),
                            alg = "RS256",
                            use = "sig",
                            kid = SigningKey.KeyId,
                        },
                    },
                }
            )
        );
    }
}
