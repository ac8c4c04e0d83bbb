using System;
using System.IO;
using System.Runtime.InteropServices;
using SfOAuth.Errors;
using SfOAuth.Files;

namespace SfOAuth.Sealing;

/// <summary>
/// A folder that is this user's alone. It is looked at before each use, as ssh does: one that others own or can write
/// is an error that says what to run, since they could put files in the place of ours.
/// </summary>
internal sealed class PrivateFolder
{
    /// <summary>Moves the folder of the user.</summary>
    internal const string HomeVariable = "SFOAUTH_HOME";

    private const uint Root = 0;

    private static readonly bool _isWindows = RuntimeInformation.IsOSPlatform(OSPlatform.Windows);

    private readonly PrivateFolder? _parent;

    /// <param name="path">From the root on.</param>
    internal PrivateFolder(string path) => Path = path;

    private PrivateFolder(PrivateFolder parent, string name)
        : this(System.IO.Path.Combine(parent.Path, name)) => _parent = parent;

    internal string Path { get; }

    /// <summary>Where this user's connections and key are.</summary>
    /// <exception cref="StorageException">There is no place for it.</exception>
    internal static PrivateFolder OfUser() =>
        new(
            Choose(
                Environment.GetEnvironmentVariable(HomeVariable),
                Environment.GetFolderPath(
                    Environment.SpecialFolder.LocalApplicationData,
                    Environment.SpecialFolderOption.DoNotVerify
                )
            )
        );

    /// <param name="home">What the variable says; empty is not set.</param>
    /// <param name="localData">What the system says; empty for an account without a home.</param>
    /// <exception cref="StorageException">Neither says anything of use.</exception>
    internal static string Choose(string? home, string localData)
    {
        string path = string.IsNullOrEmpty(home) ? localData : home!;
        if (path.Length == 0)
            throw new StorageException(Problem.HomeUnavailable, "This account has no home folder.");
        // The process and PowerShell each have a current folder of their own.
        if (!System.IO.Path.IsPathRooted(path))
            throw new StorageException(Problem.HomeUnavailable, $"'{path}' is not a full path.");
        return string.IsNullOrEmpty(home) ? System.IO.Path.Combine(path, "SfOAuth") : System.IO.Path.GetFullPath(path);
    }

    /// <summary>A folder in this one, which is looked at with it.</summary>
    internal PrivateFolder Inside(string name) => new(this, name);

    /// <summary>False where there is none yet.</summary>
    /// <exception cref="StorageException">It is not this user's alone, or can't be looked at.</exception>
    internal bool Exists() =>
        _parent?.Exists() != false
        && SealedFile.Guard(
            Path,
            "looked at",
            Problem.HomeUnavailable,
            () => _isWindows ? CheckOnWindows() : CheckOnUnix()
        );

    /// <summary>Makes what is missing of the path, closed to others.</summary>
    /// <exception cref="StorageException">It can't be made, or is not this user's alone.</exception>
    internal void Make()
    {
        if (Exists())
            return;
        SealedFile.Guard(
            Path,
            "made",
            Problem.HomeUnavailable,
            () =>
            {
                if (_isWindows)
                    Directory.CreateDirectory(Path);
                else
                    foreach (string made in UnixFile.MakeMissing(Path))
                        UnixFile.FlushFolder(System.IO.Path.GetDirectoryName(made)!);
                return true;
            }
        );
        if (!Exists())
            throw new StorageException(Problem.HomeUnavailable, $"'{Path}' was removed while it was made.");
    }

    private bool CheckOnWindows()
    {
        if (!Directory.Exists(Path))
            return File.Exists(Path) ? throw Unsafe("is not a folder.") : false;
        return (File.GetAttributes(Path) & FileAttributes.ReparsePoint) == 0
            ? true
            : throw Unsafe($"is a link. Name the folder itself with {HomeVariable}.");
    }

    private bool CheckOnUnix()
    {
        // A slash at the end would look behind a link.
        if (UnixStat.OfPath(Path.TrimEnd('/')) is not FileFacts facts)
            return false;
        RequirePrivate(facts, UnixFile.CurrentUser);
        return true;
    }

    /// <exception cref="StorageException">The folder is not this user's alone.</exception>
    internal void RequirePrivate(FileFacts facts, uint user)
    {
        if (facts.IsLink)
            throw Unsafe($"is a symbolic link. Name the folder itself with {HomeVariable}.");
        if (!facts.IsFolder)
            throw Unsafe("is not a folder.");
        if (facts.Owner != user && facts.Owner != Root)
            throw Unsafe(Foreign(facts.Owner, user, Quoted(Path)));
        if ((facts.Mode & FileFacts.OthersMayWrite) != 0)
            throw Unsafe($"can be written by others ({facts.Permissions}). {Closing(facts.Owner == user)}");
    }

    // The volumes of containers are root's and open to all, and who runs in one can't change that.
    private string Closing(bool isOwn) =>
        isOwn
            ? $"Run: chmod 700 {Quoted(Path)}"
            : $"Name a folder in it with {HomeVariable}: it is made for this user alone.";

    /// <summary>What to do about another owner. Root does not take a user's things away.</summary>
    internal static string Foreign(uint owner, uint user, string quoted) =>
        $"belongs to user {owner}, and this is user {user}. "
        + (
            user == Root
                ? "Run this as that user, or use a folder and a key of root's."
                : $"Run: sudo chown {user} {quoted}"
        );

    /// <summary>As one word for a shell.</summary>
    internal static string Quoted(string path) => $"'{path.Replace("'", @"'\''")}'";

    private StorageException Unsafe(string why) => new(Problem.HomeUnsafe, $"'{Path}' {why}");
}
