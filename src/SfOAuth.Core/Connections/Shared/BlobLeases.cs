using System;
using System.Globalization;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using SfOAuth.Errors;
using SfOAuth.Http;

namespace SfOAuth.Connections.Shared;

/// <summary>Leases on the blobs of a container, by their REST reference: a lock that ends by itself.</summary>
internal sealed class BlobLeases(BlobContainer container)
{
    private const string LeaseIdName = "x-ms-lease-id";

    /// <param name="blob">What the lease is on.</param>
    /// <param name="id">The caller's own: asked for again by it, a lease that is held already is given again.</param>
    /// <param name="seconds">From 15 to 60.</param>
    /// <param name="cancellationToken">Whether it was given is unknown after it.</param>
    /// <exception cref="StorageException">The service refused, or gave no usable answer.</exception>
    internal async Task<LeaseOutcome> AcquireAsync(
        string blob,
        Guid id,
        int seconds,
        CancellationToken cancellationToken
    )
    {
        OrgResponse answer = await SendAsync(
                blob,
                "acquire",
                request =>
                {
                    request.Headers.Add("x-ms-lease-duration", seconds.ToString(CultureInfo.InvariantCulture));
                    request.Headers.Add("x-ms-proposed-lease-id", id.ToString());
                },
                cancellationToken
            )
            .ConfigureAwait(false);
        if (
            answer.IsSuccess
            && !string.Equals(answer.Header(LeaseIdName), id.ToString(), StringComparison.OrdinalIgnoreCase)
        )
            throw BlobErrors.Unusable(container.Url);
        return answer.IsSuccess ? LeaseOutcome.Taken
            : BlobErrors.IsMissing(answer) ? LeaseOutcome.Missing
            : BlobErrors.IsLeaseHeld(answer) ? LeaseOutcome.Held
            : throw container.Refused(answer, "lock a connection");
    }

    /// <returns>False when it is ours no more.</returns>
    /// <exception cref="StorageException">The service refused, or gave no usable answer.</exception>
    internal async Task<bool> RenewAsync(string blob, Guid id, CancellationToken cancellationToken)
    {
        OrgResponse answer = await SendAsync(
                blob,
                "renew",
                request => request.Headers.Add(LeaseIdName, id.ToString()),
                cancellationToken
            )
            .ConfigureAwait(false);
        if (answer.IsSuccess)
            return true;
        return BlobErrors.IsMissing(answer) || BlobErrors.IsLeaseHeld(answer)
            ? false
            : throw container.Refused(answer, "lock a connection");
    }

    /// <summary>A lease that is ours no more is no error.</summary>
    /// <exception cref="StorageException">The service refused, or gave no usable answer.</exception>
    internal async Task ReleaseAsync(string blob, Guid id, CancellationToken cancellationToken) =>
        _ = await SendAsync(
                blob,
                "release",
                request => request.Headers.Add(LeaseIdName, id.ToString()),
                cancellationToken
            )
            .ConfigureAwait(false);

    private Task<OrgResponse> SendAsync(
        string blob,
        string action,
        Action<HttpRequestMessage> prepare,
        CancellationToken cancellationToken
    ) =>
        container.SendAsync(
            HttpMethod.Put,
            blob,
            "comp=lease",
            request =>
            {
                request.Headers.Add("x-ms-lease-action", action);
                request.Content = new ByteArrayContent([]);
                prepare(request);
            },
            cancellationToken
        );
}
