namespace SfOAuth.Parameters;

/// <summary>A value that a parameter may take.</summary>
/// <param name="Text">The value, unquoted.</param>
/// <param name="ToolTip">What it stands for; never empty, for PowerShell takes no empty one.</param>
internal sealed record Suggestion(string Text, string ToolTip);
