using System.Threading.Tasks;
using SfOAuth.Errors;

namespace SfOAuth.Connections;

/// <summary>Saves new tokens before anyone sees them; if the vault refuses, the error carries them.</summary>
public static class ConnectionSave
{
    /// <returns>The token of the record.</returns>
    /// <exception cref="ConnectionNotSavedException">The vault did not take it.</exception>
    public static async Task<Token> RunAsync(IConnectionVault vault, string name, ConnectionRecord record)
    {
        try
        {
            await vault.WriteAsync(name, record).ConfigureAwait(false);
        }
        catch (StorageException exception)
        {
            throw new ConnectionNotSavedException(record.ToToken(name, vault.Name), exception);
        }

        return record.ToToken(name, vault.Name);
    }
}
