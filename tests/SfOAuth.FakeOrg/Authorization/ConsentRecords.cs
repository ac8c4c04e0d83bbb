using System.Collections.Concurrent;
using SfOAuth.FakeOrg.Org;
using SfOAuth.FakeOrg.Tokens;

namespace SfOAuth.FakeOrg.Authorization;

/// <summary>
/// What users have allowed; asked once, until they are asked for more or <c>prompt=consent</c> asks again.
/// </summary>
internal sealed class ConsentRecords
{
    private readonly ConcurrentDictionary<(OrgUser User, OrgApp App), ScopeList> _consents = new();

    public bool Covers(OrgUser user, OrgApp app, ScopeList scopes) =>
        _consents.TryGetValue((user, app), out ScopeList? allowed) && scopes.IsWithin(allowed.AsEnumerable());

    public bool Any(OrgUser user, OrgApp app) => _consents.ContainsKey((user, app));

    public void Add(OrgUser user, OrgApp app, ScopeList scopes) => _consents[(user, app)] = scopes;

    public void Clear() => _consents.Clear();
}
