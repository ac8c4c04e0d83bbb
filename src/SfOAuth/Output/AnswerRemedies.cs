using System.Management.Automation;
using SfOAuth.Errors;

namespace SfOAuth.Output;

/// <summary>What to do where no usable answer came.</summary>
internal static class AnswerRemedies
{
    internal static RemedyTable Table { get; } =
        new()
        {
            {
                Problem.ConnectionFailed,
                ErrorCategory.ConnectionError,
                context =>
                    $"Check {(context.LoginUrl is null ? "the host's name" : $"the name in {context.Host}")}, "
                    + "the network, and the "
                    + $"proxy{context.If("Proxy", " (-Proxy, -ProxyCredential)")}. Nothing was sent; it is safe to "
                    + "try again."
            },
            {
                Problem.CertificateInvalid,
                ErrorCategory.SecurityError,
                "Check the machine's clock and trusted root certificates; a proxy that opens TLS must be trusted "
                    + "by this machine. "
                    + "Nothing was sent."
            },
            {
                Problem.RequestTimedOut,
                ErrorCategory.OperationTimeout,
                context =>
                    AfterLoss(context) + context.If("TimeoutSec", " If the network is slow, give a larger -TimeoutSec.")
            },
            {
                Problem.AnswerLost,
                ErrorCategory.ConnectionError,
                context => $"Check the network. {AfterLoss(context)}"
            },
            { Problem.AnswerTruncated, ErrorCategory.InvalidData, Changed },
            { Problem.AnswerTooLarge, ErrorCategory.InvalidData, TooLarge },
            { Problem.AnswerEmpty, ErrorCategory.InvalidData, Changed },
            { Problem.AnswerMalformed, ErrorCategory.InvalidData, Changed },
            {
                Problem.AnswerHtml,
                ErrorCategory.InvalidData,
                context =>
                    "A web page came in place of an answer: maintenance (see status.salesforce.com), a proxy that "
                    + "wants a sign-in, or "
                    + $"{context.Host} is not a login host. {CheckBoth(context)}"
            },
            {
                Problem.AnswerTypeUnknown,
                ErrorCategory.InvalidData,
                context =>
                    $"Check that {context.Host} is a Salesforce host and what the proxy does."
                    + context.If("OutFile", " A resource that is not text needs -OutFile.")
            },
            {
                Problem.AnswerIncomplete,
                ErrorCategory.InvalidData,
                context =>
                    $"Check that {context.Host} is a Salesforce login host, and see the user's Login History in Setup."
            },
            {
                Problem.RedirectRefused,
                ErrorCategory.InvalidArgument,
                context => $"The org is asked elsewhere: {AppRemedies.NameMyDomain(context)}, over https."
            },
        };

    private static string Changed(ErrorContext context) =>
        $"Something between here and Salesforce changes answers, or {context.Host} is not a Salesforce host. "
        + $"{CheckBoth(context)} {AfterLoss(context)}";

    // The org may have acted on what it answers to.
    private static string AfterLoss(ErrorContext context) =>
        context switch
        {
            { MayHaveArrived: false } => "Nothing was sent; it is safe to try again.",
            { IsRepeatable: true } => "It is safe to try again.",
            { IsRepeatable: false } =>
                "The org may have carried out the call: look whether it has before you make it again.",
            _ => "Run the command again once. If the org had already acted on the request, a code is spent and a "
                + "rotated refresh "
                + "token is lost; then sign in again.",
        };

    private static string TooLarge(ErrorContext context) =>
        context.If("OutFile", "Let it go into a file with -OutFile, or ask for less at once.", Changed(context));

    private static string CheckBoth(ErrorContext context) =>
        $"Check {context.If("LoginUrl", "-LoginUrl", "the login URL")} and the "
        + $"proxy{context.If("Proxy", " (-Proxy)")}.";
}
