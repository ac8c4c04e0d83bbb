using System;
using System.Management.Automation;
using System.Management.Automation.Host;
using SfOAuth.Errors;
using SfOAuth.Protocol;
using SfOAuth.Secrets;

namespace SfOAuth.Pipeline;

/// <summary>
/// A sign-in whose answer a person carries over: the URL is printed, and the address the browser ended on is pasted.
/// </summary>
internal sealed class ManualSignIn(PSCmdlet command)
{
    // Each try needs a paste, so this is no loop that a closed input could keep going.
    private const int Tries = 3;

    private static readonly string[] _hostTag = ["PSHOST"];

    /// <summary>
    /// Prints the URL for a person to copy: on the screen whatever the preferences are, as Write-Host does it, and not
    /// in the output.
    /// </summary>
    internal static void ShowUrl(Cmdlet command, AuthorizationRequest request) =>
        command.WriteInformation(new HostInformationMessage { Message = request.Url }, _hostTag);

    /// <summary>The code. To be called on the pipeline's thread, which it holds up until something is pasted.</summary>
    /// <param name="request">What was asked for.</param>
    /// <param name="host">Who was asked, for messages.</param>
    /// <exception cref="SfOAuthException">Nobody can be asked.</exception>
    /// <exception cref="SfOAuthException">What was pasted is not the answer, three times.</exception>
    /// <exception cref="ProtocolException">The answer is a refusal.</exception>
    internal string ReadCode(AuthorizationRequest request, string host)
    {
        ShowUrl(command, request);
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                return AuthorizationResponse.Parse(Ask()).RequireCode(request.State, host);
            }
            catch (SfOAuthException exception) when (attempt < Tries)
            {
                command.WriteWarning(exception.Message + " Paste the whole address.");
            }
        }
    }

    /// <summary>Not shown, for a transcript keeps what is typed, and there is a code in it.</summary>
    private string Ask()
    {
        try
        {
            PSHostUserInterface screen = command.Host.UI;
            screen.Write("Open the URL, sign in, and paste the address the browser ended on (not shown): ");
            return SecureText.Reveal(screen.ReadLineAsSecureString()) ?? throw Impossible(null);
        }
        catch (Exception exception)
            when (exception is HostException or InvalidOperationException or NotImplementedException)
        {
            throw Impossible(exception);
        }
    }

    private static SfOAuthException Impossible(Exception? inner) =>
        new(
            Problem.InteractionImpossible,
            "The address the browser ends on has to be pasted, and this session can't ask for it.",
            inner
        );
}
