using System;
using System.Threading;
using System.Threading.Tasks;
using SfOAuth.Errors;

namespace SfOAuth.Connections.Shared;

/// <summary>
/// Tries all that a shared vault takes, so that what is wrong with it shows where it is registered and not in the
/// middle of a refresh. The vault's mark is a text that only its own key opens.
/// </summary>
internal sealed class SharedVaultCheck(BlobContainer container, SharedDocuments documents)
{
    private const string Mark = "vault.jwe";

    // No connection can be called that.
    private const string Probe = "locks/_check";

    /// <summary>Whether some machine has used the container before.</summary>
    /// <exception cref="StorageException">The service refused, or gave no usable answer.</exception>
    internal static async Task<bool> IsUsedAsync(BlobContainer container, CancellationToken cancellationToken) =>
        await container.GetAsync(Mark, cancellationToken).ConfigureAwait(false) is not null;

    /// <summary>Fails where this machine has another key than the one the vault began with. Reads one blob.</summary>
    /// <exception cref="StorageException">It has, or the service refused.</exception>
    internal async Task RequireKeyAsync(CancellationToken cancellationToken)
    {
        Blob? mark = await container.GetAsync(Mark, cancellationToken).ConfigureAwait(false);
        if (mark is not null && !documents.Opens(mark.Content))
        {
            throw new StorageException(
                Problem.SharedKeyDifferent,
                $"What is in {container.Url} was sealed with another key than the one given here."
            );
        }
    }

    /// <summary>All of it: read, write, lock, list and remove.</summary>
    /// <exception cref="StorageException">Something is not permitted, or wrong.</exception>
    internal async Task RunAsync(CancellationToken cancellationToken)
    {
        await RequireKeyAsync(cancellationToken).ConfigureAwait(false);
        string mark = documents.SealCheck();
        if (
            await container.PutAsync(Mark, mark, Blob.NoMetadata, tag: null, cancellationToken).ConfigureAwait(false)
            is null
        )
            await RequireKeyAsync(cancellationToken).ConfigureAwait(false);
        await container.ListAsync("vault", cancellationToken).ConfigureAwait(false);
        await container.PutAsync(Probe, "", Blob.NoMetadata, tag: null, cancellationToken).ConfigureAwait(false);
        var id = Guid.NewGuid();
        // Another machine that checks at this moment shows as well that leases are given.
        if (
            await container.Leases.AcquireAsync(Probe, id, 15, cancellationToken).ConfigureAwait(false)
            == LeaseOutcome.Taken
        )
            await container.Leases.ReleaseAsync(Probe, id, cancellationToken).ConfigureAwait(false);
        string removed = Probe + "-" + id.ToString("N");
        await container.PutAsync(removed, "", Blob.NoMetadata, tag: null, cancellationToken).ConfigureAwait(false);
        await container.DeleteAsync(removed, cancellationToken).ConfigureAwait(false);
    }
}
