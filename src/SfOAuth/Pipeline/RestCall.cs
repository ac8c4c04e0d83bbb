using System;
using System.Management.Automation;
using System.Threading.Tasks;
using SfOAuth.Commands;
using SfOAuth.Output;
using SfOAuth.Rest;
using SfOAuth.Vault;

namespace SfOAuth.Pipeline;

/// <summary>
/// A call with a connection's token: confirmed, completed by the API's version, sent, and once more with a new token
/// where the session has expired. A refusal becomes the errors that the org names.
/// </summary>
internal sealed class RestCall(InvokeSfRestMethodCommand command)
{
    /// <param name="name">The connection; null for the token in hand, or the one that is meant.</param>
    /// <param name="request">The call.</param>
    /// <param name="describe">How the question calls it.</param>
    /// <param name="tellsConnection">Whether results say whose they are.</param>
    /// <param name="send">Sends it, and brings on what comes back.</param>
    internal async Task RunAsync(
        string? name,
        RestRequest request,
        string describe,
        bool tellsConnection,
        Func<RestOutput, RestRequest, Task> send
    )
    {
        RestTokens tokens = await RestTokens.FindAsync(command, name);
        if (!await command.ConfirmAsync(await tokens.DescribeAsync(), describe))
            return;
        RestTokenProvider provider = tokens.ToProvider();
        Token first = await provider.FirstAsync();
        var client = new RestClient(first, provider.NextAsync, command.CreateTransport(), command.Clock);
        string? note = tellsConnection
            ? tokens.Connection ?? new Uri(first.InstanceUrl ?? first.LoginUrl).Authority
            : null;
        var output = new RestOutput(command, command.Pipeline, client, note, command.Cancelled)
        {
            AsHashtable = command.AsHashtable,
            WithAttributes = command.IncludeAttributes,
        };
        RestRequest completed = request with
        {
            Path = ResourcePaths.Complete(request.Path, await VersionAsync(request, first)),
        };
        try
        {
            await send(output, completed);
        }
        catch (ApiException exception)
        {
            foreach (
                ErrorRecord record in ApiErrorRecords.From(exception, completed, tokens.Connection, command.NoRefresh)
            )
                await command.ReportAsync(record);
        }
        finally
        {
            await TellAsync(client);
        }
    }

    private async Task<string> VersionAsync(RestRequest request, Token token)
    {
        if (command.ApiVersion is string given)
            return given;
        return ResourcePaths.LacksVersion(request.Path) && token.InstanceUrl is string instance
            ? await ProcessState.Versions.FindNewestAsync(
                instance,
                command.CreateTransport(),
                command.Clock,
                command.Cancelled
            )
            : "";
    }

    /// <summary>Status and headers in the caller's variables, as Invoke-RestMethod leaves them there.</summary>
    private async Task TellAsync(RestClient client)
    {
        if (client.Answered is null || (command.ResponseHeadersVariable ?? command.StatusCodeVariable) is null)
            return;
        await command.Pipeline.AskAsync(() =>
        {
            if (command.ResponseHeadersVariable is string headers)
                command.SessionState.PSVariable.Set(headers, client.Answered.AllHeaders());
            if (command.StatusCodeVariable is string status)
                command.SessionState.PSVariable.Set(status, client.Answered.Status);
            return true;
        });
    }
}
