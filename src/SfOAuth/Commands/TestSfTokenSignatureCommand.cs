using System.Management.Automation;
using System.Security;
using SfOAuth.Errors;
using SfOAuth.Output;
using SfOAuth.Parameters;
using SfOAuth.Protocol;

namespace SfOAuth.Commands;

/// <summary>Checks Salesforce's signature of an answer: HMAC-SHA256 over identity URL and time of issue.</summary>
[Cmdlet(
    VerbsDiagnostic.Test,
    "SfTokenSignature",
    DefaultParameterSetName = TokenSet,
    HelpUri = HelpPages + "Test-SfTokenSignature.md"
)]
[OutputType(typeof(bool))]
public sealed class TestSfTokenSignatureCommand : SfCommand
{
    private const string TokenSet = "Token";
    private const string FieldsSet = "Fields";

    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = TokenSet)]
    [GivenAs(typeof(Token), GivenAsAttribute.Token)]
    [ValidateNotNull]
    public Token? Token { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = FieldsSet)]
    [ValidateNotNullOrEmpty]
    public string Id { get; set; } = "";

    [Parameter(Mandatory = true, ParameterSetName = FieldsSet)]
    [ValidateNotNullOrEmpty]
    public string IssuedAt { get; set; } = "";

    [Parameter(Mandatory = true, ParameterSetName = FieldsSet)]
    [ValidateNotNullOrEmpty]
    public string Signature { get; set; } = "";

    [Parameter(Mandatory = true)]
    [SecretTransformation]
    [ValidateNotNull]
    public SecureString? ClientSecret { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() =>
        ReportErrors(
            new ErrorContext { Connection = Token?.Name },
            () =>
            {
                string secret = GivenText.ReadSecret(ClientSecret!, nameof(ClientSecret));
                WriteVerbose(
                    "The signature covers the identity URL and issued_at. It says nothing of the tokens, the "
                        + "instance URL or the scope."
                );
                WriteObject(
                    Token is null
                        ? TokenSignature.Verify(Id, IssuedAt, Signature, secret)
                        : TokenSignature.Verify(Token, secret)
                            ?? throw new SfOAuthException(
                                Problem.SignatureMissing,
                                "The answer this token came with had no signature, as with every public client."
                            )
                );
            }
        );
}
