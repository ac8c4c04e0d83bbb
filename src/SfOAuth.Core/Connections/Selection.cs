using System;
using System.Collections.Generic;
using System.Text;
using SfOAuth.Errors;
using SfOAuth.Formats;
using SfOAuth.Sealing;

namespace SfOAuth.Connections;

/// <summary>
/// The connection that a user means in all sessions where none is named. It is no secret, and kept as JSON.
/// </summary>
/// <param name="Name">Of the connection.</param>
/// <param name="Vault">The vault it was in when it was chosen.</param>
internal sealed record Selection(string Name, string Vault)
{
    private const string FileName = "selected.json";
    private const string NameField = "name";
    private const string VaultField = "vault";

    /// <summary>Null where the user has chosen none.</summary>
    /// <exception cref="StorageException">What is there can't be read, or says nothing of use.</exception>
    internal static Selection? Read(PrivateFolder home)
    {
        string path = PathIn(home);
        if (!home.Exists() || SealedFile.Read(path, Problem.VaultReadFailed) is not byte[] content)
            return null;
        try
        {
            Dictionary<string, string> fields = Json.Read(Encoding.UTF8.GetString(content));
            return new Selection(ConnectionName.Require(fields[NameField]), fields[VaultField]);
        }
        catch (Exception exception) when (exception is SfOAuthException or FormatException or KeyNotFoundException)
        {
            throw new StorageException(
                Problem.ConnectionAmbiguous,
                $"What '{path}' holds names no connection. Select-SfConnection writes it anew."
            );
        }
    }

    /// <exception cref="StorageException">It was not written; what was chosen before still is.</exception>
    internal void Save(PrivateFolder home)
    {
        home.Make();
        string text = Json.Write([new(NameField, Name), new(VaultField, Vault)]);
        SealedFile.Write(PathIn(home), Encoding.UTF8.GetBytes(text), Problem.HomeUnavailable);
    }

    /// <summary>From now on none is meant.</summary>
    /// <exception cref="StorageException">It is still there.</exception>
    internal static void Clear(PrivateFolder home)
    {
        if (home.Exists())
            SealedFile.Delete(PathIn(home), Problem.HomeUnavailable);
    }

    private static string PathIn(PrivateFolder home) => System.IO.Path.Combine(home.Path, FileName);
}
