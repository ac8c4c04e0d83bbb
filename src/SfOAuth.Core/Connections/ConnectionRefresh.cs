using System.Security;
using System.Threading;
using System.Threading.Tasks;
using SfOAuth.Errors;
using SfOAuth.Flows;
using SfOAuth.Http;
using SfOAuth.Protocol;

namespace SfOAuth.Connections;

/// <summary>Refreshes a saved connection: read, send once, save, and only then hand the token out.</summary>
public sealed class ConnectionRefresh(IConnectionVault vault, Transport transport, IClock clock)
{
    /// <param name="name">The connection.</param>
    /// <param name="options">What differs from what is saved, and who is asked for leave.</param>
    /// <param name="cancellationToken">Heeded until the request leaves; from then on the answer is waited for and saved.</param>
    /// <returns>The new token; null when it was not to be sent.</returns>
    /// <exception cref="SfOAuthException">Nothing was lost: the vault still holds what it held.</exception>
    /// <exception cref="ConnectionNotSavedException">The vault did not take the new tokens.</exception>
    public async Task<Token?> RunAsync(string name, RefreshOptions options, CancellationToken cancellationToken)
    {
        ConnectionRecord record = await vault.ReadAsync(name, cancellationToken).ConfigureAwait(false)
            ?? throw new StorageException(Problem.ConnectionNotFound, $"No connection '{name}' is saved in the vault '{vault.Name}'.");
        record = record.With(options);
        SecureString refreshToken = record.RefreshToken
            ?? throw new StorageException(Problem.RefreshTokenMissing, $"The connection '{name}' was saved without a refresh token.");

        TokenRequest request = TokenRefresh.Prepare(record.Client, refreshToken);
        if (!await options.Confirm(request).ConfigureAwait(false))
            return null;
        TokenResponse response = await TokenEndpoint.SendAsync(request, transport, cancellationToken).ConfigureAwait(false);
        return await ConnectionSave.RunAsync(vault, name, record.Renew(response, clock.UtcNow)).ConfigureAwait(false);
    }
}
