using System.Text.RegularExpressions;
using SfOAuth.Http;

namespace SfOAuth.Protocol;

/// <summary>
/// The one word with which a resource that takes a token refuses it, such as <c>Bad_OAuth_Token</c>, where OAuth has a
/// form of its own for that.
/// </summary>
internal static class BareRefusal
{
    private static readonly Regex _word = new(@"^[A-Za-z][A-Za-z_ ]{2,60}\z", RegexOptions.CultureInvariant);

    /// <summary>Null where the body is anything else.</summary>
    internal static string? WordOf(OrgResponse answer) =>
        _word.Match(answer.Body.Trim()) is { Success: true, Value: string word } ? word : null;
}
