namespace SfOAuth.FakeOrg.Pages;

internal static class LoginPage
{
    /// <param name="action">Where the form goes: the authorize URL with the query it was asked with.</param>
    public static string Write(string action, string? username, string? error) =>
        PageFrame.Write(
            "Log in to FakeOrg",
            $"""
            {(error is null ? "" : $"<p class=\"error\" id=\"error\" role=\"alert\">{PageFrame.Encode(error)}</p>")}
            <form method="post" action="{PageFrame.Encode(action)}">
            <label for="username">Username</label>
            <input type="text" id="username" name="username" value="{PageFrame.Encode(username)}"
                autocomplete="username" required>
            <label for="password">Password</label>
            <input type="password" id="password" name="password" autocomplete="current-password" required>
            <input type="submit" class="button" id="Login" name="Login" value="Log In">
            </form>
            """
        );
}
