using System;

namespace SfOAuth.SignIn;

/// <summary>What a client may take: of time, of memory, of connections.</summary>
internal sealed class CallbackLimits
{
    /// <summary>Of a head without its cookies.</summary>
    internal const int HeadBytes = 16 * 1024;

    /// <summary>Browsers keep 180 cookies of 4 KiB for a host.</summary>
    internal const int BytesWithCookies = 1024 * 1024;

    /// <summary>A request that is not there by then is not coming.</summary>
    internal TimeSpan ReadTime { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a client may take to fetch the answer and close its side.</summary>
    internal TimeSpan CloseTime { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Open at the same time.</summary>
    internal int Connections { get; init; } = 1024;

    /// <summary>
    /// How long a code may still come after a refusal, which anybody who has seen the state can send.
    /// </summary>
    internal TimeSpan RefusalTime { get; init; } = TimeSpan.FromSeconds(3);
}
