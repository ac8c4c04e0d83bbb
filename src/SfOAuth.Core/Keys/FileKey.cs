using System;
using System.Collections.Generic;
using System.IO;
using System.Security;
using System.Security.Cryptography;
using System.Threading.Tasks;
using SfOAuth.Errors;

namespace SfOAuth.Keys;

/// <summary>A key in a file, which is read each time.</summary>
internal sealed class FileKey(string path, string? password) : KeySource
{
    internal const string PathField = "path";

    private const int LongestWord = 50;

    internal override string Place => $"The key file '{path}'";

    internal override IEnumerable<string> Secrets => SecretsOf(password);

    internal override Task<RSA> OpenAsync(Func<string, string, Task<string?>> readSecret) =>
        Task.FromResult(new PrivateKeyReader(this, password).Read(ReadContent()));

    internal override IReadOnlyDictionary<string, string> ToFields() =>
        WithPassword(new() { [PathField] = path }, password);

    private byte[] ReadContent()
    {
        if (Directory.Exists(path))
            throw Invalid("is a folder");
        try
        {
            using var file = new FileStream(
                path,
                FileMode.Open,
                FileAccess.Read,
                FileShare.ReadWrite | FileShare.Delete
            );
            return ReadToLimit(file);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw IsLikeSecret()
                ? new StorageException(Problem.KeyNotFound, "There is no key file of the name given.")
                : new StorageException(Problem.KeyNotFound, $"There is no key file '{path}'.", exception);
        }
        catch (Exception exception) when (exception is UnauthorizedAccessException or SecurityException)
        {
            throw Invalid("may not be read by this account", exception);
        }
        catch (Exception exception) when (exception is IOException or ArgumentException or NotSupportedException)
        {
            throw Invalid("can't be opened or read", exception);
        }
    }

    // One long word: what was given in the wrong place is not repeated, and the system's own words repeat it.
    private bool IsLikeSecret()
    {
        string file = Path.GetFileName(path);
        return file.Length > LongestWord && file.IndexOf('.') < 0;
    }

    // Not by the file's length: a pipe has none.
    private static byte[] ReadToLimit(FileStream file)
    {
        byte[] content = new byte[PrivateKeyReader.MaxLength + 1];
        int length = 0;
        for (int read = -1; read != 0 && length < content.Length; length += read)
            read = file.Read(content, length, content.Length - length);
        Array.Resize(ref content, length);
        return content;
    }
}
