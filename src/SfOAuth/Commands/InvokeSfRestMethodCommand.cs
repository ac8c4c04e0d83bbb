using System;
using System.Collections;
using System.Linq;
using System.Management.Automation;
using System.Net.Http;
using System.Threading.Tasks;
using SfOAuth.Connections;
using SfOAuth.Errors;
using SfOAuth.Output;
using SfOAuth.Parameters;
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
    public object? Body { get; set; }

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
            RestRequest request = ReadRequest();
            string? file = OutFile is null ? null : GetUnresolvedProviderPathFromPSPath(OutFile);
            if (ShouldProcess($"{request.Resource} of {Token?.ToString() ?? Name ?? "the connection"}", $"{request.Method}"))
                RunWork(context, () => CallAsync(request, file, context));
        });
    }

    private RestRequest ReadRequest()
    {
        var headers = Headers.Cast<DictionaryEntry>().ToDictionary(header => $"{header.Key}", header => $"{header.Value}", StringComparer.OrdinalIgnoreCase);
        if (headers.ContainsKey("Authorization"))
            throw new SfOAuthException(Problem.ParameterInvalid, "-Headers holds an Authorization header; the connection's own token is sent. Leave it out.");
        byte[]? body = RequestBody.Read(Body, this);
        var method = new HttpMethod(Method.ToUpperInvariant());
        if (body is not null && (method == HttpMethod.Get || method == HttpMethod.Head))
            throw new SfOAuthException(Problem.ParameterInvalid, $"A {method} request has no -Body. Put what is asked for into the path, or name another -Method.");
        return new RestRequest { Method = method, Path = Path, Body = body, ContentType = ContentType, Headers = headers };
    }

    private async Task CallAsync(RestRequest request, string? file, ErrorContext context)
    {
        RestTokenProvider tokens = await FindTokensAsync();
        var client = new RestClient(await tokens.FirstAsync(), dead => RenewAsync(tokens, dead), CreateTransport(), Clock);
        var output = new RestOutput(this, Pipeline, client, Cancelled);
        try
        {
            await (file is null ? output.WriteAsync(request, Paginate) : output.SaveAsync(request, file));
        }
        catch (ApiException exception)
        {
            foreach (ErrorRecord record in ApiErrorRecords.From(exception, request, context.Connection, NoRefresh))
                await ReportAsync(record);
        }
    }

    /// <summary>A token in hand needs no vault where it is not to be renewed.</summary>
    private async Task<RestTokenProvider> FindTokensAsync()
    {
        if (Token is not null && NoRefresh)
            return RestTokenProvider.Only(Token);
        (ConnectionStore, string)? found = Token is null ? await Connections.FindAsync(Name, Vault) : await Connections.FindOfAsync(Token, Vault);
        if (found is not (ConnectionStore store, string name))
            return RestTokenProvider.Only(Token!);
        return new RestTokenProvider(() => FirstAsync(store, name), dead => NextAsync(store, name, dead));
    }

    private async Task<Token> FirstAsync(ConnectionStore store, string name)
    {
        if (Token is not null)
            return Token;
        ConnectionRecord? record = NoRefresh
            ? await store.RequireAsync(name, Cancelled)
            : await new ConnectionRefresh(store).RunAsync(name, RefreshOptions.WhenStale(maxAge: null, Clock), Cancelled);
        return store.ToToken(name, record!);
    }

    private async Task<Token?> NextAsync(ConnectionStore store, string name, Token dead)
    {
        if (NoRefresh)
            return null;
        RefreshOptions options = RefreshOptions.InPlaceOf(dead.GetAccessToken());
        return await new ConnectionRefresh(store).RunAsync(name, options, Cancelled) is ConnectionRecord record ? store.ToToken(name, record) : null;
    }

    private async Task<Token?> RenewAsync(RestTokenProvider tokens, Token dead)
    {
        Token? renewed = await tokens.NextAsync(dead);
        if (renewed is not null)
        {
            await Pipeline.WriteAsync(() => WriteVerbose(
                $"The session had expired; '{renewed.Name ?? "the session's login"}' was renewed, and the call is made once more."));
        }

        return renewed;
    }
}
