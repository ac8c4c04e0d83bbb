using System.Net.Http.Headers;
using SfOAuth.Errors;

namespace SfOAuth.Http;

/// <summary>The header that carries an access token (RFC 6750, section 2.1).</summary>
internal static class BearerHeader
{
    /// <exception cref="SfOAuthException">No header can carry the token; nothing was sent.</exception>
    internal static AuthenticationHeaderValue Create(string token, string type = "Bearer")
    {
        foreach (char character in token)
        {
            // RFC 6749, appendix A.12
            if (character is < ' ' or > '~')
                throw new SfOAuthException(
                    Problem.AnswerMalformed,
                    "The access token holds a character that no header can carry. It was not sent."
                );
        }

        return new AuthenticationHeaderValue(type, token);
    }
}
