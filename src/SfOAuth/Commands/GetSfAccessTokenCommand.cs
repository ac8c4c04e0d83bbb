using System;
using System.Management.Automation;
using System.Threading.Tasks;
using SfOAuth.Connections;
using SfOAuth.Errors;
using SfOAuth.Output;
using SfOAuth.Parameters;
using SfOAuth.Vault;

namespace SfOAuth.Commands;

/// <summary>A token that is fresh enough: the saved one, or else a new one.</summary>
[Cmdlet(VerbsCommon.Get, "SfAccessToken", SupportsShouldProcess = true)]
[OutputType(typeof(Token), typeof(string))]
public sealed class GetSfAccessTokenCommand : SfAppCommand
{
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ConnectionNameCompleter))]
    public string[]? Name { get; set; } = [];

    [Parameter]
    [MinutesTransformation]
    [ValidateNotNull]
    public TimeSpan? MaxAge { get; set; }

    [Parameter]
    public SwitchParameter NoRefresh { get; set; }

    [Parameter]
    public SwitchParameter AsPlainText { get; set; }

    [Parameter]
    [ValidateNotNull]
    public object? WebSession { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (Name is null)
        {
            // What a token that is not saved has for a name.
            WriteError(ErrorRecords.From(new SfOAuthException(Problem.ParameterInvalid, "The object has no name, so there is no saved connection to it."), new ErrorContext()));
            return;
        }

        foreach (string? name in Name.Length > 0 ? Name : new string?[1])
        {
            ErrorContext context = ErrorContext.For(name);
            Try(context, () =>
            {
                RefreshOptions options = ReadOptions();
                if (WebSession is not null)
                    _ = WebSessionHeader.Of(WebSession);
                RunInVault(context, Vault, vault => WriteTokenAsync(vault, name, options));
            });
        }
    }

    private RefreshOptions ReadOptions()
    {
        var freshness = new Freshness(MaxAge);
        // A reader who names no age takes what there is.
        bool any = NoRefresh && MaxAge is null;
        return new RefreshOptions
        {
            Client = ReadOverride(new ErrorContext()),
            Confirm = ConfirmAsync,
            IsFresh = record => any || freshness.IsFresh(record, Clock.UtcNow),
        };
    }

    private async Task WriteTokenAsync(SecretManagementVault vault, string? name, RefreshOptions options)
    {
        string connection = name is null ? await new ConnectionCatalog(vault).RequireOnlyNameAsync(Cancelled).ConfigureAwait(false) : ConnectionName.Require(name);
        ConnectionServices services = ServicesOf(vault);
        Token? token = NoRefresh
            ? await new ConnectionRead(services).RunAsync(connection, options.IsFresh, Cancelled).ConfigureAwait(false)
            : await new ConnectionRefresh(services).RunAsync(connection, options, Cancelled).ConfigureAwait(false);
        if (token is not null)
            await Pipeline.WriteAsync(() => Write(token)).ConfigureAwait(false);
    }

    // A command further down the pipeline reads the header when it gets the token, and not before.
    private void Write(Token token)
    {
        if (WebSession is not null)
            WebSessionHeader.Fill(WebSessionHeader.Of(WebSession), token);
        WriteObject(AsPlainText ? token.GetAccessToken() : token);
    }
}
