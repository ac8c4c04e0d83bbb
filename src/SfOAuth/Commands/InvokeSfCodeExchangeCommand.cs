using System.Management.Automation;
using System.Security;
using SfOAuth.Binding;
using SfOAuth.Connections;
using SfOAuth.Errors;
using SfOAuth.Flows;
using SfOAuth.Pipeline;
using SfOAuth.Protocol;

namespace SfOAuth.Commands;

/// <summary>Turns what the browser brought back into tokens, and saves them under a name if one is given.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "SfCodeExchange", DefaultParameterSetName = ResponseUrlSet, SupportsShouldProcess = true)]
[OutputType(typeof(Token))]
public sealed class InvokeSfCodeExchangeCommand : SfClientCommand
{
    private const string ResponseUrlSet = "ResponseUrl";
    private const string CodeSet = "Code";

    [Parameter(Mandatory = true, Position = 0, ParameterSetName = ResponseUrlSet)]
    [ValidateNotNullOrEmpty]
    public string ResponseUrl { get; set; } = "";

    [Parameter(Mandatory = true, ParameterSetName = CodeSet)]
    [ValidateNotNullOrEmpty]
    public string Code { get; set; } = "";

    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string ClientId { get; set; } = "";

    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public override string LoginUrl { get; set; } = Hosts.LoginUrl.Production.Value;

    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string? RedirectUri { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true)]
    [SecretTransformation]
    public SecureString? CodeVerifier { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? State { get; set; }

    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Name { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        ErrorContext context = ErrorContext.For(Name);
        context.RedirectUri = RedirectUri;
        Try(context, () =>
        {
            ClientSettings client = ReadClient(ClientId, LoginUrl, context);
            RequireSecret(CodeVerifier, nameof(CodeVerifier));
            string code = ParameterSetName == CodeSet ? Code : AuthorizationResponse.Parse(ResponseUrl).RequireCode(State, client.LoginUrl.Host);
            TokenRequest request = CodeExchange.Prepare(client, code, RedirectUri ?? client.LoginUrl.SuccessPage, CodeVerifier);
            Obtain(context, Name, client, AuthorizationGrant.Code, () => TrySendAsync(client, request));
        });
    }
}
