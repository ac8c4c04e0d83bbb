using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace SfOAuth.Connections.Shared;

/// <summary>The connections of a container, and where in it each is.</summary>
internal sealed class SharedListing(BlobContainer container, SharedDocuments documents)
{
    private const string Folder = "connections/";
    private const string Extension = ".jwe";

    internal static string PathOf(string name) => Folder + name.ToLowerInvariant() + Extension;

    internal async Task<IReadOnlyList<VaultEntry>> RunAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<BlobEntry> blobs = await container.ListAsync(Folder, cancellationToken).ConfigureAwait(false);
        List<VaultEntry> entries = [];
        foreach (BlobEntry blob in blobs.Where(blob => blob.Name.EndsWith(Extension, StringComparison.Ordinal)))
        {
            string name = blob.Name.Substring(Folder.Length, blob.Name.Length - Folder.Length - Extension.Length);
            string? text =
                blob.Metadata.TryGetValue(SharedDocuments.FactsName, out string? facts) && facts.Length > 0
                    ? facts + "."
                    : (await container.GetAsync(blob.Name, cancellationToken).ConfigureAwait(false))?.Content;
            if (text is not null)
                entries.Add(documents.Describe(name, blob.Name, text));
        }

        return entries;
    }
}
