using System.Collections;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;

namespace SfOAuth.FakeOrg.Org;

/// <summary>The apps of the org, by client id.</summary>
public sealed class AppRegistry : IEnumerable<OrgApp>
{
    private readonly ConcurrentDictionary<string, OrgApp> _apps = new();

    public OrgApp this[string clientId] => _apps[clientId];

    public OrgApp Add(OrgApp app) => _apps[app.ClientId] = app;

    public OrgApp? Find(string? clientId) =>
        clientId is not null && _apps.TryGetValue(clientId, out OrgApp? app) ? app : null;

    public void Remove(string clientId) => _apps.TryRemove(clientId, out _);

    public void Clear() => _apps.Clear();

    public IEnumerator<OrgApp> GetEnumerator() => _apps.Values.OrderBy(app => app.ClientId).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
