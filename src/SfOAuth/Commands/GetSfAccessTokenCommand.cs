using System;
using System.Collections.Generic;
using System.Management.Automation;
using System.Threading.Tasks;
using SfOAuth.Connections;
using SfOAuth.Errors;
using SfOAuth.Output;
using SfOAuth.Parameters;

namespace SfOAuth.Commands;

/// <summary>A token that is fresh enough: the saved one, or else a new one.</summary>
[Cmdlet(VerbsCommon.Get, "SfAccessToken", SupportsShouldProcess = true, HelpUri = HelpPages + "Get-SfAccessToken.md")]
[OutputType(typeof(Token), typeof(string))]
public sealed class GetSfAccessTokenCommand : SfAppCommand
{
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [ConnectionName]
    [SupportsWildcards]
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
            ReportErrors(
                new ErrorContext(),
                () =>
                    throw new SfOAuthException(
                        Problem.ParameterInvalid,
                        "The object has no name, so there is no saved connection to it."
                    )
            );
            return;
        }

        IReadOnlyList<string?> names = Name.Length > 0 ? [.. ExpandNames(Name, Vault)] : [null];
        foreach (string? name in names)
        {
            ErrorContext context = ErrorContext.For(name);
            ReportErrors(
                context,
                () =>
                {
                    RefreshOptions options = ReadOptions();
                    if (WebSession is not null)
                        _ = WebSessionHeader.Of(WebSession);
                    RunOn(context, name, Vault, (store, connection) => WriteTokenAsync(store, connection, options));
                }
            );
        }
    }

    private RefreshOptions ReadOptions()
    {
        // A reader who names no age takes what there is.
        RefreshOptions options =
            NoRefresh && MaxAge is null
                ? new RefreshOptions { IsFresh = _ => true }
                : RefreshOptions.WhenStale(MaxAge, Clock);
        return options with { Client = ReadOverride() };
    }

    private async Task WriteTokenAsync(ConnectionStore store, string name, RefreshOptions options)
    {
        ConnectionRecord? record = NoRefresh
            ? await store.RequireFreshAsync(name, options.IsFresh, Cancelled)
            : await new ConnectionRefresh(store).RunAsync(
                name,
                options with
                {
                    Confirm = request => ConfirmAsync(store, name, request),
                },
                Cancelled
            );
        if (record is not null)
            await Pipeline.WriteAsync(() => Write(store.ToToken(name, record)));
    }

    // A command further down the pipeline reads the header when it gets the token, and not before.
    private void Write(Token token)
    {
        if (WebSession is not null)
            WebSessionHeader.Fill(WebSessionHeader.Of(WebSession), token);
        WriteObject(AsPlainText ? token.GetAccessToken() : token);
    }
}
