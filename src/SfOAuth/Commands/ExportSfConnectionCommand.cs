using System.Management.Automation;
using System.Threading.Tasks;
using SfOAuth.Connections;
using SfOAuth.Errors;
using SfOAuth.Output;
using SfOAuth.Parameters;
using SfOAuth.Protocol;

namespace SfOAuth.Commands;

/// <summary>Gives a saved login to another tool. The text is the login itself, so it is asked for by name.</summary>
[Cmdlet(VerbsData.Export, "SfConnection", SupportsShouldProcess = true, HelpUri = HelpPages + "Export-SfConnection.md")]
[OutputType(typeof(string))]
public sealed class ExportSfConnectionCommand : SfNetworkCommand
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ConnectionName]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ConnectionNameCompleter))]
    public string[] Name { get; set; } = [];

    [Parameter(Mandatory = true)]
    public SwitchParameter AsAuthUrl { get; set; }

    [Parameter]
    [ArgumentCompleter(typeof(VaultNameCompleter))]
    public string? Vault { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        ErrorContext wrong = new();
        if (!AsAuthUrl)
        {
            ReportErrors(
                wrong,
                () => throw new SfOAuthException(Problem.ParameterInvalid, "A login is given out only with -AsAuthUrl.")
            );
            return;
        }

        foreach (string name in ExpandNames(Name, Vault))
            RunOn(ErrorContext.For(name), name, Vault, ExportAsync);
    }

    private async Task ExportAsync(ConnectionStore store, string name)
    {
        ConnectionRecord record = await store.ReadAsync(name, Cancelled);
        string refreshToken =
            record.RefreshToken
            ?? throw new StorageException(
                Problem.RefreshTokenMissing,
                $"The connection '{name}' has no refresh token, and so nothing that another tool could live on."
            );
        string host = record.Response.InstanceUrl ?? record.Client.LoginUrl.Value;
        if (
            !await ConfirmAsync(
                $"connection '{name}' in the vault '{store.Vault.Name}'",
                "Give out the login as an sfdx auth URL"
            )
        )
            return;
        string url = SfdxAuthUrl.Write(record.Client.ClientId, record.Client.ClientSecret, refreshToken, host);
        await Pipeline.WriteAsync(() =>
        {
            WriteWarning(
                $"'{name}' is in two places now. If the app rotates refresh tokens, whoever refreshes first ends the "
                    + "other copy, and using that once more ends the login: take it there, then "
                    + $"'Remove-SfConnection {name}'."
            );
            WriteObject(url);
        });
    }
}
