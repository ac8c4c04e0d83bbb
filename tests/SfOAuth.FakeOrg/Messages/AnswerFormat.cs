namespace SfOAuth.FakeOrg.Messages;

internal enum AnswerFormat
{
    Json,
    Xml,
    UrlEncoded,
}

internal static class AnswerFormats
{
    /// <summary>The <c>format</c> parameter wins over <c>Accept</c>.</summary>
    public static AnswerFormat AskedBy(OrgRequest request) =>
        request.Parameter(ParameterNames.Format) switch
        {
            "json" => AnswerFormat.Json,
            "xml" => AnswerFormat.Xml,
            "urlencoded" => AnswerFormat.UrlEncoded,
            _ => Accepted(request.Header("Accept")),
        };

    private static AnswerFormat Accepted(string? accept)
    {
        foreach (string range in (accept ?? "").Split(','))
        {
            switch (range.Split(';')[0].Trim().ToUpperInvariant())
            {
                case "APPLICATION/JSON":
                    return AnswerFormat.Json;
                case "APPLICATION/XML" or "TEXT/XML":
                    return AnswerFormat.Xml;
                case "APPLICATION/X-WWW-FORM-URLENCODED":
                    return AnswerFormat.UrlEncoded;
                default:
                    continue;
            }
        }

        return AnswerFormat.Json;
    }
}
