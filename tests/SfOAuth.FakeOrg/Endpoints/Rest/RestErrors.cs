using SfOAuth.FakeOrg.Messages;

namespace SfOAuth.FakeOrg.Endpoints.Rest;

/// <summary>REST errors: a list of message and code, never OAuth's two fields.</summary>
internal static class RestErrors
{
    public static OrgAnswer InvalidSession => Write(401, "Session expired or invalid", "INVALID_SESSION_ID");

    public static OrgAnswer InvalidAuthHeader => Write(401, "INVALID_HEADER_TYPE", "INVALID_AUTH_HEADER");

    /// <summary>A 401 that no refresh will mend.</summary>
    public static OrgAnswer NotForRest => Write(401, "This session is not valid for use with the REST API", "INVALID_SESSION_ID");

    public static OrgAnswer NotFound => Write(404, "The requested resource does not exist", "NOT_FOUND");

    public static OrgAnswer MethodNotAllowed(string method) => Write(405, $"HTTP Method '{method}' not allowed.", "METHOD_NOT_ALLOWED");

    public static OrgAnswer MalformedQuery(string message) => Write(400, message, "MALFORMED_QUERY");

    public static OrgAnswer BadJson => Write(400, "The request body is not a JSON object", "JSON_PARSER_ERROR");

    public static OrgAnswer UnsupportedMediaType => Write(415, "Content-Type must be application/json", "UNSUPPORTED_MEDIA_TYPE");

    private static OrgAnswer Write(int status, string message, string errorCode) => OrgAnswer.Json(status, new[] { new { message, errorCode } });
}
