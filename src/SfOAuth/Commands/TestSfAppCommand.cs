using System.Management.Automation;
using System.Threading.Tasks;
using SfOAuth.Output;
using SfOAuth.Protocol;
using SfOAuth.SignIn;

namespace SfOAuth.Commands;

/// <summary>Says before anybody signs in what would fail, and what to change in Setup.</summary>
[Cmdlet(VerbsDiagnostic.Test, "SfApp", HelpUri = HelpPages + "Test-SfApp.md")]
[OutputType(typeof(AppCheck))]
public sealed class TestSfAppCommand : SfAppCommand
{
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string ClientId { get; set; } = "";

    [Parameter]
    [ValidateNotNullOrEmpty]
    public string RedirectUri { get; set; } = "http://localhost:1717/OauthRedirect";

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var context = new ErrorContext();
        ReportErrors(
            context,
            () =>
            {
                ClientSettings client = ReadClient(ClientId, LoginUrl, context);
                string redirectUri = GivenText.Read(RedirectUri, nameof(RedirectUri));
                RunWork(
                    context,
                    async () =>
                    {
                        await LoadKeyAsync(client);
                        var checks = new AppChecks(client, redirectUri, CreateTransport(), Clock);
                        await checks.RunAsync(check => WriteAsync(check, redirectUri), Cancelled);
                    }
                );
            }
        );
    }

    private Task WriteAsync(AppCheck check, string redirectUri)
    {
        if (check.Cause is not null)
        {
            var context = new ErrorContext
            {
                LoginUrl = Hosts.LoginUrl.Parse(LoginUrl).Value,
                RedirectUri = redirectUri,
            };
            check.Remedy = Remedies.For(check.Cause.Problem, context.Of(check.Cause, GetType())).Text;
        }

        return Pipeline.WriteAsync(() => WriteObject(check));
    }
}
