namespace SfOAuth.FakeOrg.Pages;

/// <summary>The built-in callback: the code stays in the address bar for the user to copy.</summary>
internal static class SuccessPage
{
    public static string Write() =>
        PageFrame.Write(
            "Remote access authentication succeeded",
            "<p>Copy the address of this page into the program that asked you to log in. You may then close this "
                + "window.</p>"
        );
}
