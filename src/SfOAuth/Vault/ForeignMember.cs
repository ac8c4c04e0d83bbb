using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;

namespace SfOAuth.Vault;

/// <summary>
/// What this module uses of other modules that they don't offer: each name here, and nowhere else. A test looks all of
/// them up in what is installed.
/// </summary>
internal sealed class ForeignMember
{
    internal const string SecretManagement = "Microsoft.PowerShell.SecretManagement";
    internal const string SecretStore = "Microsoft.PowerShell.SecretStore";

    /// <summary>The runspace that SecretManagement keeps for all vaults, and whether no user is behind it.</summary>
    internal static readonly ForeignMember Runspace = new(SecretManagement, "PowerShellInvoker", "_runspace");
    internal static readonly ForeignMember IsHostDefault = new(SecretManagement, "PowerShellInvoker", "_isHostDefault");

    /// <summary>The store of this process, what it has read, and what makes it read again.</summary>
    internal static readonly ForeignMember LocalStore = new(SecretStore, "LocalSecretStore", "LocalStore");
    internal static readonly ForeignMember Store = new(SecretStore, "LocalSecretStore", "_secureStore");
    internal static readonly ForeignMember Data = new(SecretStore, "SecureStore", "Data");
    internal static readonly ForeignMember UpdateData = new(SecretStore, "SecureStore", "UpdateDataFromFile");
    internal static readonly ForeignMember WriteFile = new(SecretStore, "SecureStoreFile", "WriteFile");
    internal static readonly ForeignMember Secrets = new(SecretStore, "SecureStoreData", "MetaData");

    /// <summary>Whether it has to be unlocked, and is.</summary>
    internal static readonly ForeignMember Config = new(SecretStore, "SecureStore", "ConfigData");
    internal static readonly ForeignMember NeedsPassword = new(SecretStore, "SecureStoreConfig", "PasswordRequired");
    internal static readonly ForeignMember Password = new(SecretStore, "SecureStore", "_password");

    /// <summary>Its files, and who hears of a change of them.</summary>
    internal static readonly ForeignMember StorePath = new(SecretStore, "SecureStoreFile", "LocalStoreFilePath");
    internal static readonly ForeignMember KeyPath = new(SecretStore, "SecureStoreFile", "LocalKeyFilePath");
    internal static readonly ForeignMember ConfigPath = new(SecretStore, "SecureStoreFile", "LocalConfigFilePath");
    internal static readonly ForeignMember DataUpdated = new(SecretStore, "SecureStoreFile", "DataUpdated");
    internal static readonly ForeignMember ConfigUpdated = new(SecretStore, "SecureStoreFile", "ConfigUpdated");

    private const BindingFlags Any =
        BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    private readonly string _module;
    private readonly string _type;
    private readonly string _name;

    private ForeignMember(string module, string type, string name) => (_module, _type, _name) = (module, type, name);

    /// <summary>The assemblies of a module that are loaded; more than one where two versions are.</summary>
    internal static IEnumerable<Assembly> AssembliesOf(string module) =>
        AppDomain.CurrentDomain.GetAssemblies().Where(assembly => assembly.GetName().Name == module);

    /// <summary>The member in this assembly of its module.</summary>
    /// <returns>Null where it is not there, or of another kind.</returns>
    internal T? FindIn<T>(Assembly assembly)
        where T : MemberInfo =>
        assembly.GetType($"{_module}.{_type}")?.GetMember(_name, Any).OfType<T>().FirstOrDefault();

    /// <inheritdoc/>
    public override string ToString() => $"{_module}.{_type}.{_name}";
}
