namespace SfOAuth.Http;

/// <summary>How much of an answer is read, and where to.</summary>
internal sealed class ResponseReading
{
    /// <summary>For what OAuth answers.</summary>
    internal static readonly ResponseReading OfOAuth = new() { Limit = 1024 * 1024 };

    /// <summary>In bytes; without meaning for what is saved.</summary>
    internal required int Limit { get; init; }

    /// <summary>Takes the body of a good answer; null keeps it as text.</summary>
    internal SaveBody? Save { get; init; }
}
