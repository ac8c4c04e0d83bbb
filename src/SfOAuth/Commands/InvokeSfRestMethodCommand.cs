using System;
using System.Collections;
using System.Management.Automation;
using SfOAuth.Parameters;
using SfOAuth.Pipeline;

namespace SfOAuth.Commands;

/// <summary>
/// Calls a resource of the token's own org. An expired session is renewed once, and the call made once more.
/// </summary>
[Cmdlet(
    VerbsLifecycle.Invoke,
    "SfRestMethod",
    DefaultParameterSetName = NameSet,
    SupportsShouldProcess = true,
    HelpUri = HelpPages + "Invoke-SfRestMethod.md"
)]
[OutputType(typeof(PSObject), typeof(string))]
public sealed class InvokeSfRestMethodCommand : SfNetworkCommand
{
    private const string NameSet = "Name";
    private const string TokenSet = "Token";
    private const string RecordSet = "Record";

    private readonly Lazy<RestCalls> _calls;
    private readonly Lazy<RecordCollections> _records;

    public InvokeSfRestMethodCommand() =>
        (_calls, _records) = (new(() => new RestCalls(this)), new(() => new RecordCollections(this)));

    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    [Alias("Uri")]
    public string Path { get; set; } = "";

    [Parameter(ValueFromPipeline = true, ParameterSetName = NameSet)]
    [Parameter(ParameterSetName = RecordSet)]
    [ConnectionName(LeavesTokens = true)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ConnectionNameCompleter))]
    public string[] Name { get; set; } = [];

    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = TokenSet)]
    [Parameter(ParameterSetName = RecordSet)]
    [GivenAs(typeof(Token), GivenAsAttribute.Token)]
    [ValidateNotNull]
    public Token? Token { get; set; }

    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = RecordSet)]
    [Record]
    [ValidateNotNull]
    public PSObject? Record { get; set; }

    [Parameter]
    [ValidateSet("Get", "Post", "Patch", "Put", "Delete", "Head")]
    public string Method { get; set; } = "Get";

    [Parameter]
    [GivenAs(typeof(IDictionary), GivenAsAttribute.Table)]
    [ValidateNotNull]
    public IDictionary? Query { get; set; }

    [Parameter(ParameterSetName = NameSet)]
    [Parameter(ParameterSetName = TokenSet)]
    public object? Body { get; set; }

    [Parameter(ParameterSetName = NameSet)]
    [Parameter(ParameterSetName = TokenSet)]
    [ValidateNotNullOrEmpty]
    public string? InFile { get; set; }

    [Parameter(ParameterSetName = RecordSet)]
    [ValidateNotNullOrEmpty]
    public string? SObject { get; set; }

    [Parameter(ParameterSetName = RecordSet)]
    public SwitchParameter AllOrNone { get; set; }

    [Parameter]
    [GivenAs(typeof(IDictionary), GivenAsAttribute.Table)]
    [ValidateNotNull]
    public IDictionary Headers { get; set; } = new Hashtable();

    [Parameter]
    [ValidateNotNullOrEmpty]
    public string ContentType { get; set; } = "application/json; charset=utf-8";

    [Parameter(ParameterSetName = NameSet)]
    [Parameter(ParameterSetName = TokenSet)]
    [ValidateNotNullOrEmpty]
    public string? OutFile { get; set; }

    [Parameter(ParameterSetName = NameSet)]
    [Parameter(ParameterSetName = TokenSet)]
    public SwitchParameter Paginate { get; set; }

    [Parameter]
    [ApiVersionTransformation]
    [ValidateNotNullOrEmpty]
    public string? ApiVersion { get; set; }

    [Parameter]
    public SwitchParameter IncludeAttributes { get; set; }

    [Parameter]
    public SwitchParameter AsHashtable { get; set; }

    [Parameter]
    [ValidateNotNullOrEmpty]
    [Alias("RHV")]
    public string? ResponseHeadersVariable { get; set; }

    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? StatusCodeVariable { get; set; }

    [Parameter]
    public SwitchParameter NoRefresh { get; set; }

    [Parameter]
    [ArgumentCompleter(typeof(VaultNameCompleter))]
    public string? Vault { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (ParameterSetName == RecordSet)
            _records.Value.Add(Record!);
        else if (Token is not null || Name.Length == 0)
            _calls.Value.Call(name: null, tellsConnection: MyInvocation.ExpectingInput);
        else
            _calls.Value.CallEach(ExpandNames(Name, Vault));
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (_records.IsValueCreated)
            _records.Value.Send();
    }
}
