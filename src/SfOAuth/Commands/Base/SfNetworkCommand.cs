using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Net;
using System.Net.Http;
using System.Threading.Tasks;
using SfOAuth.Connections;
using SfOAuth.Http;
using SfOAuth.Output;
using SfOAuth.Pipeline;
using SfOAuth.Protocol;
using SfOAuth.Vault;

namespace SfOAuth.Commands;

/// <summary>Base of the cmdlets that talk to a server, or use a vault, which may be remote too.</summary>
public abstract class SfNetworkCommand : SfCommand
{
    private readonly Lazy<ConnectionCatalog> _connections;
    private HttpMessageHandler? _ownHandler;

    private protected SfNetworkCommand() => _connections = new(() => new ConnectionCatalog(this));

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
    internal virtual int RequestTimeoutSec => TimeoutSec;

    /// <summary>The saved connections, and that of the session.</summary>
    internal ConnectionCatalog Connections => _connections.Value;

    /// <param name="mostSeconds">What is not worth the whole time that the user allows.</param>
    internal Transport CreateTransport(int mostSeconds = int.MaxValue) =>
        new(Handler, TimeSpan.FromSeconds(Math.Min(RequestTimeoutSec, mostSeconds))) { Waiting = Waiting };

    internal Task LoadKeyAsync(ClientSettings client) =>
        client.Key?.LoadAsync(Connections.ReadSecretAsync) ?? Task.CompletedTask;

    /// <summary>Asks the user to confirm a token request of a saved connection.</summary>
    internal Task<bool> ConfirmAsync(ConnectionStore store, string name, OAuthRequest request) =>
        ConfirmAsync(
            store.Vault is SessionVault ? request.Endpoint : $"connection '{name}' at {request.Endpoint}",
            $"POST {request}"
        );

    /// <summary>Names of connections, with what their wildcards fit. To be called on the pipeline's thread.</summary>
    internal IReadOnlyList<string> ExpandNames(IEnumerable<string> names, string? vault) =>
        new ConnectionSearch(this).Expand(names, vault);

    /// <summary>Runs work on a saved connection; the one that is meant where no name is given.</summary>
    internal void RunOn(ErrorContext context, string? name, string? vault, Func<ConnectionStore, string, Task> work) =>
        RunWork(
            context,
            async () =>
            {
                (ConnectionStore store, string connection) = await Connections.FindAsync(name, vault);
                await work(store, connection);
            }
        );

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing)
            _ownHandler?.Dispose();
    }

    private HttpMessageHandler Handler() =>
        Proxy is null && ProxyCredential is null
            ? ProcessState.Handler
            : _ownHandler ??= HttpPlatform.CreateHandler(CreateProxy());

    private IWebProxy CreateProxy()
    {
        ICredentials? credentials = ProxyCredential?.GetNetworkCredential();
        if (Proxy is null)
            return new SystemProxy(credentials);
        // What stands before the host is for the proxy alone, and the frameworks quote its URL.
        string[] given = [.. Proxy.UserInfo.Split([':'], 2).Select(Uri.UnescapeDataString)];
        if (credentials is null && given.Length == 2)
            credentials = new NetworkCredential(given[0], given[1]);
        return new WebProxy(new UriBuilder(Proxy) { UserName = "", Password = "" }.Uri) { Credentials = credentials };
    }
}
