using System;
using System.Threading;
using System.Threading.Tasks;
using SfOAuth.Errors;
using SfOAuth.Secrets;

namespace SfOAuth.Connections;

/// <summary>
/// Saves new tokens before anyone sees them, and reads back what only the vault will know from now on. If the vault refuses
/// for a few seconds, the record stays with this process and the error carries the token. The caller holds the connection's lock.
/// </summary>
public sealed class ConnectionSave(ConnectionServices services)
{
    private static readonly int[] _pausesInMilliseconds = [100, 200, 400, 800, 1500];

    /// <param name="name">The connection.</param>
    /// <param name="record">What to save.</param>
    /// <param name="before">What was saved; null when nothing.</param>
    /// <exception cref="ConnectionNotSavedException">The vault did not take it.</exception>
    public async Task<Token> RunAsync(string name, ConnectionRecord record, ConnectionRecord? before)
    {
        bool readBack = SecureText.Reveal(record.RefreshToken) != SecureText.Reveal(before?.RefreshToken);
        for (int attempt = 0; ; attempt++)
        {
            try
            {
                await WriteAsync(name, record, readBack).ConfigureAwait(false);
                services.Pending.Forget(services.KeyOf(name));
                return record.ToToken(name, services.Vault.Name);
            }
            catch (StorageException exception) when (attempt == _pausesInMilliseconds.Length || exception.Problem == Problem.VaultTimedOut)
            {
                services.Pending.Keep(services.KeyOf(name), record);
                throw new ConnectionNotSavedException(record.ToToken(name, services.Vault.Name), exception);
            }
            catch (StorageException)
            {
                await services.Clock.DelayAsync(TimeSpan.FromMilliseconds(_pausesInMilliseconds[attempt]), CancellationToken.None).ConfigureAwait(false);
            }
        }
    }

    private async Task WriteAsync(string name, ConnectionRecord record, bool readBack)
    {
        await services.Vault.WriteAsync(name, record).ConfigureAwait(false);
        if (readBack && await services.Vault.ReadAsync(name, CancellationToken.None).ConfigureAwait(false) is var saved && saved?.IsSameAs(record) != true)
            throw new StorageException(Problem.ConnectionNotSaved, $"The vault '{services.Vault.Name}' took the connection '{name}' without an error, and does not have it.");
    }
}
