using SfOAuth.FakeOrg.Messages;

namespace SfOAuth.FakeOrg.Pages;

internal static class ErrorPage
{
    public static string Write(Refusal refusal) =>
        PageFrame.Write(
            "OAuth error",
            $"<p class=\"error\" role=\"alert\">error={PageFrame.Encode(refusal.Error)}"
                + $"&amp;error_description={PageFrame.Encode(refusal.Description)}</p>"
        );
}
