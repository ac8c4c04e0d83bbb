using System;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using SfOAuth.Errors;

namespace SfOAuth.Sealing;

/// <summary>
/// The 512 random bits that all of a user's files are sealed with. They are made once, by whoever comes first, and
/// never again while there is anything that they would have to open. Each call reads the file anew: it is small, may be
/// replaced, and the key is in memory no longer than it is used.
/// </summary>
internal sealed class SealingKey
{
    /// <summary>Names a key elsewhere: a systemd credential, a secret of Docker or Kubernetes.</summary>
    internal const string FileVariable = "SFOAUTH_KEY_FILE";

    private const string FileName = "key";

    private static readonly bool _isWindows = RuntimeInformation.IsOSPlatform(OSPlatform.Windows);

    // The folders whose files the key opens.
    private static readonly string[] _sealedFolders = ["connections", "pending", "vaults"];

    private readonly PrivateFolder? _home;
    private readonly string _path;

    /// <summary>The key in the home, made when it is first needed.</summary>
    internal SealingKey(PrivateFolder home)
    {
        _home = home;
        _path = Path.Combine(home.Path, FileName);
    }

    /// <summary>A key that somebody else made, and that is only read.</summary>
    internal SealingKey(string file) => _path = file;

    /// <summary>The key that the variable names, else the one in the home.</summary>
    internal static SealingKey OfUser(PrivateFolder home)
    {
        string? file = Environment.GetEnvironmentVariable(FileVariable);
        return string.IsNullOrEmpty(file) ? new SealingKey(home) : new SealingKey(file!);
    }

    /// <summary>64 bytes. Whoever has used them clears them.</summary>
    /// <exception cref="StorageException">There is no key, or not one that can be trusted.</exception>
    internal byte[] Read() => Find() ?? throw Missing();

    /// <summary>Fails where nothing could be opened or sealed. Makes no key: there may be none yet.</summary>
    /// <exception cref="StorageException">There is no key, or not one that can be trusted.</exception>
    internal void RequireUsable()
    {
        if (Find() is byte[] key)
            Array.Clear(key, 0, key.Length);
        else if (_home is null || IsAnythingSealed(_home))
            throw Missing();
    }

    /// <inheritdoc cref="Read"/>
    /// <remarks>Makes the key if there is none, and nothing yet that another one has sealed.</remarks>
    internal byte[] ReadOrMake()
    {
        if (Find() is byte[] key)
            return key;
        if (_home is null)
            throw Missing();
        _home.Make();
        // Another process may have made the key and used it since it was looked for; so it is looked for again.
        if (!IsAnythingSealed(_home))
            Make();
        return Read();
    }

    private byte[]? Find()
    {
        if (_home?.Exists() == false)
            return null;
        byte[]? content = SealedFile.Guard(
            _path,
            "read",
            Problem.SealingKeyUnsafe,
            () => KeyFile.Read(_path, isOurs: _home is not null)
        );
        return content is null ? null : Understand(content);
    }

    private byte[] Understand(byte[] content)
    {
        try
        {
            return SealedFile.Guard(
                _path,
                "used",
                Problem.SealingKeyInvalid,
                () => KeyFile.Decode(content, mayBeProtected: _isWindows)
            );
        }
        finally
        {
            Array.Clear(content, 0, content.Length);
        }
    }

    private void Make()
    {
        byte[] key = new byte[AesCbcHmac.KeyLength];
        try
        {
            using (var generator = RandomNumberGenerator.Create())
                generator.GetBytes(key);
            byte[] content = SealedFile.Guard(
                _path,
                "made",
                Problem.HomeUnavailable,
                () => _isWindows ? DataProtection.Protect(key) : key
            );
            SealedFile.Create(_path, content, Problem.HomeUnavailable);
        }
        finally
        {
            Array.Clear(key, 0, key.Length);
        }
    }

    private static bool IsAnythingSealed(PrivateFolder home) =>
        _sealedFolders.Any(name =>
        {
            PrivateFolder folder = home.Inside(name);
            return folder.Exists()
                && SealedFile.Guard(
                    folder.Path,
                    "read",
                    Problem.HomeUnavailable,
                    () => Directory.EnumerateFiles(folder.Path, "*" + SealedFolder.Extension).Any()
                );
        });

    private StorageException Missing() =>
        new(
            Problem.SealingKeyMissing,
            _home is null
                ? $"There is no file '{_path}', which {FileVariable} names as the key."
                : $"The key '{_path}' is not there, and the saved connections open with no other."
        );
}
