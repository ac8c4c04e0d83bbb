using SfOAuth.Errors;
using SfOAuth.Formats;

namespace SfOAuth;

/// <summary>
/// One thing that was looked at before anybody signs in, and how it stands. Holds no secret. As text it is check and
/// result.
/// </summary>
public sealed class AppCheck
{
    internal const string PassedResult = "Passed";
    internal const string FailedResult = "Failed";
    internal const string UnknownResult = "Unknown";

    private AppCheck(string check, string result, string detail)
    {
        Check = check;
        Result = result;
        Detail = Printable.Of(detail);
    }

    /// <summary>What was looked at, such as <c>Redirect URI</c>.</summary>
    public string Check { get; }

    /// <summary>
    /// <c>Passed</c>, <c>Failed</c>, or <c>Unknown</c> where nothing that Salesforce documents tells.
    /// </summary>
    public string Result { get; }

    /// <summary>What was seen.</summary>
    public string Detail { get; }

    /// <summary>What to change; null when nothing has to be.</summary>
    public string? Remedy { get; internal set; }

    /// <summary>What made it fail; null when nothing did.</summary>
    internal SfOAuthException? Cause { get; private init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Check}: {Result}";

    internal static AppCheck Passed(string check, string detail) => new(check, PassedResult, detail);

    internal static AppCheck Failed(string check, SfOAuthException cause) =>
        new(check, FailedResult, cause.Message) { Cause = cause };

    internal static AppCheck Unknown(string check, string detail) => new(check, UnknownResult, detail);
}
