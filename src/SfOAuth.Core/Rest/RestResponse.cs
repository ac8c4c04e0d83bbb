namespace SfOAuth.Rest;

/// <summary>What a resource answered, when it did what it was asked.</summary>
/// <param name="Text">Empty when there was nothing to say, or when it went into a file.</param>
/// <param name="IsJson">Whether the text is JSON.</param>
internal sealed record RestResponse(string Text, bool IsJson)
{
    /// <summary>Whether it is what the caller said it had, so that nothing was sent.</summary>
    internal bool IsUnchanged { get; init; }
}
