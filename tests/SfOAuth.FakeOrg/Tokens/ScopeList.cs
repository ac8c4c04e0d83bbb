using System;
using System.Collections.Generic;
using System.Linq;

namespace SfOAuth.FakeOrg.Tokens;

/// <summary>A set of scopes in the order given.</summary>
internal sealed class ScopeList(IEnumerable<string> scopes)
{
    private readonly string[] _scopes = scopes.Distinct(StringComparer.Ordinal).ToArray();
    private string? _text;

    public static ScopeList Parse(string text) => new(text.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    public bool IsEmpty => _scopes.Length == 0;

    public bool AllowsRefresh => Has("refresh_token") || Has("offline_access");

    public bool AllowsIdentity => Has("id") || Has("openid") || Has("profile") || Has("full");

    public bool AllowsRest => Has("api") || Has("full");

    public bool Has(string scope) => Array.IndexOf(_scopes, scope) >= 0;

    public bool IsWithin(IEnumerable<string> allowed) => _scopes.All(allowed.Contains);

    public ScopeList Without(params string[] dropped) => new(_scopes.Except(dropped));

    public IEnumerable<string> AsEnumerable() => _scopes;

    public override string ToString() => _text ??= string.Join(' ', _scopes);
}
