using System.Management.Automation;
using System.Threading.Tasks;
using SfOAuth.Errors;
using SfOAuth.Flows;
using SfOAuth.Pipeline;

namespace SfOAuth.Commands;

/// <summary>Whether a token works at this moment. An app that can't introspect learns it from the identity URL.</summary>
[Cmdlet(VerbsDiagnostic.Test, "SfToken", DefaultParameterSetName = NameSet)]
[OutputType(typeof(bool))]
public sealed class TestSfTokenCommand : TokenStateCommand
{
    private protected override async Task InspectAsync(TokenQuery token)
    {
        bool introspects = Introspection.CanIntrospect(token.Client) || TokenTypeHint == RefreshTokenHint;
        bool works = introspects ? (await IntrospectAsync(token).ConfigureAwait(false)).Active : await IsAnsweredAsync(token).ConfigureAwait(false);
        await Pipeline.WriteAsync(() => WriteObject(works)).ConfigureAwait(false);
    }

    private async Task<bool> IsAnsweredAsync(TokenQuery token)
    {
        await Pipeline.WriteAsync(() => WriteVerbose("The app has no secret and no key to introspect with; whether the token works is seen by asking whose it is.")).ConfigureAwait(false);
        try
        {
            await IdentityQuery.SendAsync(token.Value, token.Client.LoginUrl, token.Id, token.InstanceUrl, CreateTransport(), Clock, Cancelled).ConfigureAwait(false);
            return true;
        }
        catch (ProtocolException exception) when (exception.Problem == Problem.AccessTokenExpired)
        {
            return false;
        }
    }
}
