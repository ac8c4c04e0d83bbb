using SfOAuth.FakeOrg.Org;

namespace SfOAuth.FakeOrg.Authorization;

/// <summary>A browser in which somebody logged in.</summary>
/// <param name="Confirmation">Sent with the approval form, so that no other page can approve for the user.</param>
internal sealed record BrowserSession(string Id, OrgUser User, string Confirmation);
