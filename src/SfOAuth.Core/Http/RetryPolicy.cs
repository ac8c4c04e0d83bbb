namespace SfOAuth.Http;

/// <summary>When a request may be sent a second time after it left.</summary>
internal enum RetryPolicy
{
    /// <summary>Never: its first sending may have spent what it holds.</summary>
    Never,

    /// <summary>When the server says that it did nothing, and when to come again.</summary>
    WhenAsked,

    /// <summary>Whenever there is hope: a second sending does no harm.</summary>
    Safe,

    /// <summary>The same for a storage service, whose 500 says that it was too slow for itself.</summary>
    SafeAtStorage,
}
