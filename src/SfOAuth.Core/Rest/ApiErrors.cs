using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using SfOAuth.Formats;
using SfOAuth.Http;
using SfOAuth.Secrets;

namespace SfOAuth.Rest;

/// <summary>Reads why a resource refused: Salesforce's array, an object of the same kind, or a bare text.</summary>
internal static class ApiErrors
{
    private const int LongestText = 200;

    internal static IReadOnlyList<ApiError> Read(OrgResponse answer, IReadOnlyCollection<string> secrets)
    {
        try
        {
            string body = answer.Body.Trim();
            List<ApiError> errors = body.Length > 0 && body[0] == '['
                ? [.. Json.ReadObjects(body).Select(fields => FromFields(fields, answer, secrets))]
                : [FromFields(Json.Read(body), answer, secrets)];
            return errors.Count > 0 ? errors : [FromText("", answer)];
        }
        catch (FormatException)
        {
            // Salesforce answers some refusals with a word; anything longer is somebody else's page.
            string text = answer.Body.Trim();
            return [FromText(text.Length <= LongestText && !text.Contains("<") ? Scrubber.Scrub(text, secrets) : "", answer)];
        }
    }

    private static ApiError FromFields(Dictionary<string, string> fields, OrgResponse answer, IReadOnlyCollection<string> secrets)
    {
        string? code = First(fields, "errorCode", "error", "statusCode");
        string? message = First(fields, "message", "error_description", "output");
        return new ApiError(
            code is null ? CodeOf(answer) : Scrubber.Scrub(code, secrets),
            message is null ? answer.Describe() + "." : Scrubber.Scrub(message, secrets));
    }

    private static ApiError FromText(string text, OrgResponse answer) => new(CodeOf(answer), text.Length > 0 ? text : answer.Describe() + ".");

    private static string CodeOf(OrgResponse answer) => "Http" + (HttpStatusCode)answer.Status;

    private static string? First(Dictionary<string, string> fields, params string[] names)
        => names.Select(name => fields.TryGetValue(name, out string? text) ? text : null).FirstOrDefault(text => !string.IsNullOrEmpty(text));
}
