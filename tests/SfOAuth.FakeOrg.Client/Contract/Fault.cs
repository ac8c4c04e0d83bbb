using System.Collections.Generic;

namespace SfOAuth.FakeOrg;

/// <summary>A planned failure of some requests.</summary>
public sealed record Fault
{
    public required FaultAction Action { get; init; }

    /// <summary>Null: any path. With or without the site prefix; a trailing <c>*</c> matches all below.</summary>
    public string? Path { get; init; }

    /// <summary>Null: any grant, and requests without one. <c>jwt-bearer</c> will do for the URN.</summary>
    public string? Grant { get; init; }

    /// <summary>Matching requests to leave alone first; those another fault hits count too.</summary>
    public int Skip { get; init; }

    /// <summary>Requests to hit after those; 0 hits all that follow.</summary>
    public int Count { get; init; } = 1;

    /// <summary>
    /// Null: After for the actions that need the real answer (truncate, stall, contentType, charset), else Before.
    /// </summary>
    public FaultPhase? Phase { get; init; }

    public int? Status { get; init; }

    public IReadOnlyDictionary<string, string>? Headers { get; init; }

    public string? Body { get; init; }

    public string? ContentType { get; init; }

    public int? Bytes { get; init; }

    /// <summary>Real milliseconds; may be added to any action.</summary>
    public int? DelayMs { get; init; }

    /// <summary>True sends the answer chunked, without a Content-Length.</summary>
    public bool Chunked { get; init; }

    internal FaultPhase EffectivePhase => Phase ?? (NeedsAnswer ? FaultPhase.After : FaultPhase.Before);

    internal bool OnlyWaits => Action is FaultAction.Hold or FaultAction.Delay;

    private bool NeedsAnswer =>
        Action is FaultAction.Truncate or FaultAction.Stall or FaultAction.ContentType or FaultAction.Charset;
}
