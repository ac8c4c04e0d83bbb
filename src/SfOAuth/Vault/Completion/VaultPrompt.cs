using System;
using System.Linq;
using System.Reflection;
using SfOAuth.Vault.SecretStore;

namespace SfOAuth.Vault.Completion;

/// <summary>
/// Tells whether a vault can be used without its asking the user for a password. SecretManagement runs the vaults in a runspace
/// that it keeps, with the host of whoever made it need one; with a host that has no user a vault can only fail. Which host it
/// is, is not public. To be called within a turn.
/// </summary>
internal static class VaultPrompt
{
    private const string ModuleName = "Microsoft.PowerShell.SecretManagement";

    internal static bool IsCertain(VaultRegistration vault)
        => (vault.IsSecretStore && SecretStoreFreshness.IsUnlocked()) || (!VaultRunspace.HasUser && HasNoUser());

    private static bool HasNoUser()
    {
        Type? invoker = AppDomain.CurrentDomain.GetAssemblies().FirstOrDefault(assembly => assembly.GetName().Name == ModuleName)?.GetType(ModuleName + ".PowerShellInvoker");
        FieldInfo? runspace = Field(invoker, "_runspace");
        FieldInfo? isHostDefault = Field(invoker, "_isHostDefault");
        return runspace is not null && isHostDefault is not null && (runspace.GetValue(null) is null || isHostDefault.GetValue(null) is true);
    }

    private static FieldInfo? Field(Type? type, string name) => type?.GetField(name, BindingFlags.Static | BindingFlags.NonPublic);
}
