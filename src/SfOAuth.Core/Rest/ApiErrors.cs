using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using SfOAuth.Formats;
using SfOAuth.Http;
using SfOAuth.Secrets;

namespace SfOAuth.Rest;

/// <summary>
/// Reads why a resource refused: Salesforce's array, an object of the same kind, the same as XML, or a bare text. Bulk
/// API 1.0 has names of its own for it.
/// </summary>
internal static class ApiErrors
{
    private const int LongestText = 200;
    private const int LongestXml = 64 * 1024;
    private const int Choices = 300;

    private static readonly string[] _codeNames = ["errorCode", "exceptionCode", "error", "statusCode"];
    private static readonly string[] _messageNames = ["message", "exceptionMessage", "error_description", "output"];

    internal static IReadOnlyList<ApiError> Read(OrgResponse answer, IReadOnlyCollection<string> secrets)
    {
        string body = answer.Body.Trim();
        try
        {
            if (answer.Status == Choices)
                return [FromChoices(Json.ReadTexts(body), answer, secrets)];
            char first = body.Length > 0 ? body[0] : ' ';
            if (first == '<')
                return [FromXml(body, answer, secrets)];
            List<ApiError> errors =
                first == '['
                    ? [.. Json.ReadObjects(body).Select(fields => FromFields(fields, answer, secrets))]
                    : [FromFields(Json.Read(body), answer, secrets)];
            return errors.Count > 0 ? errors : [FromText("", answer)];
        }
        catch (FormatException)
        {
            // Salesforce answers some refusals with a word; anything longer is somebody else's page.
            bool isWord = body.Length <= LongestText && !body.Contains("<");
            return [FromText(isWord ? Scrubber.Scrub(body, secrets) : "", answer)];
        }
    }

    private static ApiError FromXml(string body, OrgResponse answer, IReadOnlyCollection<string> secrets)
    {
        if (body.Length > LongestXml)
            throw new FormatException("No refusal is that long.");
        Dictionary<string, string> fields = Xml.Read(body);
        // The REST API wraps its errors once more.
        string? inner = First(fields, "Error");
        if (First(fields, _codeNames) is null && inner is not null)
            fields = Xml.Read($"<Error>{inner}</Error>");
        return First(fields, _codeNames) is null ? FromText("", answer) : FromFields(fields, answer, secrets);
    }

    /// <summary>The records among which an external id does not choose. Nothing was changed.</summary>
    private static ApiError FromChoices(List<string> paths, OrgResponse answer, IReadOnlyCollection<string> secrets)
    {
        const int Shown = 5;
        string records = Scrubber.Scrub(string.Join(", ", paths.Take(Shown)), secrets);
        return new ApiError(CodeOf(answer), $"More than one record has this external id: {records}.");
    }

    private static ApiError FromFields(
        Dictionary<string, string> fields,
        OrgResponse answer,
        IReadOnlyCollection<string> secrets
    )
    {
        string? code = First(fields, _codeNames);
        string? message = First(fields, _messageNames);
        return new ApiError(
            code is null ? CodeOf(answer) : Scrubber.Scrub(code, secrets),
            message is null ? answer.Describe() + "." : Scrubber.Scrub(message, secrets)
        );
    }

    private static ApiError FromText(string text, OrgResponse answer) =>
        new(CodeOf(answer), text.Length > 0 ? text : answer.Describe() + ".");

    // The framework has two names for 300.
    private static string CodeOf(OrgResponse answer) =>
        answer.Status == Choices ? "HttpMultipleChoices" : "Http" + (HttpStatusCode)answer.Status;

    private static string? First(Dictionary<string, string> fields, params string[] names) =>
        names
            .Select(name => fields.TryGetValue(name, out string? text) ? text : null)
            .FirstOrDefault(text => !string.IsNullOrEmpty(text));
}
