using System.Linq;
using System.Reflection;
using SfOAuth.Vault.SecretStore;

namespace SfOAuth.Vault.Completion;

/// <summary>
/// Tells whether a vault can be used without its asking the user for a password. SecretManagement runs the vaults in a
/// runspace that it keeps, with the host of whoever made it need one; with a host that has no user a vault can only
/// fail. Which host it is, is not public. To be called within a turn.
/// </summary>
internal static class VaultPrompt
{
    internal static bool IsCertain(VaultRegistration vault) =>
        (vault.IsSecretStore && SecretStoreFreshness.IsUnlocked()) || (!VaultRunspace.HasUser && HasNoUser());

    private static bool HasNoUser() =>
        ForeignMember.AssembliesOf(ForeignMember.SecretManagement).FirstOrDefault() is Assembly assembly
        && ForeignMember.Runspace.FindIn<FieldInfo>(assembly) is FieldInfo runspace
        && ForeignMember.IsHostDefault.FindIn<FieldInfo>(assembly) is FieldInfo isHostDefault
        && (runspace.GetValue(null) is null || isHostDefault.GetValue(null) is true);
}
