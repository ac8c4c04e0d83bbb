using System;
using SfOAuth.Connections;
using SfOAuth.Errors;
using SfOAuth.Sealing;

namespace SfOAuth.Vault;

/// <summary>
/// The connection that is meant where none is named: the session's choice, else that of the environment, else the one
/// that the user has chosen for all sessions.
/// </summary>
internal static class DefaultConnection
{
    private const string NameVariable = "SFOAUTH_CONNECTION";

    /// <param name="vault">The user's -Vault: it rules out what was chosen in another one. Null or empty for
    /// any.</param>
    /// <returns>Null where nothing was chosen.</returns>
    /// <exception cref="SfOAuthException">What was chosen can't be read, or is no name.</exception>
    internal static SelectedConnection? Find(string? vault)
    {
        if (ProcessState.Selected is SelectedConnection session && IsIn(session.Vault, vault))
            return session;
        if (Preset is string preset)
            return new SelectedConnection(RequireName(preset), string.IsNullOrEmpty(vault) ? null : vault);
        return
            ProcessState.TryHome() is PrivateFolder home
            && Selection.Read(home) is Selection user
            && IsIn(user.Vault, vault)
            ? new SelectedConnection(user.Name, user.Vault)
            : null;
    }

    private static string RequireName(string preset) =>
        ConnectionName.IsValid(preset)
            ? preset
            : throw new SfOAuthException(
                Problem.ParameterInvalid,
                $"The environment variable {NameVariable} holds what can't be the name of a connection."
            );

    /// <summary>The name in the environment; null for none.</summary>
    internal static string? Preset =>
        Environment.GetEnvironmentVariable(NameVariable) is { Length: > 0 } name ? name : null;

    /// <param name="selection">What was found saved.</param>
    /// <param name="forUser">Whether it is meant in all later sessions too.</param>
    /// <exception cref="StorageException">It could not be written down.</exception>
    internal static void Select(Selection selection, bool forUser)
    {
        if (forUser)
            selection.Save(PrivateFolder.OfUser());
        ProcessState.Selected = new SelectedConnection(selection.Name, selection.Vault);
    }

    /// <exception cref="StorageException">The user's choice is still there.</exception>
    internal static void Clear(bool forUser)
    {
        if (forUser)
            Selection.Clear(PrivateFolder.OfUser());
        ProcessState.Selected = null;
    }

    /// <summary>A choice goes where its connection goes.</summary>
    /// <param name="name">Of the connection.</param>
    /// <param name="from">The vault that it was in.</param>
    /// <param name="to">The one it is in now; null where it is gone.</param>
    internal static void Follow(string name, string from, string? to)
    {
        if (
            ProcessState.Selected is { Name: string selected, Vault: string vault }
            && IsSame(selected, vault, name, from)
        )
            ProcessState.Selected = to is null ? null : new SelectedConnection(name, to);
        try
        {
            if (
                ProcessState.TryHome() is PrivateFolder home
                && Selection.Read(home) is Selection user
                && IsSame(user.Name, user.Vault, name, from)
            )
                Change(home, name, to);
        }
        catch (StorageException)
        {
            // The connection is where it was to be; a choice that leads nowhere says so when it is used.
        }
    }

    private static void Change(PrivateFolder home, string name, string? to)
    {
        if (to is null)
            Selection.Clear(home);
        else
            new Selection(name, to).Save(home);
    }

    private static bool IsIn(string? chosen, string? vault) =>
        string.IsNullOrEmpty(vault) || string.Equals(chosen, vault, StringComparison.OrdinalIgnoreCase);

    private static bool IsSame(string name, string vault, string otherName, string otherVault) =>
        name.Equals(otherName, StringComparison.OrdinalIgnoreCase)
        && vault.Equals(otherVault, StringComparison.OrdinalIgnoreCase);
}
