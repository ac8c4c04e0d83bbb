using System.Collections.Generic;
using System.Linq;
using SfOAuth.Vault.Completion;

namespace SfOAuth.Parameters;

/// <summary>The vaults that are registered.</summary>
internal sealed class VaultNameCompleter : Completer
{
    private protected override IEnumerable<Suggestion> Find(string? vault) =>
        CompletionVaultReader.Vaults().Select(found => new Suggestion(found.Name, found.Description));
}
