using System;
using System.Collections.Generic;
using System.Text;
using SfOAuth.Errors;
using SfOAuth.Formats;
using SfOAuth.Sealing;

namespace SfOAuth.Connections.Shared;

/// <summary>What this machine knows of a shared vault: where it is, and its key. Both are secrets.</summary>
internal sealed class SharedRegistration
{
    /// <summary>Names the container where nothing can be registered.</summary>
    internal const string UrlVariable = "SFOAUTH_SHARED_VAULT";

    /// <summary>The key for it, as Base64.</summary>
    internal const string KeyVariable = "SFOAUTH_SHARED_KEY";

    /// <summary>What the vault of the environment is called.</summary>
    internal const string EnvironmentName = "shared";

    private const string Folder = "vaults";
    private const string Kind = "sfoauth-vault-registration";
    private const string UrlField = "url";
    private const string KeyField = "key";

    private readonly string _key;

    private SharedRegistration(string name, ContainerUrl url, string key)
    {
        Name = name;
        Url = url;
        _key = key;
    }

    internal string Name { get; }

    internal ContainerUrl Url { get; }

    /// <param name="name">What users call it on this machine.</param>
    /// <param name="url">Of the container, with its signature.</param>
    /// <param name="key">64 bytes, or their Base64.</param>
    /// <exception cref="StorageException">It is not a key.</exception>
    internal static SharedRegistration Create(string name, ContainerUrl url, byte[] key)
    {
        try
        {
            return new SharedRegistration(name, url, Convert.ToBase64String(KeyFile.Decode(key)));
        }
        catch (FormatException exception)
        {
            throw new StorageException(
                Problem.SharedKeyInvalid,
                $"What was given as the key of the vault '{name}' is not one. {exception.Message}"
            );
        }
    }

    /// <summary>The one of the environment; null when there is none.</summary>
    /// <exception cref="SfOAuthException">The variables can't be used.</exception>
    internal static SharedRegistration? OfEnvironment()
    {
        string? url = Environment.GetEnvironmentVariable(UrlVariable);
        if (string.IsNullOrEmpty(url))
            return null;
        string? key = Environment.GetEnvironmentVariable(KeyVariable);
        return string.IsNullOrEmpty(key)
            ? throw new StorageException(
                Problem.SharedKeyInvalid,
                $"{UrlVariable} names a container, and {KeyVariable} no key for it."
            )
            : Create(EnvironmentName, ContainerUrl.Parse(url!), Encoding.ASCII.GetBytes(key!.Trim()));
    }

    /// <summary>Where they are kept.</summary>
    internal static SealedFolder In(PrivateFolder home, SealingKey key) => new(home, Folder, Kind, key);

    /// <summary>Null where there is none of this name.</summary>
    /// <exception cref="StorageException">It can't be read, or is not to be believed.</exception>
    internal static SharedRegistration? Find(SealedFolder folder, string name)
    {
        if (folder.Read(name) is not SealedDocument document)
            return null;
        try
        {
            Dictionary<string, string> fields = Json.Read(Encoding.UTF8.GetString(document.Content));
            return new SharedRegistration(
                document.Facts[SealedFolder.NameFact],
                ContainerUrl.Parse(fields[UrlField]),
                fields[KeyField]
            );
        }
        finally
        {
            Array.Clear(document.Content, 0, document.Content.Length);
        }
    }

    /// <exception cref="StorageException">It was not written.</exception>
    internal void Save(SealedFolder folder)
    {
        Dictionary<string, string> fields = new() { [UrlField] = Url.Secret, [KeyField] = _key };
        byte[] content = Encoding.UTF8.GetBytes(Json.Write(fields));
        try
        {
            folder.Write(Name, [new("Container", Url.Address)], content, Problem.HomeUnavailable);
        }
        finally
        {
            Array.Clear(content, 0, content.Length);
        }
    }

    /// <summary>64 bytes. Whoever has used them clears them.</summary>
    internal byte[] ReadKey() => Convert.FromBase64String(_key);

    /// <inheritdoc/>
    public override string ToString() => Name;
}
