using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading.Tasks;
using SfOAuth.Connections;
using SfOAuth.Connections.Shared;
using SfOAuth.Errors;
using SfOAuth.Output;
using SfOAuth.Parameters;
using SfOAuth.Sealing;
using SfOAuth.Vault;

namespace SfOAuth.Commands;

/// <summary>Lists the vaults that connections can be kept in, with their state.</summary>
[Cmdlet(VerbsCommon.Get, "SfVault", HelpUri = HelpPages + "Get-SfVault.md")]
[OutputType(typeof(VaultInfo))]
public sealed class GetSfVaultCommand : SfNetworkCommand
{
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(VaultNameCompleter))]
    public string Name { get; set; } = "*";

    /// <inheritdoc/>
    protected override void ProcessRecord() => RunWork(new ErrorContext(), WriteAllAsync);

    private async Task WriteAllAsync()
    {
        WildcardPattern pattern = NamePattern.Of(Name);
        int found = 0;
        foreach ((string name, Func<Task<VaultInfo>> look) in await FindAsync(pattern))
        {
            found++;
            VaultInfo info = await look();
            await Pipeline.WriteAsync(() => WriteObject(info));
        }

        if (found == 0 && !NamePattern.IsPattern(Name))
            throw new StorageException(Problem.VaultNotFound, "No vault of this name is registered.");
    }

    private async Task<IReadOnlyList<(string Name, Func<Task<VaultInfo>> Look)>> FindAsync(WildcardPattern pattern)
    {
        List<(string Name, Func<Task<VaultInfo>> Look)> vaults = [(BuiltInVault.VaultName, LookAtBuiltInAsync)];
        vaults.AddRange(
            SharedVaults.Names().Select(name => (name, (Func<Task<VaultInfo>>)(() => LookAtSharedAsync(name))))
        );
        foreach (VaultRegistration registration in await Connections.RegisteredAsync())
            vaults.Add((registration.Name, () => LookAtOtherAsync(registration)));
        return [.. vaults.Where(vault => pattern.IsMatch(vault.Name))];
    }

    private Task<VaultInfo> LookAtBuiltInAsync()
    {
        string location = "";
        return DescribeAsync(
            BuiltInVault.VaultName,
            "BuiltIn",
            () => location,
            () =>
            {
                location = PrivateFolder.OfUser().Path;
                return ProcessState.OpenBuiltInVault().CheckAsync(Cancelled);
            }
        );
    }

    private Task<VaultInfo> LookAtSharedAsync(string name)
    {
        string location = "";
        return DescribeAsync(
            name,
            "Shared",
            () => location,
            async () =>
            {
                SharedRegistration registration =
                    SharedVaults.Find(name)
                    ?? throw new StorageException(Problem.VaultNotFound, $"No vault '{name}' is registered.");
                location = registration.Url.Address;
                SharedVault vault = SharedVaults.Open(registration, this);
                await vault.Check.RequireKeyAsync(Cancelled);
                return await vault.ListAsync(Cancelled);
            }
        );
    }

    private Task<VaultInfo> LookAtOtherAsync(VaultRegistration registration) =>
        DescribeAsync(
            registration.Name,
            "SecretManagement",
            () => registration.Description,
            async () => await (await Connections.OpenAsync(registration.Name)).Vault.ListAsync(Cancelled)
        );

    private static async Task<VaultInfo> DescribeAsync(
        string name,
        string kind,
        Func<string> location,
        Func<Task<IReadOnlyList<VaultEntry>>> list
    )
    {
        try
        {
            IReadOnlyList<VaultEntry> entries = await list();
            StorageException? broken = entries.Select(entry => entry.Error).FirstOrDefault(error => error is not null);
            return Describe(name, kind, location(), entries.Count, broken);
        }
        catch (SfOAuthException exception)
        {
            return Describe(name, kind, location(), null, exception);
        }
    }

    private static VaultInfo Describe(
        string name,
        string kind,
        string location,
        int? connections,
        SfOAuthException? wrong
    ) =>
        new(name, kind, location)
        {
            Connections = connections,
            State = wrong?.Problem.ToString() ?? "Ok",
            Detail = wrong?.Message,
            Remedy = wrong is null ? null : Remedies.For(wrong.Problem, new ErrorContext()).Text,
        };
}
