using System;
using System.Collections.Generic;
using SfOAuth.Errors;
using SfOAuth.Formats;
using SfOAuth.Http;
using SfOAuth.Secrets;

namespace SfOAuth.Protocol;

/// <summary>Turns an answer of the token endpoint into its fields, or into the error it is.</summary>
internal static class ResponseParser
{
    /// <exception cref="ProtocolException">The server refused.</exception>
    /// <exception cref="TransportException">The answer is none that OAuth knows.</exception>
    internal static Dictionary<string, string> Read(
        OrgResponse answer,
        RequestKind request,
        IEnumerable<string> secrets
    )
    {
        if (answer.IsRedirect)
            throw Unusable(Problem.RedirectRefused, answer, "; a request with secrets does not follow a redirect");
        if (IsTrouble(answer) && !LooksLikeError(answer))
            throw Unusable(answer.Status == 429 ? Problem.RateLimited : Problem.ServerUnavailable, answer);
        Dictionary<string, string> fields = ReadFields(answer);
        if (fields.TryGetValue(ProtocolNames.Error, out string? error))
        {
            fields.TryGetValue(ProtocolNames.ErrorDescription, out string? description);
            throw new ProtocolException(
                request,
                Scrubber.Scrub(error, secrets)!,
                Scrubber.Scrub(description, secrets),
                answer.Status,
                answer.Host
            );
        }

        return answer.IsSuccess ? fields : throw Unusable(Problem.AnswerIncomplete, answer, ", and names no error");
    }

    private static Dictionary<string, string> ReadFields(OrgResponse answer)
    {
        string body = answer.Body.Trim();
        if (body.Length == 0)
            throw Unusable(Problem.AnswerEmpty, answer, " and an empty body");
        if (IsPage(answer))
            throw Unusable(Problem.AnswerHtml, answer);
        try
        {
            return KindOf(answer.MediaType, body) switch
            {
                ResponseFormat.Json => Json.Read(body),
                ResponseFormat.Xml => Xml.Read(body),
                ResponseFormat.UrlEncoded => Form.Read(body),
                _ => throw Unusable(Problem.AnswerTypeUnknown, answer),
            };
        }
        catch (FormatException)
        {
            throw Unusable(Problem.AnswerMalformed, answer, ", but its body cannot be read as that");
        }
    }

    private static ResponseFormat? KindOf(string? mediaType, string body) =>
        mediaType switch
        {
            "application/json" or "text/json" or "application/jwk-set+json" => ResponseFormat.Json,
            "application/xml" or "text/xml" => ResponseFormat.Xml,
            "application/x-www-form-urlencoded" => ResponseFormat.UrlEncoded,
            null or "text/plain" => KindOf(body),
            _ => null,
        };

    private static ResponseFormat? KindOf(string body) =>
        body[0] switch
        {
            '{' => ResponseFormat.Json,
            '<' => ResponseFormat.Xml,
            _ when body.StartsWith(ProtocolNames.Error + "=", StringComparison.Ordinal)
                    || body.Contains(ProtocolNames.AccessToken + "=") => ResponseFormat.UrlEncoded,
            _ => null,
        };

    /// <summary>Whether it is meant for a browser, whatever it says it is.</summary>
    internal static bool IsPage(OrgResponse answer) =>
        answer.MediaType is "text/html" or "application/xhtml+xml"
        || answer.Body.TrimStart().StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase)
        || answer.Body.TrimStart().StartsWith("<html", StringComparison.OrdinalIgnoreCase);

    // The edge answers these with whatever body it likes; only one that names an OAuth error is worth reading.
    private static bool IsTrouble(OrgResponse answer) => answer.Status == 429 || answer.Status >= 500;

    private static bool LooksLikeError(OrgResponse answer) =>
        !IsPage(answer) && answer.Body.Contains(ProtocolNames.ErrorDescription);

    private static TransportException Unusable(Problem problem, OrgResponse answer, string detail = "") =>
        new(problem, answer.Describe() + detail + ".", mayHaveBeenProcessed: true);
}
