using System.Collections.Generic;
using System.Management.Automation;
using System.Threading.Tasks;
using SfOAuth.Connections;
using SfOAuth.Errors;
using SfOAuth.Output;
using SfOAuth.Parameters;
using SfOAuth.Vault;

namespace SfOAuth.Commands;

/// <summary>Says which connection is meant where none is named: in this session, or in all later ones too.</summary>
[Cmdlet(
    VerbsCommon.Select,
    "SfConnection",
    DefaultParameterSetName = NameSet,
    SupportsShouldProcess = true,
    HelpUri = HelpPages + "Select-SfConnection.md"
)]
[OutputType(typeof(Connection))]
public sealed class SelectSfConnectionCommand : SfNetworkCommand
{
    private const string NameSet = "Name";
    private const string NoneSet = "None";
    private const string UserScope = "User";

    private string? _chosen;

    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = NameSet)]
    [ConnectionName]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ConnectionNameCompleter))]
    public string Name { get; set; } = "";

    [Parameter(Mandatory = true, ParameterSetName = NoneSet)]
    public SwitchParameter None { get; set; }

    [Parameter]
    [ValidateSet("Session", UserScope)]
    public string Scope { get; set; } = "Session";

    [Parameter(ParameterSetName = NameSet)]
    [ArgumentCompleter(typeof(VaultNameCompleter))]
    public string? Vault { get; set; }

    [Parameter(ParameterSetName = NameSet)]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (None)
        {
            ReportErrors(new ErrorContext(), Clear);
            return;
        }

        IReadOnlyList<string> names = ExpandNames([Name], Vault);
        if (names.Count > 1)
            ReportErrors(new ErrorContext(), () => throw RefuseSeveral(names));
        else if (names.Count == 1)
            RunOn(ErrorContext.For(names[0]), names[0], Vault, SelectAsync);
    }

    private bool IsForUser => Scope == UserScope;

    private string Sessions => IsForUser ? "this session and all later ones" : "this session";

    private void Clear()
    {
        if (!ShouldProcess("the selected connection", $"Forget the choice for {Sessions}"))
            return;
        DefaultConnection.Clear(IsForUser);
        WarnOfEnvironment();
    }

    private async Task SelectAsync(ConnectionStore store, string name)
    {
        VaultEntry entry = await store.RequireEntryAsync(name, Cancelled);
        if (_chosen is not null)
            throw RefuseSeveral([_chosen, entry.Name]);
        if (
            !await ConfirmAsync(
                $"connection '{entry.Name}' in the vault '{store.Vault.Name}'",
                $"Select for {Sessions}"
            )
        )
            return;
        DefaultConnection.Select(new Selection(entry.Name, store.Vault.Name), IsForUser);
        _chosen = entry.Name;
        Connection? connection = PassThru ? await store.DescribeAsync(entry, isDefault: true, Cancelled) : null;
        await Pipeline.WriteAsync(() =>
        {
            WriteVerbose($"'{entry.Name}' is what is meant in {Sessions} where no connection is named.");
            WarnOfEnvironment();
            if (connection is not null)
                WriteObject(connection);
        });
    }

    private static SfOAuthException RefuseSeveral(IEnumerable<string> names) =>
        new(
            Problem.ParameterInvalid,
            $"Only one connection can be selected, and several are named: {string.Join(", ", names)}."
        );

    // In this session the choice comes first, in later ones the environment.
    private void WarnOfEnvironment()
    {
        if ((IsForUser || None) && DefaultConnection.Preset is not null)
            WriteWarning(
                "The environment variable SFOAUTH_CONNECTION names a connection, and comes before the user's choice."
            );
    }
}
