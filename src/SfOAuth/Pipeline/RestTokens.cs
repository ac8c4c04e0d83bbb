using System;
using System.Threading.Tasks;
using SfOAuth.Commands;
using SfOAuth.Connections;
using SfOAuth.Rest;

namespace SfOAuth.Pipeline;

/// <summary>The tokens that a call is made with: those of a connection, or one in hand.</summary>
internal sealed class RestTokens
{
    private readonly InvokeSfRestMethodCommand _command;
    private readonly ConnectionStore? _store;
    private readonly string _name;
    private ConnectionRecord? _seen;

    private RestTokens(InvokeSfRestMethodCommand command, ConnectionStore? store, string name)
    {
        _command = command;
        _store = store;
        _name = name;
    }

    /// <summary>The connection's name; null for one of the session, and for a token that belongs to none.</summary>
    internal string? Connection => _store is null or { Vault: SessionVault } ? _command.Token?.Name : _name;

    /// <exception cref="Errors.StorageException">There is none, more than one, or the vault can't be used.</exception>
    internal static async Task<RestTokens> FindAsync(InvokeSfRestMethodCommand command, string? connection)
    {
        // A token in hand needs no vault where it is not to be renewed.
        if (command.Token is not null && command.NoRefresh)
            return new RestTokens(command, store: null, "");
        (ConnectionStore, string)? found = command.Token is null
            ? await command.Connections.FindAsync(connection, command.Vault)
            : await command.Connections.FindOfAsync(command.Token, command.Vault);
        return found is (ConnectionStore store, string name)
            ? new RestTokens(command, store, name)
            : new RestTokens(command, store: null, "");
    }

    /// <summary>What a question and a message call it, before anything is sent: the connection and its host.</summary>
    internal async Task<string> DescribeAsync()
    {
        if (_store is null || _command.Token is not null)
            return Describe(_command.Token?.Name, _command.Token?.InstanceUrl ?? _command.Token?.LoginUrl);
        _seen = await _store.RequireAsync(_name, _command.Cancelled);
        return Describe(Connection, _seen.Response.InstanceUrl ?? _seen.Client.LoginUrl.Value);
    }

    internal RestTokenProvider ToProvider() =>
        _store is null
            ? RestTokenProvider.Only(_command.Token!)
            : new RestTokenProvider(() => FirstAsync(_store), dead => NextAsync(_store, dead));

    private static string Describe(string? connection, string? url)
    {
        string host = Uri.TryCreate(url, UriKind.Absolute, out Uri? uri) ? uri.Authority : "an unknown host";
        return connection is null ? $"a login that is not saved, at {host}" : $"connection '{connection}' at {host}";
    }

    private async Task<Token> FirstAsync(ConnectionStore store)
    {
        if (_command.Token is not null)
            return _command.Token;
        RefreshOptions options = RefreshOptions.WhenStale(maxAge: null, _command.Clock);
        // A second look into the vault would find the same.
        bool isGoodEnough =
            _command.NoRefresh || (_seen is not null && store.FindPending(_name) is null && options.IsFresh(_seen));
        ConnectionRecord? record = isGoodEnough
            ? _seen
            : await new ConnectionRefresh(store).RunAsync(_name, options, _command.Cancelled);
        return store.ToToken(_name, record!);
    }

    private async Task<Token?> NextAsync(ConnectionStore store, Token dead)
    {
        if (_command.NoRefresh)
            return null;
        RefreshOptions options = RefreshOptions.InPlaceOf(dead.GetAccessToken());
        if (
            await new ConnectionRefresh(store).RunAsync(_name, options, _command.Cancelled)
            is not ConnectionRecord record
        )
            return null;
        string who = Connection is null ? "the session's login" : $"'{Connection}'";
        await _command.Pipeline.WriteAsync(() =>
            _command.WriteVerbose($"The session had expired; {who} was renewed, and the call is made once more.")
        );
        return store.ToToken(_name, record);
    }
}
