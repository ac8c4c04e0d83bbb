using System;

namespace SfOAuth.FakeOrg.Tokens;

/// <summary>One refresh in progress.</summary>
internal sealed class RefreshLease(Ledger ledger, TokenFamily family) : IDisposable
{
    public TokenFamily Family { get; } = family;

    public void Dispose() => ledger.EndRefresh(Family);
}
