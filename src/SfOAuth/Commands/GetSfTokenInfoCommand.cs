using System.Management.Automation;
using System.Threading.Tasks;
using SfOAuth.Pipeline;

namespace SfOAuth.Commands;

/// <summary>What the org knows of a token: whether it is active, until when, whose it is and what for.</summary>
[Cmdlet(VerbsCommon.Get, "SfTokenInfo", DefaultParameterSetName = NameSet)]
[OutputType(typeof(TokenInfo))]
public sealed class GetSfTokenInfoCommand : TokenStateCommand
{
    private protected override async Task InspectAsync(TokenQuery token)
    {
        TokenInfo info = await IntrospectAsync(token).ConfigureAwait(false);
        await Pipeline.WriteAsync(() => WriteObject(info)).ConfigureAwait(false);
    }
}
