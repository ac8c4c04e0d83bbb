using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using SfOAuth.FakeOrg.Messages;

namespace SfOAuth.FakeOrg.Authorization;

/// <summary>The redirect that ends an authorize request.</summary>
internal static class Callback
{
    /// <summary>The code ends in <c>==</c>, which reaches the address bar as <c>%3D%3D</c>.</summary>
    public static OrgAnswer WithCode(AuthorizationRequest asked, string code) =>
        Redirect(asked, [("code", Uri.EscapeDataString(code))]);

    public static OrgAnswer WithError(AuthorizationRequest asked, Refusal refusal) =>
        Redirect(
            asked,
            [
                (FieldNames.Error, Uri.EscapeDataString(refusal.Error)),
                (FieldNames.ErrorDescription, WebUtility.UrlEncode(refusal.Description)),
            ]
        );

    private static OrgAnswer Redirect(AuthorizationRequest asked, List<(string Name, string Escaped)> parameters)
    {
        if (asked.State is not null)
            parameters.Add((ParameterNames.State, Uri.EscapeDataString(asked.State)));

        char separator = asked.RedirectUri.Contains('?', StringComparison.Ordinal) ? '&' : '?';
        string query = string.Join('&', parameters.Select(parameter => parameter.Name + "=" + parameter.Escaped));
        return OrgAnswer.Redirect(asked.RedirectUri + separator + query);
    }
}
