using System.Linq;
using SfOAuth.FakeOrg.Authorization;

namespace SfOAuth.FakeOrg.Pages;

internal static class ApprovalPage
{
    public static string Write(string action, AuthorizationRequest asked, BrowserSession session) =>
        PageFrame.Write(
            "Allow access?",
            $"""
            <p><strong>{PageFrame.Encode(asked.App.Name)}</strong> is asking for access
            as {PageFrame.Encode(session.User.Username)} to:</p>
            <ul>
            {string.Join('\n', asked.Scopes.AsEnumerable().Select(scope => $"<li>{PageFrame.Encode(scope)}</li>"))}
            </ul>
            <form method="post" action="{PageFrame.Encode(action)}">
            <input type="hidden" name="confirmation" value="{session.Confirmation}">
            <button type="submit" class="button" id="allow" name="decision" value="allow">Allow</button>
            <button type="submit" class="button plain" id="deny" name="decision" value="deny">Deny</button>
            </form>
            """
        );
}
