using System;
using System.Collections.Generic;
using SfOAuth.FakeOrg.Messages;
using SfOAuth.FakeOrg.Org;

namespace SfOAuth.FakeOrg.Hosting;

/// <summary>The four sockets of an org.</summary>
internal sealed class OrgListeners(FakeOrgOptions options)
{
    private readonly OrgListener _login = new(HostRole.Login, isSecure: false, options.LoginPort);
    private readonly OrgListener _domain = new(HostRole.Domain, isSecure: false, options.DomainPort);
    private readonly OrgListener _secureLogin = new(HostRole.Login, isSecure: true, options.SecureLoginPort);
    private readonly OrgListener _secureDomain = new(HostRole.Domain, isSecure: true, options.SecureDomainPort);

    public IEnumerable<OrgListener> All => [_login, _domain, _secureLogin, _secureDomain];

    public OrgUrls UrlsOn(string hostName) =>
        new(
            UrlOf(_login, hostName),
            UrlOf(_domain, hostName),
            UrlOf(_secureLogin, hostName),
            UrlOf(_secureDomain, hostName)
        );

    private static string UrlOf(OrgListener listener, string hostName) =>
        FormattableString.Invariant($"{(listener.IsSecure ? "https" : "http")}://{hostName}:{listener.Port}");
}
