using System;
using System.Collections;
using System.Management.Automation;
using System.Threading.Tasks;
using SfOAuth.Output;
using SfOAuth.Parameters;
using SfOAuth.Pipeline;
using SfOAuth.Rest;

namespace SfOAuth.Commands;

/// <summary>Calls a resource of the token's own org. An expired session is renewed once, and the call made once more.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "SfRestMethod", DefaultParameterSetName = NameSet, SupportsShouldProcess = true)]
[OutputType(typeof(PSObject), typeof(string))]
public sealed class InvokeSfRestMethodCommand : SfNetworkCommand
{
    private const string NameSet = "Name";
    private const string TokenSet = "Token";

    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    [Alias("Uri")]
    public string Path { get; set; } = "";

    [Parameter(ValueFromPipeline = true, ParameterSetName = NameSet)]
    [ConnectionName(LeavesTokens = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ConnectionNameCompleter))]
    public string? Name { get; set; }

    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = TokenSet)]
    [ValidateNotNull]
    public Token? Token { get; set; }

    [Parameter]
    [ValidateSet("Get", "Post", "Patch", "Put", "Delete", "Head")]
    public string Method { get; set; } = "Get";

    [Parameter]
    [ValidateNotNull]
    public IDictionary? Query { get; set; }

    [Parameter]
    public object? Body { get; set; }

    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? InFile { get; set; }

    [Parameter]
    [ValidateNotNull]
    public IDictionary Headers { get; set; } = new Hashtable();

    [Parameter]
    [ValidateNotNullOrEmpty]
    public string ContentType { get; set; } = "application/json; charset=utf-8";

    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? OutFile { get; set; }

    [Parameter]
    public SwitchParameter Paginate { get; set; }

    [Parameter]
    public SwitchParameter AsHashtable { get; set; }

    [Parameter]
    public SwitchParameter NoRefresh { get; set; }

    [Parameter]
    [ArgumentCompleter(typeof(VaultNameCompleter))]
    public string? Vault { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        ErrorContext context = ErrorContext.For(Token is null ? Name : Token.Name);
        ReportErrors(context, () =>
        {
            RestRequest request = RestParameters.Read(this);
            string? file = OutFile is null ? null : GetUnresolvedProviderPathFromPSPath(OutFile);
            RunWork(context, () => CallAsync(request, file));
        });
    }

    private async Task CallAsync(RestRequest request, string? file)
    {
        RestTokens tokens = await RestTokens.FindAsync(this);
        if (!await ConfirmAsync(await tokens.DescribeAsync(), request.ToString()))
            return;
        RestTokenProvider provider = tokens.ToProvider();
        Token first = await provider.FirstAsync();
        var client = new RestClient(first, provider.NextAsync, CreateTransport(), Clock);
        // One pipeline may ask several orgs.
        string? note = MyInvocation.ExpectingInput ? tokens.Connection ?? new Uri(first.InstanceUrl ?? first.LoginUrl).Authority : null;
        var output = new RestOutput(this, Pipeline, client, note, Cancelled) { AsHashtable = AsHashtable };
        try
        {
            await (file is null ? output.WriteAsync(request, Paginate) : output.SaveAsync(request, file));
        }
        catch (ApiException exception)
        {
            foreach (ErrorRecord record in ApiErrorRecords.From(exception, request, tokens.Connection, NoRefresh))
                await ReportAsync(record);
        }
    }
}
