using System.Management.Automation;

namespace SfOAuth.Output;

/// <summary>What kind of trouble it is to PowerShell, and what this user is to do about it.</summary>
internal sealed class Remedy(ErrorCategory category, string text)
{
    internal ErrorCategory Category => category;

    internal string Text => text;
}
