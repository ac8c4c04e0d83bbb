using System.Diagnostics.CodeAnalysis;
using System.Linq;
using System.Security;
using SfOAuth.Errors;
using SfOAuth.Formats;
using SfOAuth.Secrets;

namespace SfOAuth.Protocol;

/// <summary>
/// Ids, secrets and tokens as people have them in hand: freed of what pasting adds, and refused where they are what a
/// log, a tool or a pipeline shows in their place. No error repeats them.
/// </summary>
internal static class GivenText
{
    /// <param name="text">Empty stays empty: none was given.</param>
    /// <param name="parameter">Whose value it is.</param>
    /// <exception cref="SfOAuthException">It is empty but for dirt, or a placeholder.</exception>
    internal static string Read(string text, string parameter)
    {
        string clean = PastedText.Clean(text);
        if (clean.Length == 0 && text.Length > 0)
            throw Empty(parameter);
        return Require(clean, parameter, PastedText.IsVariable(clean));
    }

    /// <summary>Null stays null.</summary>
    /// <exception cref="SfOAuthException">It is empty, or a placeholder.</exception>
    [return: NotNullIfNotNull(nameof(secret))]
    internal static string? ReadSecret(SecureString? secret, string parameter)
    {
        if (SecureText.Reveal(secret) is not string text)
            return null;
        return text.Length == 0 ? throw Empty(parameter) : Read(text, parameter);
    }

    /// <summary>An access token or a refresh token. Null stays null.</summary>
    /// <exception cref="SfOAuthException">It is empty, a placeholder, or can't be a token.</exception>
    [return: NotNullIfNotNull(nameof(token))]
    internal static string? ReadToken(SecureString? token, string parameter)
    {
        string? text = ReadSecret(token, parameter);
        return text?.All(sign => sign is > ' ' and <= '~') == false
            ? throw new SfOAuthException(
                Problem.ParameterInvalid,
                $"-{parameter} holds a blank, or a character that is not of ASCII, and so is no token."
            )
            : text;
    }

    /// <summary>
    /// As it is, for a password may have anything in it, also a dollar sign in front. Null stays null.
    /// </summary>
    /// <exception cref="SfOAuthException">It is empty, or a placeholder.</exception>
    [return: NotNullIfNotNull(nameof(password))]
    internal static string? ReadPassword(SecureString? password, string parameter)
    {
        if (SecureText.Reveal(password) is not string text)
            return null;
        return text.Length == 0 ? throw Empty(parameter) : Require(text, parameter, PastedText.IsMarkedVariable(text));
    }

    /// <summary>The text of a key, whose lines are its own affair.</summary>
    /// <exception cref="SfOAuthException">It is empty, or a placeholder.</exception>
    internal static string ReadKey(SecureString key, string parameter)
    {
        string text = SecureText.Reveal(key)!;
        return string.IsNullOrWhiteSpace(text)
            ? throw Empty(parameter)
            : Require(text, parameter, PastedText.IsVariable(PastedText.Clean(text)));
    }

    /// <summary>The same for an environment variable that holds more than a space.</summary>
    /// <exception cref="SfOAuthException">It is a placeholder.</exception>
    internal static string ReadVariable(string text, string variable)
    {
        // The lines of a key are its own affair.
        string clean = text.Contains("-----BEGIN") ? text : PastedText.Clean(text);
        return Require(clean, variable, PastedText.IsVariable(clean), sign: "");
    }

    private static string Require(string text, string parameter, bool isVariable, string sign = "-")
    {
        if (isVariable)
            throw new SfOAuthException(
                Problem.VariableUnexpanded,
                $"{sign}{parameter} holds the name of a variable, and not what is in it."
            );
        RefusePlaceholder(text, parameter, sign);
        return text;
    }

    /// <summary>Refuses what is shown in place of a secret.</summary>
    /// <exception cref="SfOAuthException">It is that.</exception>
    internal static void RefusePlaceholder(string text, string parameter, string sign = "-")
    {
        if (SecureText.IsCliRedaction(text))
            throw new SfOAuthException(
                Problem.SecretRedacted,
                $"{sign}{parameter} holds the text the Salesforce CLI prints in place of a secret, not the secret."
            );
        if (PastedText.IsMask(text))
            throw new SfOAuthException(
                Problem.SecretRedacted,
                $"{sign}{parameter} holds the stars that a log shows in place of a secret, not the secret."
            );
    }

    private static SfOAuthException Empty(string parameter) => new(Problem.ParameterInvalid, $"-{parameter} is empty.");
}
