using System.Collections.Generic;
using System.Linq;
using SfOAuth.Vault;

namespace SfOAuth.Binding;

/// <summary>The vaults that are registered.</summary>
internal sealed class VaultNameCompleter : Completer
{
    private protected override IEnumerable<Candidate> Find(string? vault)
        => VaultGlance.Vaults().Select(found => new Candidate(found.Name, found.Description));
}
