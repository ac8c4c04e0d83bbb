using System;
using System.Security.Authentication;
using System.Text.RegularExpressions;
using SfOAuth.Errors;

namespace SfOAuth.Http;

/// <summary>
/// Names what the two frameworks' HTTP stacks report in their own ways. Their exceptions are not passed on: some quote
/// the proxy's URL with the password in it, and some what the server sent.
/// </summary>
internal static class TransportFailure
{
    private static readonly Regex _userInfo = new(@"(?<=//)[^/\s]*@", RegexOptions.CultureInvariant);

    internal static TransportException From(Exception exception, string host, bool mayHaveBeenProcessed)
    {
        if (HttpPlatform.IsCertificateRefused(Cause<AuthenticationException>(exception)))
        {
            return new TransportException(
                Problem.CertificateInvalid,
                $"The certificate of {host} is not trusted; nothing was sent.",
                false
            );
        }

        if (HttpPlatform.QuotesServer(exception))
            return new TransportException(
                Problem.AnswerMalformed,
                $"The answer of {host} is not HTTP.",
                mayHaveBeenProcessed
            );

        return mayHaveBeenProcessed
            ? new TransportException(
                Problem.AnswerLost,
                $"The connection to {host} broke before its answer was complete: {Words(exception)}",
                true
            )
            : new TransportException(
                Problem.ConnectionFailed,
                $"No connection to {host} could be made: {Words(exception)}",
                false
            );
    }

    private static T? Cause<T>(Exception? exception)
        where T : Exception => exception is null ? null : exception as T ?? Cause<T>(exception.InnerException);

    private static string Words(Exception exception) => _userInfo.Replace(exception.GetBaseException().Message, "");
}
