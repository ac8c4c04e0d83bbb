using System;
using System.Management.Automation;
using System.Net;
using System.Net.Http;
using System.Security;
using System.Threading.Tasks;
using SfOAuth.Http;
using SfOAuth.Protocol;
using SfOAuth.Vault;

namespace SfOAuth.Commands;

/// <summary>Base of the cmdlets that talk to a server.</summary>
public abstract class SfNetworkCommand : SfCommand
{
    private HttpMessageHandler? _own;

    [Parameter]
    [ValidateRange(1, 3600)]
    public int TimeoutSec { get; set; } = 30;

    [Parameter]
    [ValidateNotNull]
    public Uri? Proxy { get; set; }

    [Parameter]
    [Credential]
    public PSCredential? ProxyCredential { get; set; }

    /// <summary>How long one request may take, in seconds.</summary>
    private protected virtual int RequestTimeoutSec => TimeoutSec;

    // A vault may be remote too, and is asked several times.
    private protected override TimeSpan VaultTimeout => TimeSpan.FromSeconds(4 * RequestTimeoutSec);

    private protected Transport CreateTransport() => new(Handler, TimeSpan.FromSeconds(RequestTimeoutSec)) { Waiting = Waiting };

    private protected ConnectionServices ServicesOf(SecretManagementVault vault) => new()
    {
        Vault = vault,
        Transport = CreateTransport(),
        Locks = ProcessState.Locks,
        Pending = ProcessState.Pending,
        Refreshes = ProcessState.Refreshes,
        Clock = Clock,
        ReadSecret = ReadSecretAsync,
    };

    private protected Task LoadKeyAsync(ClientSettings client) => client.Key?.LoadAsync(ReadSecretAsync) ?? Task.CompletedTask;

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing)
            _own?.Dispose();
    }

    private async Task<SecureString?> ReadSecretAsync(string vault, string secret)
    {
        Func<Task<SecretManagementVault>> open = await Pipeline.AskAsync(() => VaultOpener(vault)).ConfigureAwait(false);
        SecretManagementVault opened = await open().ConfigureAwait(false);
        return await opened.ReadSecretAsync(secret, Cancelled).ConfigureAwait(false);
    }

    private HttpMessageHandler Handler()
    {
        if (Proxy is null && ProxyCredential is null)
            return ProcessState.Handler;
        return _own ??= HttpPlatform.CreateHandler(CreateProxy());
    }

    private IWebProxy CreateProxy()
    {
        ICredentials? credentials = ProxyCredential?.GetNetworkCredential();
        if (Proxy is not null)
            return new WebProxy(Proxy) { Credentials = credentials };
        return new SystemProxy(credentials);
    }

    /// <summary>The system's proxy with other credentials; the system's own object is everybody's and is not changed.</summary>
    private sealed class SystemProxy(ICredentials? credentials) : IWebProxy
    {
        public ICredentials? Credentials { get; set; } = credentials;

        public Uri? GetProxy(Uri destination) => WebRequest.DefaultWebProxy?.GetProxy(destination);

        public bool IsBypassed(Uri host) => WebRequest.DefaultWebProxy?.IsBypassed(host) ?? true;
    }
}
