namespace SfOAuth.FakeOrg;

/// <summary>What goes wrong.</summary>
public enum FaultAction
{
    /// <summary>Another status, with the fault's headers and body.</summary>
    Status,

    /// <summary>The TCP connection ends with RST.</summary>
    Reset,

    /// <summary>The answer comes <c>delayMs</c> later.</summary>
    Delay,

    /// <summary>The whole Content-Length is declared, half of the body sent, the connection closed.</summary>
    Truncate,

    /// <summary><c>bytes</c> bytes of the body, then silence until the client goes.</summary>
    Stall,

    /// <summary>A maintenance page.</summary>
    Html,

    /// <summary>No body at all.</summary>
    Empty,

    /// <summary>Random bytes called JSON.</summary>
    Garbage,

    /// <summary>Two mebibytes of JSON, or <c>bytes</c> of it.</summary>
    Oversize,

    /// <summary>The real body under another content type.</summary>
    ContentType,

    /// <summary>The real body in, or said to be in, another charset.</summary>
    Charset,

    /// <summary>Nothing happens until the faults are released.</summary>
    Hold,
}

/// <summary>When it goes wrong.</summary>
public enum FaultPhase
{
    /// <summary>The org has not acted on the request, and (unless the fault only waits) never will.</summary>
    Before,

    /// <summary>
    /// While a refresh is in progress: a second one with the same token is refused meanwhile. Waiting faults only.
    /// </summary>
    During,

    /// <summary>The org has acted: tokens are rotated, codes spent.</summary>
    After,
}
