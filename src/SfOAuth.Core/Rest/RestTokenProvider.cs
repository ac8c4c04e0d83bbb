using System.Threading;
using System.Threading.Tasks;
using SfOAuth.Connections;
using SfOAuth.Secrets;

namespace SfOAuth.Rest;

/// <summary>Where the tokens for REST calls come from: a saved connection, which can be renewed unless another machine is to do that, or one token and no other.</summary>
/// <param name="services">Null where one token is all there is: what a refresh of one that is not saved brings would be lost with the command.</param>
/// <param name="renews">False only reads what is saved.</param>
/// <param name="cancellationToken">Ends the waiting.</param>
internal sealed class RestTokenProvider(ConnectionServices? services, bool renews, CancellationToken cancellationToken)
{
    /// <summary>A token that is fresh enough; the saved one, whatever its age, where nothing is renewed.</summary>
    internal async Task<Token> FirstAsync(string name)
    {
        if (!renews)
            return await new ConnectionRead(services!).RunAsync(name, _ => true, cancellationToken).ConfigureAwait(false);
        var freshness = new Freshness(maxAge: null);
        var options = new RefreshOptions { IsFresh = record => freshness.IsFresh(record, services!.Clock.UtcNow) };
        return (await new ConnectionRefresh(services!).RunAsync(name, options, cancellationToken).ConfigureAwait(false))!;
    }

    /// <summary>Another one in place of a dead one: what somebody else has saved since, or else a new one.</summary>
    internal async Task<Token?> NextAsync(Token dead)
    {
        if (services is null || !renews || dead.Name is null)
            return null;
        string text = dead.GetAccessToken();
        var options = new RefreshOptions { IsFresh = record => SecureText.Reveal(record.Response.AccessToken) != text };
        return await new ConnectionRefresh(services).RunAsync(dead.Name, options, cancellationToken).ConfigureAwait(false);
    }
}
