using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Text.RegularExpressions;

namespace SfOAuth.FakeOrg.UserAgent;

/// <summary>The form of one of the org's own pages.</summary>
internal sealed partial record HtmlForm(
    string Action,
    IReadOnlyDictionary<string, string> HiddenFields,
    IReadOnlyList<string> Names
)
{
    public static HtmlForm? Read(string html)
    {
        Match form = FormTag().Match(html);
        if (!form.Success)
            return null;

        Dictionary<string, string> hidden = HiddenInput()
            .Matches(html)
            .ToDictionary(input => input.Groups[1].Value, input => WebUtility.HtmlDecode(input.Groups[2].Value));
        string[] names = InputName().Matches(html).Select(input => input.Groups[1].Value).ToArray();
        return new HtmlForm(WebUtility.HtmlDecode(form.Groups[1].Value), hidden, names);
    }

    public bool HasField(string name) => Names.Contains(name);

    [GeneratedRegex("<form method=\"post\" action=\"([^\"]*)\"")]
    private static partial Regex FormTag();

    [GeneratedRegex("<input type=\"hidden\" name=\"([^\"]*)\" value=\"([^\"]*)\"")]
    private static partial Regex HiddenInput();

    [GeneratedRegex("<input [^>]*name=\"([^\"]*)\"")]
    private static partial Regex InputName();
}
