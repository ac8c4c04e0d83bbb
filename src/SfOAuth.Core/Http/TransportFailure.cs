using System;
using System.Security.Authentication;
using SfOAuth.Errors;

namespace SfOAuth.Http;

/// <summary>Names what the two frameworks' HTTP stacks report in their own ways.</summary>
internal static class TransportFailure
{
    internal static TransportException From(Exception exception, string host, bool mayHaveBeenProcessed)
    {
        if (HttpPlatform.IsCertificateRefused(Cause<AuthenticationException>(exception)))
        {
            return new TransportException(
                Problem.CertificateInvalid, $"The certificate of {host} is not trusted; nothing was sent.", false, exception);
        }

        // Neither that text nor the exception is passed on.
        if (HttpPlatform.QuotesServer(exception))
            return new TransportException(Problem.AnswerMalformed, $"The answer of {host} is not HTTP.", mayHaveBeenProcessed);

        return mayHaveBeenProcessed
            ? new TransportException(
                Problem.AnswerLost, $"The connection to {host} broke before its answer was complete: {Innermost(exception)}", true, exception)
            : new TransportException(
                Problem.ConnectionFailed, $"No connection to {host} could be made: {Innermost(exception)}", false, exception);
    }

    private static T? Cause<T>(Exception? exception)
        where T : Exception
        => exception is null ? null : exception as T ?? Cause<T>(exception.InnerException);

    private static string Innermost(Exception exception) => exception.GetBaseException().Message;
}
