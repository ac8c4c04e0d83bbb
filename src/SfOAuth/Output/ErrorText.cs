using System;
using System.Management.Automation;

namespace SfOAuth.Output;

/// <summary>
/// What a user reads of an error. Since 7.5 PowerShell shows the recommended action below the message; before, the
/// message has to hold it.
/// </summary>
internal static class ErrorText
{
    private static readonly bool _showsRecommendedAction =
        typeof(PSObject).Assembly.GetName().Version >= new Version(7, 5);

    internal static string Of(string message, string remedy) =>
        _showsRecommendedAction ? message : message + " " + remedy;
}
