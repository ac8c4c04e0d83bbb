using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Security;
using System.Threading;
using System.Threading.Tasks;
using SfOAuth.Connections;
using SfOAuth.Errors;
using SfOAuth.Pipeline;
using SfOAuth.Secrets;

namespace SfOAuth.Vault;

/// <summary>Connections in a registered vault, one secret each. Everything here happens on the pipeline's thread, so one call at a time.</summary>
internal sealed class SecretManagementVault(string name, PipelineThread pipeline) : IConnectionVault
{
    private const string NameVariable = "SFOAUTH_CONNECTION";

    public string Name => name;

    public Task<ConnectionRecord?> ReadAsync(string connection, CancellationToken cancellationToken)
        => pipeline.AskAsync(() => Read(connection));

    public Task WriteAsync(string connection, ConnectionRecord record)
        => pipeline.AskAsync(() => Write(connection, record));

    /// <summary>Null when nothing of that name is saved.</summary>
    /// <exception cref="StorageException">The vault refused, or what it holds is not a connection.</exception>
    internal ConnectionRecord? Read(string connection)
    {
        string secretName = ConnectionName.ToSecretName(connection);
        try
        {
            object? secret = SecretManagement.Invoke(SecretManagement.GetSecret, secretName, name).FirstOrDefault()?.BaseObject;
            // Vaults that know only strings hand one back.
            SecureString? document = secret as SecureString ?? SecureText.Protect(secret as string);
            return document is null
                ? throw new StorageException(Problem.ConnectionUnreadable, $"The secret '{secretName}' in the vault '{name}' is not a connection of SfOAuth.")
                : RecordDocument.Read(connection, document);
        }
        catch (RuntimeException exception) when (VaultErrors.IsNotFound(exception))
        {
            return null;
        }
        catch (RuntimeException exception)
        {
            throw VaultErrors.ToStorage(exception, Problem.VaultReadFailed, $"read the connection '{connection}'", name);
        }
    }

    /// <exception cref="StorageException">The vault did not take it.</exception>
    internal bool Write(string connection, ConnectionRecord record)
    {
        string secretName = ConnectionName.ToSecretName(connection);
        try
        {
            SecretManagement.Invoke(SecretManagement.SetSecret, secretName, name, RecordDocument.Write(record));
        }
        catch (RuntimeException exception)
        {
            throw VaultErrors.ToStorage(exception, Problem.ConnectionNotSaved, $"save the connection '{connection}'", name);
        }

        return TryDescribe(secretName, record);
    }

    /// <summary>What is saved here. Opens a secret only where the vault keeps nothing beside it.</summary>
    /// <exception cref="StorageException">The vault refused.</exception>
    internal IEnumerable<Connection> List(WildcardPattern pattern)
    {
        foreach (PSObject info in Infos(ConnectionName.SecretPrefix + "*"))
        {
            string connection = ConnectionName.FromSecretName((string)info.Properties["Name"].Value);
            if (!pattern.IsMatch(connection))
                continue;
            Dictionary<string, string> facts = Facts(info);
            yield return facts.Count > 0 || Read(connection) is not ConnectionRecord record
                ? Connection.FromMetadata(connection, name, facts)
                : Connection.FromRecord(connection, name, record);
        }
    }

    /// <exception cref="StorageException">The vault refused.</exception>
    internal IEnumerable<string> Names()
        => Infos(ConnectionName.SecretPrefix + "*").Select(info => ConnectionName.FromSecretName((string)info.Properties["Name"].Value));

    /// <summary>The connection meant where none is named: that of the environment, else the only one there is.</summary>
    /// <exception cref="StorageException">There is none, or more than one.</exception>
    internal string RequireOnlyName()
    {
        string? preset = Environment.GetEnvironmentVariable(NameVariable);
        if (!string.IsNullOrEmpty(preset))
            return preset!;
        string[] names = [.. Names()];
        return names.Length == 1
            ? names[0]
            : throw new StorageException(
                Problem.ConnectionAmbiguous,
                names.Length == 0 ? $"No connection is saved in the vault '{name}'." : $"{names.Length} connections are saved in the vault '{name}': {string.Join(", ", names.Take(10))}.");
    }

    /// <exception cref="StorageException">The vault refused.</exception>
    internal void Remove(string connection)
    {
        try
        {
            SecretManagement.Invoke(SecretManagement.RemoveSecret, ConnectionName.ToSecretName(connection), name);
        }
        catch (RuntimeException exception)
        {
            throw VaultErrors.ToStorage(exception, Problem.VaultReadFailed, $"remove the connection '{connection}'", name);
        }
    }

    private static Dictionary<string, string> Facts(PSObject info)
        => (info.Properties["Metadata"]?.Value as IReadOnlyDictionary<string, object>)?
            .ToDictionary(fact => fact.Key, fact => Convert.ToString(fact.Value, System.Globalization.CultureInfo.InvariantCulture) ?? "") ?? [];

    private bool TryDescribe(string secretName, ConnectionRecord record)
    {
        try
        {
            SecretManagement.Invoke(SecretManagement.SetMetadata, secretName, name, SecretManagement.ToMetadata(Connection.MetadataOf(record)));
            return true;
        }
        catch (RuntimeException)
        {
            // A vault without metadata says no; the secret is saved, and listing will open it.
            return false;
        }
    }

    private System.Collections.ObjectModel.Collection<PSObject> Infos(string filter)
    {
        try
        {
            return SecretManagement.Invoke(SecretManagement.GetInfo, filter, name);
        }
        catch (RuntimeException exception)
        {
            throw VaultErrors.ToStorage(exception, Problem.VaultReadFailed, "list connections", name);
        }
    }
}
