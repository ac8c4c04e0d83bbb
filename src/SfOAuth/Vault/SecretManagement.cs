using System;
using System.Collections;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Management.Automation.Runspaces;
using System.Security;
using System.Threading;
using System.Threading.Tasks;
using SfOAuth.Errors;
using SfOAuth.Http;
using SfOAuth.Pipeline;
using SfOAuth.Secrets;

namespace SfOAuth.Vault;

/// <summary>
/// SecretManagement's commands as functions. They are called by their full names, and always with a vault: without one
/// SecretManagement asks them all.
/// </summary>
internal sealed class SecretManagement
{
    private const string Module = "Microsoft.PowerShell.SecretManagement";

    // The first with metadata.
    private static readonly Version _minimum = new(1, 1);

    private readonly PSHost? _host;
    private readonly string _modulePath;

    private SecretManagement(PSHost? host, string modulePath, TimeSpan timeout, WaitReasons waiting)
    {
        _host = host;
        _modulePath = modulePath;
        Timeout = timeout;
        Waiting = waiting;
    }

    /// <summary>For one use of a vault.</summary>
    internal TimeSpan Timeout { get; }

    /// <summary>What its user waits for.</summary>
    internal WaitReasons Waiting { get; }

    /// <summary>Whether this process has loaded it already.</summary>
    internal static bool IsLoaded =>
        AppDomain.CurrentDomain.GetAssemblies().Any(assembly => assembly.GetName().Name == Module);

    // It looks for its folder below HOME, and falls over where that is not set.
    private static bool IsHomeless =>
        Environment.OSVersion.Platform == PlatformID.Unix
        && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("HOME"));

    /// <summary>The SecretManagement of the command's own session, which loads it where it is not loaded yet.</summary>
    /// <exception cref="StorageException">There is none, or one that is too old.</exception>
    internal static SecretManagement Of(PSCmdlet command, TimeSpan timeout, WaitReasons waiting)
    {
        PSModuleInfo? module = command.InvokeCommand.GetCommand($"{Module}\\Get-Secret", CommandTypes.Cmdlet)?.Module;
        if (module is null && command.GetVariableValue("PSModuleAutoLoadingPreference") is not null)
            module = Import();
        // A vault asks a question only where somebody can answer it.
        PSHost? host = Attendance.WhyNobody(command.Host) is null ? command.Host : null;
        return new SecretManagement(host, Path(module), timeout, waiting);
    }

    /// <summary>That of the runspace whose thread this is, for a use in which no user is asked for anything.</summary>
    /// <exception cref="StorageException">There is none, or one that is too old.</exception>
    internal static SecretManagement OfSession(TimeSpan timeout)
    {
        using var shell = PowerShell.Create(RunspaceMode.CurrentRunspace);
        shell
            .AddCommand("Microsoft.PowerShell.Core\\Get-Command")
            .AddParameter("Name", $"{Module}\\Get-Secret")
            .AddParameter("ErrorAction", ActionPreference.Ignore);
        var command = shell.Invoke().FirstOrDefault()?.BaseObject as CommandInfo;
        return new SecretManagement(host: null, Path(command?.Module), timeout, new WaitReasons());
    }

    /// <summary>Runs several of the functions below as one, with nothing in between.</summary>
    /// <param name="work">Gets the runspace; may block.</param>
    /// <param name="held">Disposed when the work has ended, however late that is.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="StorageException">The time is up.</exception>
    internal Task<T> RunAsync<T>(Func<Runspace, T> work, IDisposable? held, CancellationToken cancellationToken) =>
        VaultRunspace.RunAsync(() => work(VaultRunspace.Open(_host, _modulePath)), held, Timeout, cancellationToken);

    /// <summary>The vaults that are registered. Without a home there is no place for any.</summary>
    /// <exception cref="StorageException">It can't tell.</exception>
    internal static IEnumerable<PSObject> GetVaults(Runspace runspace)
    {
        try
        {
            return Invoke(runspace, "Get-SecretVault");
        }
        catch (RuntimeException exception)
        {
            return IsHomeless
                ? []
                : throw new StorageException(
                    Problem.VaultReadFailed,
                    $"SecretManagement can't tell which vaults are registered: {exception.GetBaseException().Message}"
                );
        }
    }

    internal static IEnumerable<PSObject> GetInfos(Runspace runspace, string vault, string filter) =>
        Invoke(runspace, "Get-SecretInfo", ("Name", filter), ("Vault", vault));

    /// <summary>
    /// Null when there is none of that name. Bytes, as a PFX is kept, come as Base64; what is neither text nor bytes is
    /// empty.
    /// </summary>
    internal static string? GetSecret(Runspace runspace, string vault, string name)
    {
        try
        {
            object? secret = Invoke(runspace, "Get-Secret", ("Name", name), ("Vault", vault))
                .FirstOrDefault()
                ?.BaseObject;
            // Vaults that know only strings hand one back.
            return secret is SecureString secure
                ? SecureText.Reveal(secure)
                : secret as string ?? (secret is byte[] bytes ? Convert.ToBase64String(bytes) : "");
        }
        catch (RuntimeException exception) when (VaultErrors.IsNotFound(exception))
        {
            return null;
        }
    }

    /// <summary>
    /// With metadata only on a vault known to take both at once: on one that does not, SecretManagement deletes the
    /// secret it has just written (PowerShell/SecretManagement issue 227).
    /// </summary>
    internal static void SetSecret(Runspace runspace, string vault, string name, string secret, Hashtable? metadata)
    {
        List<(string, object)> parameters =
        [
            ("Name", name),
            ("Vault", vault),
            ("SecureStringSecret", SecureText.Protect(secret)),
            .. Unasked,
        ];
        if (metadata is not null)
            parameters.Add(("Metadata", metadata));
        Invoke(runspace, "Set-Secret", [.. parameters]);
    }

    internal static void SetMetadata(Runspace runspace, string vault, string name, Hashtable metadata) =>
        Invoke(runspace, "Set-SecretInfo", [("Name", name), ("Vault", vault), ("Metadata", metadata), .. Unasked]);

    internal static void RemoveSecret(Runspace runspace, string vault, string name) =>
        Invoke(runspace, "Remove-Secret", [("Name", name), ("Vault", vault), .. Unasked]);

    // For a session that has said which modules PowerShell may load for a command's sake.
    private static PSModuleInfo? Import()
    {
        using var shell = PowerShell.Create(RunspaceMode.CurrentRunspace);
        shell
            .AddCommand("Microsoft.PowerShell.Core\\Import-Module")
            .AddParameter("Name", Module)
            .AddParameter("Global")
            .AddParameter("PassThru")
            .AddParameter("ErrorAction", ActionPreference.Ignore);
        return shell.Invoke().FirstOrDefault()?.BaseObject as PSModuleInfo;
    }

    private static string Path(PSModuleInfo? found) =>
        found switch
        {
            null => throw new StorageException(
                Problem.SecretManagementMissing,
                $"The module {Module} is not installed."
            ),
            { Version: Version version } when version < _minimum => throw new StorageException(
                Problem.SecretManagementMissing,
                $"The module {Module} is here in version {version}, and {_minimum} is the first that will do."
            ),
            PSModuleInfo module => module.Path,
        };

    private static (string, object)[] Unasked => [("WhatIf", false), ("Confirm", false)];

    private static Collection<PSObject> Invoke(
        Runspace runspace,
        string command,
        params (string, object)[] parameters
    ) => VaultRunspace.Invoke(runspace, $"{Module}\\{command}", parameters);
}
