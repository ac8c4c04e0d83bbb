using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using SfOAuth.Errors;
using SfOAuth.Http;

namespace SfOAuth.Connections.Shared;

/// <summary>
/// A container of Azure Blob Storage, as far as this module needs it, by the names of its REST reference. Each of the
/// calls may be sent again: what is written is conditional, and a lease is asked for by an id that the caller chose.
/// </summary>
internal sealed class BlobContainer(ContainerUrl url, Transport transport, IClock clock)
{
    private const string Version = "2021-12-02";
    private const string MetadataPrefix = "x-ms-meta-";
    private const string RequestIdName = "x-ms-request-id";
    private const int PageSize = 1000;

    // A page with the facts of its blobs.
    private static readonly ResponseReading _reading = new() { Limit = 16 * 1024 * 1024 };

    /// <summary>Where it is, without what opens it.</summary>
    internal ContainerUrl Url => url;

    /// <summary>For a whole call.</summary>
    internal TimeSpan Timeout => transport.Timeout;

    /// <summary>Its locks.</summary>
    internal BlobLeases Leases => new(this);

    /// <summary>Called with the service's clock of each answer.</summary>
    internal Action<DateTimeOffset> OnDate { get; init; } = _ => { };

    /// <returns>Null when there is none.</returns>
    /// <exception cref="StorageException">The service refused, or gave no usable answer.</exception>
    internal async Task<Blob?> GetAsync(string blob, CancellationToken cancellationToken)
    {
        OrgResponse answer = await SendAsync(HttpMethod.Get, blob, "", null, cancellationToken).ConfigureAwait(false);
        if (answer.IsSuccess)
            return new Blob(
                answer.Body,
                TagOf(answer),
                MetadataOf(answer),
                (answer.Date - answer.LastModified) ?? TimeSpan.Zero
            );
        return BlobErrors.IsMissing(answer) ? null : throw Refused(answer, $"read '{blob}'");
    }

    /// <param name="blob">What is replaced whole, metadata included.</param>
    /// <param name="content">ASCII.</param>
    /// <param name="metadata">ASCII too.</param>
    /// <param name="tag">The version that it takes the place of; null when there must be none.</param>
    /// <param name="cancellationToken">Whether it was written is unknown after it.</param>
    /// <returns>The new version; null when another one is there.</returns>
    /// <exception cref="StorageException">The service refused, or gave no usable answer.</exception>
    internal async Task<string?> PutAsync(
        string blob,
        string content,
        IReadOnlyDictionary<string, string> metadata,
        string? tag,
        CancellationToken cancellationToken
    )
    {
        void Prepare(HttpRequestMessage request)
        {
            request.Headers.Add("x-ms-blob-type", "BlockBlob");
            AddMetadata(request, metadata);
            AddCondition(request, tag);
            request.Content = new ByteArrayContent(Encoding.ASCII.GetBytes(content));
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/jose");
        }

        OrgResponse answer = await SendAsync(HttpMethod.Put, blob, "", Prepare, cancellationToken)
            .ConfigureAwait(false);
        if (answer.IsSuccess)
            return TagOf(answer);
        return BlobErrors.IsConditionNotMet(answer) ? null : throw Refused(answer, $"write '{blob}'");
    }

    /// <returns>The new version; null when another one than <paramref name="tag"/> is there, or none.</returns>
    /// <exception cref="StorageException">The service refused, or gave no usable answer.</exception>
    internal async Task<string?> SetMetadataAsync(
        string blob,
        IReadOnlyDictionary<string, string> metadata,
        string tag,
        CancellationToken cancellationToken
    )
    {
        void Prepare(HttpRequestMessage request)
        {
            AddMetadata(request, metadata);
            AddCondition(request, tag);
            request.Content = new ByteArrayContent([]);
        }

        OrgResponse answer = await SendAsync(HttpMethod.Put, blob, "comp=metadata", Prepare, cancellationToken)
            .ConfigureAwait(false);
        if (answer.IsSuccess)
            return TagOf(answer);
        return BlobErrors.IsConditionNotMet(answer) || BlobErrors.IsMissing(answer)
            ? null
            : throw Refused(answer, $"write '{blob}'");
    }

    /// <summary>Gone is gone, whoever did it.</summary>
    /// <exception cref="StorageException">The service refused, or gave no usable answer.</exception>
    internal async Task DeleteAsync(string blob, CancellationToken cancellationToken)
    {
        OrgResponse answer = await SendAsync(HttpMethod.Delete, blob, "", null, cancellationToken)
            .ConfigureAwait(false);
        if (!answer.IsSuccess && !BlobErrors.IsMissing(answer))
            throw Refused(answer, $"remove '{blob}'");
    }

    /// <summary>All below a path, page by page.</summary>
    /// <exception cref="StorageException">The service refused, or gave no usable answer.</exception>
    internal async Task<IReadOnlyList<BlobEntry>> ListAsync(string prefix, CancellationToken cancellationToken)
    {
        List<BlobEntry> entries = [];
        string? marker = null;
        do
        {
            string operation =
                $"restype=container&comp=list&include=metadata&maxresults={PageSize}"
                + $"&prefix={Uri.EscapeDataString(prefix)}"
                + (marker is null ? "" : $"&marker={Uri.EscapeDataString(marker)}");
            OrgResponse answer = await SendAsync(HttpMethod.Get, "", operation, null, cancellationToken)
                .ConfigureAwait(false);
            BlobPage page = ReadPage(answer.IsSuccess ? answer : throw Refused(answer, "list"));
            entries.AddRange(page.Entries);
            // A service that leads back to where it was would be asked for ever.
            marker = page.Next == marker ? null : page.Next;
        } while (marker is not null);
        return entries;
    }

    /// <summary>Sends a call, again where that helps; what the service refuses is an answer too.</summary>
    /// <exception cref="StorageException">No usable answer came.</exception>
    internal async Task<OrgResponse> SendAsync(
        HttpMethod method,
        string blob,
        string operation,
        Action<HttpRequestMessage>? prepare,
        CancellationToken cancellationToken
    )
    {
        HttpRequestMessage Make()
        {
            var request = new HttpRequestMessage(method, url.Of(blob, operation));
            request.Headers.Add("x-ms-version", Version);
            prepare?.Invoke(request);
            return request;
        }

        try
        {
            OrgResponse answer = await RetryingSender
                .SendAsync(Make, RetryPolicy.SafeAtStorage, url.Secrets, transport, clock, cancellationToken, _reading)
                .ConfigureAwait(false);
            if (answer.Date is DateTimeOffset date)
                OnDate(date);
            // A proxy's "200" is not the service's: what was not carried out must not pass for done.
            return !answer.IsSuccess || answer.Header(RequestIdName) is not null
                ? answer
                : throw BlobErrors.Unusable(url);
        }
        catch (TransportException exception)
        {
            throw BlobErrors.From(exception, url);
        }
    }

    private BlobPage ReadPage(OrgResponse answer)
    {
        try
        {
            return BlobPage.Read(answer.Body);
        }
        catch (FormatException exception)
        {
            throw BlobErrors.Unusable(url, exception);
        }
    }

    internal StorageException Refused(OrgResponse answer, string doing) =>
        BlobErrors.From(answer, url, doing, clock.UtcNow);

    private string TagOf(OrgResponse answer) => answer.Header("ETag") ?? throw BlobErrors.Unusable(url);

    private static Dictionary<string, string> MetadataOf(OrgResponse answer) =>
        answer
            .Headers!.Where(header => header.Key.StartsWith(MetadataPrefix, StringComparison.OrdinalIgnoreCase))
            .ToDictionary(
                header => header.Key.Substring(MetadataPrefix.Length),
                header => header.Value.First(),
                StringComparer.OrdinalIgnoreCase
            );

    private static void AddMetadata(HttpRequestMessage request, IReadOnlyDictionary<string, string> metadata)
    {
        foreach (KeyValuePair<string, string> field in metadata)
            request.Headers.Add(MetadataPrefix + field.Key, field.Value);
    }

    private static void AddCondition(HttpRequestMessage request, string? tag)
    {
        // As it came: a tag that the framework has no name for is still the service's own.
        _ = tag is null
            ? request.Headers.TryAddWithoutValidation("If-None-Match", "*")
            : request.Headers.TryAddWithoutValidation("If-Match", tag);
    }
}
