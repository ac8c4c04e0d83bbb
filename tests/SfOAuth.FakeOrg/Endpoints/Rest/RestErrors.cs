using System.Linq;
using SfOAuth.FakeOrg.Data;
using SfOAuth.FakeOrg.Messages;

namespace SfOAuth.FakeOrg.Endpoints.Rest;

/// <summary>REST errors: a list of message and code, never OAuth's two fields.</summary>
internal static class RestErrors
{
    public static OrgAnswer InvalidSession => Write(401, "Session expired or invalid", "INVALID_SESSION_ID");

    public static OrgAnswer InvalidAuthHeader => Write(401, "INVALID_HEADER_TYPE", "INVALID_AUTH_HEADER");

    /// <summary>What a JWT access token gets that has died.</summary>
    public static OrgAnswer InvalidJwt => Write(401, "INVALID_JWT_FORMAT", "INVALID_AUTH_HEADER");

    /// <summary>A 401 that no refresh will mend.</summary>
    public static OrgAnswer NotForRest =>
        Write(401, "This session is not valid for use with the REST API", "INVALID_SESSION_ID");

    public static OrgAnswer NotFound => Write(404, "The requested resource does not exist", "NOT_FOUND");

    public static OrgAnswer MethodNotAllowed(string method) =>
        Write(405, $"HTTP Method '{method}' not allowed.", "METHOD_NOT_ALLOWED");

    public static OrgAnswer BadJson => Write(400, "The request body is not a JSON object", "JSON_PARSER_ERROR");

    public static OrgAnswer UnsupportedMediaType =>
        Write(415, "Content-Type must be application/json", "UNSUPPORTED_MEDIA_TYPE");

    public static OrgAnswer NoSuchRecord(string id) =>
        Write(404, $"Provided external ID field does not exist or is not accessible: {id}", "NOT_FOUND");

    public static OrgAnswer Of(RecordError error) =>
        error.Fields.Count > 0
            ? OrgAnswer.Json(
                400,
                new[]
                {
                    new
                    {
                        message = error.Message,
                        errorCode = error.StatusCode,
                        fields = error.Fields.ToArray(),
                    },
                }
            )
            : Write(error == RecordError.Deleted ? 404 : 400, error.Message, error.StatusCode);

    public static OrgAnswer Write(int status, string message, string errorCode) =>
        OrgAnswer.Json(status, new[] { new { message, errorCode } });
}
