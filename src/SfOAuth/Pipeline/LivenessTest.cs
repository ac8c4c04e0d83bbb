using System;
using System.Collections.Generic;
using System.Management.Automation;
using System.Threading.Tasks;
using SfOAuth.Commands;
using SfOAuth.Connections;
using SfOAuth.Errors;
using SfOAuth.Flows;
using SfOAuth.Output;

namespace SfOAuth.Pipeline;

/// <summary>
/// Tells whether saved logins live: many at once, each by a token that is fresh enough, renewed if need be, and a
/// question to the org whose it is.
/// </summary>
internal sealed class LivenessTest(SfNetworkCommand command)
{
    private const string Alive = "Alive";
    private const string Dead = "Dead";
    private const string Unknown = "Unknown";

    private readonly List<(ConnectionStore Store, Connection Connection)> _found = [];

    internal void Add(ConnectionStore store, Connection connection) => _found.Add((store, connection));

    /// <summary>Tests all of them, and writes them in their order. To be called on the pipeline's thread.</summary>
    internal void Run(int throttle)
    {
        try
        {
            foreach ((ConnectionStore store, Connection connection) in _found)
            {
                command.Pipeline.WaitForSlots(throttle);
                command.Progress.Started();
                command.Pipeline.Start(() => TestAsync(store, connection), command.Progress.Ended);
            }

            command.Pipeline.WaitForSlots(1);
        }
        finally
        {
            command.Progress.Complete();
        }

        foreach ((_, Connection connection) in _found)
            command.WriteObject(Mark(connection));
    }

    /// <summary>The table of what was tested has a column more.</summary>
    private static PSObject Mark(Connection connection)
    {
        var tested = PSObject.AsPSObject(connection);
        tested.TypeNames.Insert(0, $"{typeof(Connection).FullName}#Tested");
        return tested;
    }

    private Task TestAsync(ConnectionStore store, Connection connection)
    {
        ErrorContext context = ErrorContext.For(connection.Name);
        context.LoginUrl = connection.LoginUrl;
        // A token that could not be saved is an error and an output whatever is asked for.
        return command.ReportErrorsAsync(
            context,
            async () =>
            {
                try
                {
                    await AskAsync(store, connection.Name);
                    connection.Tell(Alive);
                }
                catch (SfOAuthException exception)
                {
                    string? remedy = ErrorRecords
                        .From(exception, context.Of(exception, command.GetType()))
                        .ErrorDetails.RecommendedAction;
                    connection.Tell(IsRefusal(exception) ? Dead : Unknown, exception.Message, remedy);
                }
            }
        );
    }

    private async Task AskAsync(ConnectionStore store, string name)
    {
        ConnectionRecord record = await RefreshAsync(
            store,
            name,
            RefreshOptions.WhenStale(maxAge: null, command.Clock)
        );
        try
        {
            await IdentityQuery.SendAsync(
                record.Response.AccessToken,
                record.Client.LoginUrl,
                record.Response.Id,
                record.Response.InstanceUrl,
                command.CreateTransport(),
                command.Clock,
                command.Cancelled
            );
        }
        catch (ProtocolException exception) when (exception.Problem == Problem.AccessTokenExpired)
        {
            await RefreshAsync(store, name, RefreshOptions.InPlaceOf(record.Response.AccessToken));
        }
        catch (ProtocolException exception) when (exception.Problem == Problem.ScopeMissing)
        {
            // It may not ask whose it is; but it lives.
        }
    }

    private async Task<ConnectionRecord> RefreshAsync(ConnectionStore store, string name, RefreshOptions options) =>
        (await new ConnectionRefresh(store).RunAsync(name, options, command.Cancelled))!;

    // A server that is busy, or at another refresh, has said nothing about the login.
    private static bool IsRefusal(Exception exception) =>
        exception switch
        {
            ProtocolException
            {
                Problem: Problem.RateLimited or Problem.ServerUnavailable or Problem.RefreshInProgress
            } => false,
            ProtocolException => true,
            SfOAuthException { Problem: Problem.RefreshTokenMissing or Problem.RefreshInterrupted } => true,
            _ => false,
        };
}
