using System;
using System.Collections;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;

namespace SfOAuth.FakeOrg.Org;

/// <summary>The users of the org, by username; Salesforce ignores its case.</summary>
public sealed class UserRegistry : IEnumerable<OrgUser>
{
    private readonly ConcurrentDictionary<string, OrgUser> _users = new(StringComparer.OrdinalIgnoreCase);

    public OrgUser this[string username] => _users[username];

    public OrgUser Add(OrgUser user) => _users[user.Username] = user;

    public OrgUser? Find(string? username) =>
        username is not null && _users.TryGetValue(username, out OrgUser? user) ? user : null;

    public OrgUser FindOrAdd(string username) => _users.GetOrAdd(username, name => new OrgUser { Username = name });

    public void Remove(string username) => _users.TryRemove(username, out _);

    public void Clear() => _users.Clear();

    public IEnumerator<OrgUser> GetEnumerator() => _users.Values.OrderBy(user => user.Username).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
