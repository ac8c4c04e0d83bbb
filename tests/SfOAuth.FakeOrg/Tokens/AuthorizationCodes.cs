using System;
using System.Collections.Generic;
using SfOAuth.FakeOrg.Messages;
using SfOAuth.FakeOrg.Org;

namespace SfOAuth.FakeOrg.Tokens;

/// <summary>
/// Authorization codes, good for one use. Spent ones are remembered: Salesforce calls them expired, not unknown.
/// </summary>
internal sealed class AuthorizationCodes(Scenario scenario, OrgClock clock)
{
    private const int Limit = 10_000;
    private readonly object _lock = new();
    private readonly Dictionary<string, AuthorizationCode> _codes = new(StringComparer.Ordinal);
    private readonly HashSet<string> _spent = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = new();

    /// <summary>A code that ends in <c>==</c>, so that it reaches the browser's address bar as <c>%3D%3D</c>.</summary>
    public string Issue(AuthorizationCode grant)
    {
        string code = "aPrx" + SessionAlphabet.Random(55);
        lock (_lock)
        {
            _codes.Add(code, grant);
            _order.Enqueue(code);
            if (_order.Count > Limit)
                Forget(_order.Dequeue());
        }

        return code;
    }

    public AuthorizationCode Redeem(string code, OrgApp app, RequestHost host)
    {
        lock (_lock)
        {
            if (
                !_codes.TryGetValue(code, out AuthorizationCode? grant)
                || grant.App != app
                || IsForAnotherHost(grant, host)
            )
                throw Refusals.InvalidCode.Raise();
            if (!_spent.Add(code) || clock.UtcNow - grant.IssuedAt >= scenario.CodeLifetime)
                throw Refusals.ExpiredCode.Raise();
            return grant;
        }
    }

    public void Clear()
    {
        lock (_lock)
        {
            _codes.Clear();
            _spent.Clear();
            _order.Clear();
        }
    }

    private bool IsForAnotherHost(AuthorizationCode grant, RequestHost host) =>
        scenario.BindCodesToHost && grant.HostIdentity is not null && grant.HostIdentity != host.Identity;

    private void Forget(string code)
    {
        _codes.Remove(code);
        _spent.Remove(code);
    }
}
