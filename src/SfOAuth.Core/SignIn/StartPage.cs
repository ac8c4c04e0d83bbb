using System.Threading;
using SfOAuth.Protocol;

namespace SfOAuth.SignIn;

/// <summary>
/// A one-time address of the listener's own that leads on to the authorize URL. A browser gets its URL on its command
/// line, which other users of the machine can read; so what is there is of no use to them, and neither state nor
/// challenge nor nonce.
/// </summary>
/// <param name="url">The authorize URL; null where nothing is opened.</param>
internal sealed class StartPage(string? url)
{
    private int _asked;

    /// <summary>The address below the listener's host.</summary>
    internal string Path { get; } = "/" + RandomText.Create(byteCount: 24);

    /// <summary>The way on for the first who asks; null when something else is asked for.</summary>
    internal CallbackPage? Answer(string method, string path)
    {
        if (url is null || path != Path || method != "GET")
            return null;
        return Interlocked.Exchange(ref _asked, 1) == 0 ? CallbackPage.Start(url) : CallbackPage.Started;
    }
}
