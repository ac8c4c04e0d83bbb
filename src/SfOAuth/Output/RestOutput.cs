using System;
using System.Collections;
using System.Management.Automation;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using SfOAuth.Errors;
using SfOAuth.Pipeline;
using SfOAuth.Rest;

namespace SfOAuth.Output;

/// <summary>Brings what a resource answers to the pipeline or into a file, the pages of a query one by one.</summary>
/// <param name="command">Writes it.</param>
/// <param name="pipeline">Where it may be written.</param>
/// <param name="session">Makes the calls.</param>
/// <param name="connection">What each result tells to be its connection; null for nothing.</param>
/// <param name="cancellationToken">Ends the calls.</param>
internal sealed class RestOutput(
    Cmdlet command,
    PipelineThread pipeline,
    RestClient session,
    string? connection,
    CancellationToken cancellationToken
)
{
    private const int ActivityId = 2;

    /// <summary>Whether JSON objects become dictionaries, which tell names apart by case.</summary>
    internal bool AsHashtable { get; init; }

    /// <summary>Whether each record tells its type and path.</summary>
    internal bool WithAttributes { get; init; }

    internal async Task SaveAsync(RestRequest request, string path)
    {
        using var file = new OutFile(path);
        RestResponse answer = await session
            .SendAsync(request, file.WriteAsync, cancellationToken)
            .ConfigureAwait(false);
        // What the caller has is newer than a file of nothing.
        if (!answer.IsUnchanged)
            file.Complete();
    }

    internal async Task WriteAsync(RestRequest request, bool paginate)
    {
        object? value = await ReadAsync(request).ConfigureAwait(false);
        if (paginate && Member(value, "records") is object[])
            await WritePagesAsync(request, value!).ConfigureAwait(false);
        else if (value is not null)
            await pipeline
                .WriteAsync(() => command.WriteObject(ConnectionNote.Add(value, connection), enumerateCollection: true))
                .ConfigureAwait(false);
    }

    private async Task WritePagesAsync(RestRequest request, object first)
    {
        object? page = first;
        for (int written = 0; Member(page, "records") is object[] records; )
        {
            written += records.Length;
            var progress = new ProgressRecord(
                ActivityId,
                "Reading records",
                $"{written} of {Member(page, "totalSize") ?? "many"}"
            );
            await pipeline
                .WriteAsync(() =>
                {
                    command.WriteProgress(progress);
                    command.WriteObject(ConnectionNote.Add(records, connection), enumerateCollection: true);
                })
                .ConfigureAwait(false);
            if (Member(page, "nextRecordsUrl") is not string next)
                break;
            page = await ReadAsync(request with { Method = HttpMethod.Get, Path = next, Body = null, BodyFile = null })
                .ConfigureAwait(false);
        }

        await pipeline
            .WriteAsync(() =>
                command.WriteProgress(
                    new ProgressRecord(ActivityId, "Reading records", "Done")
                    {
                        RecordType = ProgressRecordType.Completed,
                    }
                )
            )
            .ConfigureAwait(false);
    }

    /// <summary>What a resource answers: text, or what JSON says; null for nothing.</summary>
    internal async Task<object?> ReadAsync(RestRequest request)
    {
        RestResponse answer = await session.SendAsync(request, save: null, cancellationToken).ConfigureAwait(false);
        if (!answer.IsJson || answer.Text.Length == 0)
            return answer.Text.Length == 0 ? null : answer.Text;
        try
        {
            return AsHashtable
                ? JsonObjects.ReadAsHashtable(answer.Text, WithAttributes)
                : JsonObjects.Read(answer.Text, WithAttributes);
        }
        catch (FormatException)
        {
            throw new SfOAuthException(
                Problem.AnswerMalformed,
                $"The answer to {request} says that it is JSON and is not."
            );
        }
    }

    private static object? Member(object? value, string name) =>
        value is IDictionary members ? members[name] : (value as PSObject)?.Properties[name]?.Value;
}
