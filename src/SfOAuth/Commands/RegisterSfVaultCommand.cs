using System;
using System.IO;
using System.Management.Automation;
using System.Security;
using System.Security.Cryptography;
using System.Text;
using System.Threading.Tasks;
using SfOAuth.Connections;
using SfOAuth.Connections.Shared;
using SfOAuth.Errors;
using SfOAuth.Output;
using SfOAuth.Parameters;
using SfOAuth.Sealing;
using SfOAuth.Secrets;
using SfOAuth.Vault;

namespace SfOAuth.Commands;

/// <summary>Makes a container of Azure Blob Storage known as a vault, after it has been tried.</summary>
[Cmdlet(VerbsLifecycle.Register, "SfVault", SupportsShouldProcess = true, HelpUri = HelpPages + "Register-SfVault.md")]
[OutputType(typeof(VaultInfo))]
public sealed class RegisterSfVaultCommand : SfNetworkCommand
{
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Name { get; set; } = "";

    [Parameter(Mandatory = true, Position = 1)]
    [SecretTransformation]
    [ValidateNotNull]
    public SecureString? ContainerUrl { get; set; }

    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? KeyFile { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        string? path = KeyFile is null ? null : GetUnresolvedProviderPathFromPSPath(KeyFile);
        RunWork(new ErrorContext(), () => RegisterAsync(path));
    }

    private async Task RegisterAsync(string? path)
    {
        await RequireNameAsync();
        var url = SfOAuth.Connections.Shared.ContainerUrl.Parse(SecureText.Reveal(ContainerUrl)!);
        if (!await ConfirmAsync($"container {url}", $"Register as the vault '{Name}'"))
            return;
        SealedFolder folder = SharedVaults.OpenFolder();
        byte[] key = await ReadKeyAsync(path, url, folder);
        try
        {
            var registration = SharedRegistration.Create(Name, url, key);
            await SharedVaults.Open(registration, this).Check.RunAsync(Cancelled);
            registration.Save(folder);
        }
        finally
        {
            Array.Clear(key, 0, key.Length);
        }

        await Pipeline.WriteAsync(() => WriteObject(new VaultInfo(Name, "Shared", url.Address)));
    }

    private async Task RequireNameAsync()
    {
        if (!ConnectionName.IsValid(Name))
            throw new SfOAuthException(
                Problem.ParameterInvalid,
                "A shared vault's name has letters, digits and hyphens only."
            );
        if (Name.Equals(BuiltInVault.VaultName, StringComparison.OrdinalIgnoreCase))
            throw new SfOAuthException(
                Problem.ParameterInvalid,
                $"'{BuiltInVault.VaultName}' is the name of the built-in vault."
            );
        foreach (VaultRegistration other in await Connections.RegisteredAsync())
        {
            if (other.Name.Equals(Name, StringComparison.OrdinalIgnoreCase))
                throw new SfOAuthException(
                    Problem.ParameterInvalid,
                    $"A vault of SecretManagement is called '{other.Name}' already."
                );
        }
    }

    // The one that is given; else the one that the vault has here already, whose URL is being replaced; else the
    // environment's.
    private async Task<byte[]> ReadKeyAsync(string? path, ContainerUrl url, SealedFolder folder)
    {
        if (path is not null)
            return File.Exists(path) ? new SealingKey(path).Read() : await MakeKeyAsync(path, url);
        if (SharedRegistration.Find(folder, Name) is SharedRegistration known)
            return known.ReadKey();
        string? preset = Environment.GetEnvironmentVariable(SharedRegistration.KeyVariable);
        return !string.IsNullOrEmpty(preset)
            ? Encoding.ASCII.GetBytes(preset!.Trim())
            : throw new StorageException(
                Problem.SharedKeyInvalid,
                "A shared vault needs a key: name its file with -KeyFile. On the first machine the file is made."
            );
    }

    private async Task<byte[]> MakeKeyAsync(string path, ContainerUrl url)
    {
        var container = new BlobContainer(url, CreateTransport(), Clock);
        if (await SharedVaultCheck.IsUsedAsync(container, Cancelled))
            throw new StorageException(
                Problem.SharedKeyInvalid,
                $"There is no file '{path}', and {url} is in use with a key already."
            );
        byte[] key = new byte[64];
        using (var generator = RandomNumberGenerator.Create())
            generator.GetBytes(key);
        SealedFile.CreateAlone(path, Encoding.ASCII.GetBytes(Convert.ToBase64String(key)), Problem.ParameterInvalid);
        Array.Clear(key, 0, key.Length);
        // As it is on the disk, with what else may be wrong with it there.
        return new SealingKey(path).Read();
    }
}
