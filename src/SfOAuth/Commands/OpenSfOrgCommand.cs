using System;
using System.Management.Automation;
using System.Threading.Tasks;
using SfOAuth.Connections;
using SfOAuth.Errors;
using SfOAuth.Flows;
using SfOAuth.Output;
using SfOAuth.Parameters;
using SfOAuth.Pipeline;
using SfOAuth.Rest;

namespace SfOAuth.Commands;

/// <summary>Opens the org in the browser with the saved login.</summary>
[Cmdlet(
    VerbsCommon.Open,
    "SfOrg",
    DefaultParameterSetName = NameSet,
    SupportsShouldProcess = true,
    HelpUri = HelpPages + "Open-SfOrg.md"
)]
[OutputType(typeof(string))]
public sealed class OpenSfOrgCommand : SfNetworkCommand
{
    private const string NameSet = "Name";
    private const string TokenSet = "Token";

    [Parameter(Position = 0, ValueFromPipeline = true, ParameterSetName = NameSet)]
    [ConnectionName(LeavesTokens = true)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ConnectionNameCompleter))]
    public string[] Name { get; set; } = [];

    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = TokenSet)]
    [GivenAs(typeof(Token), GivenAsAttribute.Token)]
    [ValidateNotNull]
    public Token? Token { get; set; }

    [Parameter(Position = 1)]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    [Parameter]
    public SwitchParameter UrlOnly { get; set; }

    [Parameter]
    [ArgumentCompleter(typeof(VaultNameCompleter))]
    public string? Vault { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (Token is not null || Name.Length == 0)
            Open(name: null);
        else
            Array.ForEach([.. ExpandNames(Name, Vault)], Open);
    }

    private void Open(string? name)
    {
        ErrorContext context = ErrorContext.For(Token is null ? name : Token.Name);
        context.LoginUrl = Token?.LoginUrl;
        RunWork(context, () => OpenAsync(name));
    }

    private async Task OpenAsync(string? name)
    {
        string? path = Path is null ? null : PagePath.Require(Path);
        (ConnectionStore Store, string Name)? found = Token is null
            ? await Connections.FindAsync(name, Vault)
            : await Connections.FindOfAsync(Token, Vault);
        if (
            !await ConfirmAsync(
                await DescribeAsync(found),
                $"{(UrlOnly ? "Give a URL that opens" : "Open in the browser:")} {path ?? "/"}"
            )
        )
            return;
        string url = await AskAsync(found, path);
        if (UrlOnly)
            await Pipeline.WriteAsync(() => WriteObject(url));
        else
            await new BrowserHandover(this).RunAsync(url, TimeSpan.FromSeconds(TimeoutSec));
    }

    private async Task<string> DescribeAsync((ConnectionStore Store, string Name)? found)
    {
        if (Token is not null || found is not (ConnectionStore store, string name))
            return $"{Token}";
        ConnectionRecord record = await store.RequireAsync(name, Cancelled);
        string who = store.Vault is SessionVault ? "the session's login" : $"connection '{name}'";
        return $"{who} at {new Uri(record.Response.InstanceUrl ?? record.Client.LoginUrl.Value).Authority}";
    }

    private async Task<string> AskAsync((ConnectionStore Store, string Name)? found, string? path)
    {
        RefreshOptions options = RefreshOptions.WhenStale(maxAge: null, Clock);
        Token token = Token ?? await RefreshAsync(found!.Value, options);
        try
        {
            return await SingleAccess.SendAsync(token, path, CreateTransport(), Clock, Cancelled);
        }
        catch (ProtocolException exception) when (found is not null && exception.Problem == Problem.AccessTokenExpired)
        {
            Token renewed = await RefreshAsync(found.Value, RefreshOptions.InPlaceOf(token.GetAccessToken()));
            return await AskAgainAsync(renewed, path);
        }
    }

    // The same word is said of users who may use the API only.
    private async Task<string> AskAgainAsync(Token renewed, string? path)
    {
        try
        {
            return await SingleAccess.SendAsync(renewed, path, CreateTransport(), Clock, Cancelled);
        }
        catch (ProtocolException exception) when (exception.Problem == Problem.AccessTokenExpired)
        {
            throw new SfOAuthException(
                Problem.PolicyRefused,
                $"{exception.Message} A new token was refused too, as those of users are who may use the API only."
            );
        }
    }

    private async Task<Token> RefreshAsync((ConnectionStore Store, string Name) found, RefreshOptions options)
    {
        ConnectionRecord? record = await new ConnectionRefresh(found.Store).RunAsync(found.Name, options, Cancelled);
        return found.Store.ToToken(found.Name, record!);
    }
}
