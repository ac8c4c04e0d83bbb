namespace SfOAuth.Compatibility;

/// <summary>PowerShell 7 shows an error's recommended action below its message; Windows PowerShell shows the message alone.</summary>
internal static class ErrorText
{
#if NET8_0_OR_GREATER
    internal static string Of(string message, string remedy) => message;
#else
    internal static string Of(string message, string remedy) => message + " " + remedy;
#endif
}
