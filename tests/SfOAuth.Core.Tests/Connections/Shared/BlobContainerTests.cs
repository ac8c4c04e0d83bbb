using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using SfOAuth.Connections.Shared;
using SfOAuth.Errors;
using SfOAuth.Http;
using Xunit;

namespace SfOAuth.Tests.Connections.Shared;

public sealed class BlobContainerTests : IDisposable
{
    private static readonly Dictionary<string, string> _facts = new() { ["facts"] = "eyJ9" };

    private readonly HttpMessageHandler _handler = HttpPlatform.CreateHandler();

    public void Dispose() => _handler.Dispose();

    [AzuriteFact]
    public async Task What_was_put_is_read_with_its_metadata_and_version()
    {
        BlobContainer container = await NewAsync();

        string? tag = await container.PutAsync(
            "connections/prod.jwe",
            "a.b.c",
            _facts,
            tag: null,
            CancellationToken.None
        );
        Blob blob = (await container.GetAsync("connections/prod.jwe", CancellationToken.None))!;

        Assert.Equal(("a.b.c", tag, "eyJ9"), (blob.Content, blob.Tag, blob.Metadata["facts"]));
        Assert.InRange(blob.Age, TimeSpan.Zero, TimeSpan.FromMinutes(1));
        Assert.Null(await container.GetAsync("connections/none.jwe", CancellationToken.None));
    }

    [AzuriteFact]
    public async Task A_version_that_is_not_the_one_named_is_not_replaced()
    {
        BlobContainer container = await NewAsync();
        string first = (await container.PutAsync("b", "1", _facts, tag: null, CancellationToken.None))!;
        string second = (await container.PutAsync("b", "2", _facts, first, CancellationToken.None))!;

        Assert.Null(await container.PutAsync("b", "3", _facts, first, CancellationToken.None));
        Assert.Null(await container.PutAsync("b", "3", _facts, tag: null, CancellationToken.None));
        Assert.Null(await container.PutAsync("none", "3", _facts, first, CancellationToken.None));
        Assert.Null(await container.SetMetadataAsync("b", _facts, first, CancellationToken.None));
        Assert.Null(await container.SetMetadataAsync("none", _facts, first, CancellationToken.None));

        Assert.Equal("2", (await container.GetAsync("b", CancellationToken.None))!.Content);
        string third = (
            await container.SetMetadataAsync(
                "b",
                new Dictionary<string, string> { ["note"] = "7" },
                second,
                CancellationToken.None
            )
        )!;
        Blob blob = (await container.GetAsync("b", CancellationToken.None))!;
        Assert.Equal(
            ("2", third, "7", false),
            (blob.Content, blob.Tag, blob.Metadata["note"], blob.Metadata.ContainsKey("facts"))
        );
    }

    [AzuriteFact]
    public async Task A_list_has_all_pages_below_its_prefix()
    {
        BlobContainer container = await NewAsync();
        await Task.WhenAll(
            Enumerable
                .Range(0, 1003)
                .Select(i => container.PutAsync($"connections/c{i}.jwe", "x", _facts, null, CancellationToken.None))
        );
        await container.PutAsync("locks/c1", "", Blob.NoMetadata, null, CancellationToken.None);

        IReadOnlyList<BlobEntry> entries = await container.ListAsync("connections/", CancellationToken.None);

        Assert.Equal(1003, entries.Select(entry => entry.Name).Distinct().Count());
        Assert.All(entries, entry => Assert.Equal("eyJ9", entry.Metadata["facts"]));
        await container.DeleteAsync("connections/c1.jwe", CancellationToken.None);
        await container.DeleteAsync("connections/c1.jwe", CancellationToken.None);
        Assert.Equal(1002, (await container.ListAsync("connections/", CancellationToken.None)).Count);
    }

    [AzuriteFact]
    public async Task A_lease_is_one_machine_s_until_it_gives_it_back()
    {
        BlobContainer container = await NewAsync();
        var mine = Guid.NewGuid();
        Assert.Equal(
            LeaseOutcome.Missing,
            await container.Leases.AcquireAsync("locks/a", mine, 15, CancellationToken.None)
        );
        await container.PutAsync("locks/a", "", Blob.NoMetadata, null, CancellationToken.None);

        Assert.Equal(
            LeaseOutcome.Taken,
            await container.Leases.AcquireAsync("locks/a", mine, 15, CancellationToken.None)
        );
        // As after an answer that was lost.
        Assert.Equal(
            LeaseOutcome.Taken,
            await container.Leases.AcquireAsync("locks/a", mine, 15, CancellationToken.None)
        );
        Assert.Equal(
            LeaseOutcome.Held,
            await container.Leases.AcquireAsync("locks/a", Guid.NewGuid(), 15, CancellationToken.None)
        );
        Assert.True(await container.Leases.RenewAsync("locks/a", mine, CancellationToken.None));
        Assert.False(await container.Leases.RenewAsync("locks/a", Guid.NewGuid(), CancellationToken.None));
        await container.Leases.ReleaseAsync("locks/a", mine, CancellationToken.None);

        Assert.Equal(
            LeaseOutcome.Taken,
            await container.Leases.AcquireAsync("locks/a", Guid.NewGuid(), 15, CancellationToken.None)
        );
        Assert.False(await container.Leases.RenewAsync("locks/a", mine, CancellationToken.None));
    }

    [AzuriteTheory]
    [InlineData("expired", "rwdl", -60, -1, Problem.SharedUrlExpired)]
    [InlineData("not yet", "rwdl", 10, 20, Problem.SharedUrlExpired)]
    [InlineData("read only", "rl", -5, 60, Problem.SharedPermissionMissing)]
    public async Task A_signature_that_does_not_permit_it_is_named(
        string what,
        string permissions,
        int from,
        int to,
        Problem problem
    )
    {
        string container = ContainerUrl.Parse(await Azurite.Running.NewContainerAsync()).Container;
        string url = Azurite.Running.Url(container, permissions, TimeSpan.FromMinutes(from), TimeSpan.FromMinutes(to));

        var exception = await Assert.ThrowsAsync<StorageException>(() =>
            Open(url).PutAsync("b", "1", _facts, null, CancellationToken.None)
        );

        Assert.True(problem == exception.Problem, $"{what}: {exception.Problem}: {exception.Message}");
        AssertNoSecret(exception, url);
    }

    [AzuriteFact]
    public async Task A_container_that_is_gone_and_a_signature_that_was_changed_are_named()
    {
        string url = await Azurite.Running.NewContainerAsync();
        string changed = url.Replace("&sig=", "&sig=AA");
        string gone = Azurite.Running.Url("gone-" + Guid.NewGuid().ToString("N"));

        var wrong = await Assert.ThrowsAsync<StorageException>(() =>
            Open(changed).ListAsync("", CancellationToken.None)
        );
        var missing = await Assert.ThrowsAsync<StorageException>(() =>
            Open(gone).GetAsync("b", CancellationToken.None)
        );

        Assert.True(wrong.Problem is Problem.SharedUrlInvalid or Problem.SharedPermissionMissing, wrong.Message);
        Assert.Equal(Problem.SharedContainerMissing, missing.Problem);
        AssertNoSecret(wrong, changed);
        AssertNoSecret(missing, gone);
    }

    [Fact]
    public async Task A_service_that_can_t_be_reached_is_named_without_the_signature()
    {
        const string Url = "http://127.0.0.1:1/account/fleet?sv=1&sig=c2VjcmV0LXNpZ25hdHVyZQ%3D%3D";

        var exception = await Assert.ThrowsAsync<StorageException>(() =>
            Open(Url).GetAsync("b", CancellationToken.None)
        );

        Assert.Equal(Problem.SharedVaultUnavailable, exception.Problem);
        AssertNoSecret(exception, Url);
    }

    [Theory]
    [InlineData("https://a.blob.core.windows.net/fleet")]
    [InlineData("https://a.blob.core.windows.net/?sv=1&sig=abcd")]
    [InlineData("http://a.blob.core.windows.net/fleet?sv=1&sig=abcd")]
    [InlineData("https://a.blob.core.windows.net/fleet?sv=1&sp=r")]
    [InlineData("https://me:you@a.blob.core.windows.net/fleet?sv=1&sig=abcd")]
    [InlineData("fleet?sig=abcd")]
    [InlineData("https://a.blob.core.windows.net/fleet?sv=1&sig=ab cd")]
    public void What_is_no_url_of_a_container_is_refused_without_being_repeated(string text)
    {
        var exception = Assert.Throws<SfOAuthException>(() => ContainerUrl.Parse(text));

        Assert.Equal(Problem.SharedUrlInvalid, exception.Problem);
        Assert.DoesNotContain("abcd", exception.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_pasted_url_loses_its_quotes_and_shows_no_signature()
    {
        var url = ContainerUrl.Parse(
            " \"https://a.blob.core.windows.net/fleet/?sp=rwdl&se=2027-01-01T00:00:00Z&sig=ab%2Fcd\"\r\n"
        );

        Assert.Equal(
            ("https://a.blob.core.windows.net/fleet", "fleet", "rwdl"),
            (url.ToString(), url.Container, url.Permissions)
        );
        Assert.Equal(new DateTimeOffset(2027, 1, 1, 0, 0, 0, TimeSpan.Zero), url.Expires);
        Assert.Equal(
            "https://a.blob.core.windows.net/fleet/b?comp=lease&sp=rwdl&se=2027-01-01T00:00:00Z&sig=ab%2Fcd",
            url.Of("b", "comp=lease").AbsoluteUri
        );
    }

    private static void AssertNoSecret(Exception exception, string url) =>
        Assert.All(
            ContainerUrl.Parse(url).Secrets,
            secret => Assert.DoesNotContain(secret, exception.ToString(), StringComparison.Ordinal)
        );

    private async Task<BlobContainer> NewAsync() => Open(await Azurite.Running.NewContainerAsync());

    private BlobContainer Open(string url) =>
        new(ContainerUrl.Parse(url), new Transport(_handler, TimeSpan.FromSeconds(30)), new SystemClock());
}
