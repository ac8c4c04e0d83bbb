using System;
using System.Net;
using System.Runtime.InteropServices;
using System.Security;

namespace SfOAuth.Secrets;

/// <summary>
/// The way into and out of <see cref="SecureString"/>. What comes out is for the wire or the vault and is not kept.
/// </summary>
internal static class SecureText
{
    // What the Salesforce CLI prints in place of a secret since its release 2.136.8.
    private const string CliRedaction = "[REDACTED]";

    /// <summary>Copies the text into a read-only secure string, whatever its length. Null stays null.</summary>
    [return: System.Diagnostics.CodeAnalysis.NotNullIfNotNull(nameof(text))]
    internal static SecureString? Protect(string? text)
    {
        if (text is null)
            return null;
        // At once: character by character each one costs as much as all before it.
        SecureString secure = new NetworkCredential("", text).SecurePassword;
        secure.MakeReadOnly();
        return secure;
    }

    /// <summary>The plain text. Null stays null.</summary>
    [return: System.Diagnostics.CodeAnalysis.NotNullIfNotNull(nameof(secret))]
    internal static string? Reveal(SecureString? secret)
    {
        if (secret is null)
            return null;
        IntPtr pointer = Marshal.SecureStringToGlobalAllocUnicode(secret);
        try
        {
            return Marshal.PtrToStringUni(pointer, secret.Length);
        }
        finally
        {
            Marshal.ZeroFreeGlobalAllocUnicode(pointer);
        }
    }

    /// <summary>Whether this is the text the Salesforce CLI prints where a secret used to be.</summary>
    internal static bool IsCliRedaction(SecureString? secret) => IsCliRedaction(Reveal(secret));

    internal static bool IsCliRedaction(string? text) =>
        text?.TrimStart().StartsWith(CliRedaction, StringComparison.OrdinalIgnoreCase) == true;
}
