using System;

namespace SfOAuth.Connections;

/// <summary>
/// Whether a saved access token can still be relied on. A JWT and an answer with <c>expires_in</c> say until when; an
/// opaque token ends by idling, which nobody sees, so its age decides.
/// </summary>
internal sealed class Freshness
{
    /// <summary>Below the shortest session timeout Salesforce lets an admin choose, 15 minutes.</summary>
    internal static readonly TimeSpan DefaultMaxAge = TimeSpan.FromMinutes(10);

    // A token handed out has to last for the call it is for, and clocks differ.
    private static readonly TimeSpan _margin = TimeSpan.FromMinutes(1);

    private readonly TimeSpan? _maxAge;

    /// <param name="maxAge">For tokens of every kind; null means the default age for opaque ones, and the given end for
    /// the others.</param>
    internal Freshness(TimeSpan? maxAge) => _maxAge = maxAge;

    /// <summary>
    /// Whether it is fresh at this moment, by this machine's clock. One from the future is not: the clock was set back.
    /// </summary>
    internal bool IsFresh(ConnectionRecord record, DateTimeOffset now)
    {
        TimeSpan age = now - record.ObtainedAt;
        if (record.ExpiresAt is DateTimeOffset end)
            return now + _margin < end && (_maxAge is null || IsYounger(age, _maxAge.Value));
        return (_maxAge is null && record.Grant.EndsWithToken) || IsYounger(age, _maxAge ?? DefaultMaxAge);
    }

    private static bool IsYounger(TimeSpan age, TimeSpan maxAge) => age >= TimeSpan.Zero && age < maxAge;
}
