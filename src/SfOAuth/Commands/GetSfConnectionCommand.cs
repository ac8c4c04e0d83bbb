using System;
using System.Management.Automation;
using System.Threading.Tasks;
using SfOAuth.Connections;
using SfOAuth.Output;
using SfOAuth.Parameters;
using SfOAuth.Pipeline;
using SfOAuth.Vault;

namespace SfOAuth.Commands;

/// <summary>
/// Lists saved connections, without opening a secret where the vault keeps metadata, and tells which of them live.
/// </summary>
[Cmdlet(VerbsCommon.Get, "SfConnection", HelpUri = HelpPages + "Get-SfConnection.md")]
[OutputType(typeof(Connection))]
public sealed class GetSfConnectionCommand : SfNetworkCommand
{
    private readonly Lazy<LivenessTest> _tests;
    private SelectedConnection? _default;
    private bool _isDefaultFound;

    public GetSfConnectionCommand() => _tests = new(() => new LivenessTest(this));

    [Parameter(Position = 0, ValueFromPipeline = true)]
    [ConnectionName]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ConnectionNameCompleter))]
    public string[] Name { get; set; } = ["*"];

    [Parameter]
    [ArgumentCompleter(typeof(VaultNameCompleter))]
    public string? Vault { get; set; }

    [Parameter]
    public SwitchParameter Test { get; set; }

    [Parameter]
    [ValidateRange(1, 256)]
    public int ThrottleLimit { get; set; } = 32;

    private protected override string Activity => Test ? "Testing Salesforce connections" : base.Activity;

    /// <inheritdoc/>
    protected override void BeginProcessing() =>
        ReportErrors(new ErrorContext(), () => _default = DefaultConnection.Find(VaultChoice.Asked(Vault)));

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (string name in Name)
            RunWork(ErrorContext.For(name), () => new ConnectionSearch(this).FindAsync(name, Vault, WriteAsync));
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (Test)
            _tests.Value.Run(ThrottleLimit);
    }

    private async Task WriteAsync(ConnectionStore store, VaultEntry entry)
    {
        Connection connection = await store.DescribeAsync(entry, IsDefault(entry.Name, store.Vault.Name), Cancelled);
        if (Test)
            _tests.Value.Add(store, connection);
        else
            await Pipeline.WriteAsync(() => WriteObject(connection));
    }

    // Chosen by its name alone, it is the first that is found: vaults are listed in the order in which names are looked
    // for.
    private bool IsDefault(string name, string vault)
    {
        bool isIt =
            string.Equals(name, _default?.Name, StringComparison.OrdinalIgnoreCase)
            && (
                _default?.Vault is string chosen
                    ? vault.Equals(chosen, StringComparison.OrdinalIgnoreCase)
                    : !_isDefaultFound
            );
        _isDefaultFound |= isIt;
        return isIt;
    }
}
