using System;
using System.Management.Automation;
using System.Security;
using System.Threading.Tasks;
using SfOAuth.Connections;
using SfOAuth.Flows;
using SfOAuth.Output;
using SfOAuth.Parameters;
using SfOAuth.Pipeline;
using SfOAuth.Protocol;

namespace SfOAuth.Commands;

/// <summary>Refreshes now: saved connections by name, a token object, or a bare refresh token.</summary>
[Cmdlet(
    VerbsData.Update,
    "SfAccessToken",
    DefaultParameterSetName = NameSet,
    SupportsShouldProcess = true,
    HelpUri = HelpPages + "Update-SfAccessToken.md"
)]
[OutputType(typeof(Token))]
public sealed class UpdateSfAccessTokenCommand : SfAppCommand
{
    private const string NameSet = "Name";
    private const string TokenSet = "Token";
    private const string RefreshTokenSet = "RefreshToken";

    private readonly Lazy<BatchRunner> _batches;

    [Parameter(Position = 0, ValueFromPipeline = true, ParameterSetName = NameSet)]
    [ConnectionName(LeavesTokens = true)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ConnectionNameCompleter))]
    public string[] Name { get; set; } = [];

    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = TokenSet)]
    [GivenAs(typeof(Token), GivenAsAttribute.Token)]
    [ValidateNotNull]
    public Token? Token { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = RefreshTokenSet)]
    [SecretTransformation]
    [ValidateNotNull]
    public SecureString? RefreshToken { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = RefreshTokenSet)]
    [ValidateNotNullOrEmpty]
    public string ClientId { get; set; } = "";

    [Parameter]
    [ValidateRange(1, 256)]
    public int ThrottleLimit { get; set; } = 32;

    public UpdateSfAccessTokenCommand() => _batches = new(() => new BatchRunner(this, Pipeline, Progress));

    private protected override string Activity => "Refreshing Salesforce tokens";

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        // What is asked for now is worked off in batches, when the parameters are already another record's.
        Token? token = Token;
        string? vault = Vault;
        if (ParameterSetName == RefreshTokenSet)
            RefreshUnsaved(ClientId, LoginUrl, RefreshToken);
        else if (token is { Name: not null } or { SessionId: not null })
            RefreshSaved(token.Name, async () => (await Connections.FindOfAsync(token, vault))!.Value, token.LoginUrl);
        else if (token is not null)
            RefreshUnsaved(token.ClientId, IsBound(nameof(LoginUrl)) ? LoginUrl : token.LoginUrl, token.RefreshToken);
        else if (Name.Length == 0)
            RefreshSaved(name: null, () => Connections.FindAsync(null, vault));
        else
            foreach (string name in ExpandNames(Name, vault))
                RefreshSaved(name, () => Connections.FindAsync(name, vault));
    }

    /// <inheritdoc/>
    protected override void EndProcessing() => _batches.Value.Complete(ThrottleLimit);

    internal override Task EmitAsync(Token token)
    {
        _batches.Value.Keep(token);
        return Task.CompletedTask;
    }

    internal override Task ReportAsync(ErrorRecord error)
    {
        _batches.Value.Keep(error);
        return Task.CompletedTask;
    }

    private void RefreshSaved(
        string? name,
        Func<Task<(ConnectionStore Store, string Name)>> find,
        string? loginUrl = null
    )
    {
        ErrorContext context = ErrorContext.For(name);
        context.LoginUrl = loginUrl;
        ReportErrors(
            context,
            () =>
            {
                Func<ClientSettings, ClientSettings>? change = ReadOverride();
                Enqueue(context, () => RefreshSavedAsync(find, change));
            }
        );
    }

    private async Task RefreshSavedAsync(
        Func<Task<(ConnectionStore Store, string Name)>> find,
        Func<ClientSettings, ClientSettings>? change
    )
    {
        (ConnectionStore store, string name) = await find();
        var options = new RefreshOptions { Client = change, Confirm = request => ConfirmAsync(store, name, request) };
        ConnectionRecord? record = await new ConnectionRefresh(store).RunAsync(name, options, Cancelled);
        if (record is not null)
            await EmitAsync(store.ToToken(name, record));
    }

    private void RefreshUnsaved(string clientId, string login, SecureString? refreshToken)
    {
        var context = new ErrorContext();
        ReportErrors(
            context,
            () =>
            {
                ClientSettings client = ReadClient(clientId, login, context);
                string given = UnsavedRefresh.Require(refreshToken);
                OAuthRequest request = Refresh.Prepare(client, given);
                // Asked here and not by the work: each way to this thread and back is a good part of a short refresh.
                if (ShouldProcess(request.Endpoint, $"POST {request}"))
                    Enqueue(context, () => new UnsavedRefresh(this).RunAsync(client, request, given));
            }
        );
    }

    private void Enqueue(ErrorContext context, Func<Task> work) =>
        _batches.Value.Add(() => ReportErrorsAsync(context, work), ThrottleLimit);
}
