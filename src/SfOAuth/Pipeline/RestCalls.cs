using System.Collections.Generic;
using System.Threading.Tasks;
using SfOAuth.Commands;
using SfOAuth.Errors;
using SfOAuth.Output;
using SfOAuth.Parameters;
using SfOAuth.Rest;

namespace SfOAuth.Pipeline;

/// <summary>
/// The call that the parameters describe, of one org or of several. To be used on the pipeline's thread.
/// </summary>
internal sealed class RestCalls(InvokeSfRestMethodCommand command)
{
    /// <summary>Makes the call with each connection; results tell theirs where there is more than one.</summary>
    internal void CallEach(IReadOnlyList<string> names)
    {
        if (names.Count > 1 && command.OutFile is not null)
        {
            command.ReportErrors(
                new ErrorContext(),
                () =>
                    throw new SfOAuthException(
                        Problem.ParameterInvalid,
                        $"-OutFile takes the answer of one org, and {names.Count} are named."
                    )
            );
            return;
        }

        foreach (string name in names)
            Call(name, command.MyInvocation.ExpectingInput || names.Count > 1);
    }

    /// <param name="name">Null for the token in hand, or the connection that is meant.</param>
    /// <param name="tellsConnection">Whether results say whose they are.</param>
    internal void Call(string? name, bool tellsConnection)
    {
        ErrorContext context = ErrorContext.For(command.Token is null ? name : command.Token.Name);
        command.ReportErrors(
            context,
            () =>
            {
                RestRequest request = RestParameters.Read(command);
                string? file = RestParameters.ReadOutFile(command);
                command.RunWork(
                    context,
                    () =>
                        new RestCall(command).RunAsync(
                            name,
                            request,
                            request.ToString(),
                            tellsConnection,
                            (output, completed) => SendAsync(output, completed, file)
                        )
                );
            }
        );
    }

    private Task SendAsync(RestOutput output, RestRequest request, string? file) =>
        file is null ? output.WriteAsync(request, command.Paginate) : output.SaveAsync(request, file);
}
