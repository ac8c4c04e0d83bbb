using System.Management.Automation;

namespace SfOAuth.Pipeline;

/// <summary>
/// The URL to sign in with, for a person to copy: on the screen whatever the preferences are, as Write-Host does it,
/// and not in the output.
/// </summary>
internal static class PrintedUrl
{
    private static readonly string[] _hostTag = ["PSHOST"];

    internal static void Show(Cmdlet command, AuthorizationRequest request) =>
        command.WriteInformation(new HostInformationMessage { Message = request.Url }, _hostTag);
}
