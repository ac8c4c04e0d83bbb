using System.Linq;

namespace SfOAuth.Formats;

/// <summary>A server's text on its way to a terminal, which would obey the control characters in it.</summary>
internal static class Printable
{
    private const char Replacement = '\uFFFD';

    /// <summary>The text with a mark in place of each of them. Null stays null.</summary>
    [return: System.Diagnostics.CodeAnalysis.NotNullIfNotNull(nameof(text))]
    internal static string? Of(string? text) =>
        text?.Any(IsObeyed) == true
            ? new string([.. text.Select(character => IsObeyed(character) ? Replacement : character)])
            : text;

    // Lines and columns are part of a text.
    private static bool IsObeyed(char character) => char.IsControl(character) && character is not ('\n' or '\t');
}
