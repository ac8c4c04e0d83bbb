using System;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using SfOAuth.FakeOrg.Messages;
using SfOAuth.FakeOrg.Org;

namespace SfOAuth.FakeOrg.Authorization;

/// <summary>
/// Logged-in browsers, known by a cookie. Its name has the port: browsers share cookies between the ports of a host.
/// </summary>
internal sealed class BrowserSessions
{
    private readonly ConcurrentDictionary<string, BrowserSession> _sessions = new(StringComparer.Ordinal);

    public BrowserSession LogIn(OrgUser user)
    {
        BrowserSession session = new(NewValue(), user, NewValue());
        _sessions[session.Id] = session;
        return session;
    }

    public BrowserSession? Find(OrgRequest request)
    {
        string prefix = CookieName(request) + "=";
        foreach (string cookie in (request.Header("Cookie") ?? "").Split(';', StringSplitOptions.TrimEntries))
        {
            if (cookie.StartsWith(prefix, StringComparison.Ordinal))
                return _sessions.TryGetValue(cookie[prefix.Length..], out BrowserSession? session) ? session : null;
        }

        return null;
    }

    public static OrgAnswer WithCookie(OrgAnswer answer, OrgRequest request, BrowserSession session) =>
        answer.With(
            "Set-Cookie",
            $"{CookieName(request)}={session.Id}; Path=/; HttpOnly; "
                + $"SameSite=Lax{(request.Host.IsSecure ? "; Secure" : "")}"
        );

    public void Clear() => _sessions.Clear();

    private static string CookieName(OrgRequest request) => FormattableString.Invariant($"sid_{request.Port}");

    private static string NewValue() => Convert.ToHexString(RandomNumberGenerator.GetBytes(16));
}
