using System;
using System.Linq;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using SfOAuth.Connections;
using SfOAuth.Errors;
using SfOAuth.Locking;
using Xunit;

namespace SfOAuth.Tests.Connections.Shared;

public sealed class SharedVaultTests : FleetTest
{
    [AzuriteFact]
    public async Task What_one_machine_saves_another_reads_lists_and_removes()
    {
        Machine first = await FirstMachineAsync();
        Machine second = NewMachine();

        ConnectionRecord read = (await second.Vault.ReadAsync("PROD", CancellationToken.None))!;
        VaultEntry entry = Assert.Single(await second.Vault.ListAsync(CancellationToken.None));

        Assert.NotNull(read.RefreshToken);
        Assert.Equal(("prod", read.Client.ClientId), (entry.Name, entry.Facts["ClientId"]));
        Assert.Equal("GET container", second.Link.Calls.Last());
        await second.Store.RemoveAsync("prod", CancellationToken.None);
        Assert.Null(await first.Vault.ReadAsync("prod", CancellationToken.None));
        Assert.Empty(await first.Vault.ListAsync(CancellationToken.None));
    }

    [AzuriteFact]
    public async Task Who_operates_the_storage_sees_no_token()
    {
        Machine machine = await FirstMachineAsync();
        ConnectionRecord record = (await machine.Vault.ReadAsync("prod", CancellationToken.None))!;
        using var http = new HttpClient();
        string url = Uri(ContainerUrl, "connections/prod.jwe");

        using HttpResponseMessage answer = await http.GetAsync(url);
        string seen = answer + await answer.Content.ReadAsStringAsync();

        Assert.All(record.Secrets, secret => Assert.DoesNotContain(secret, seen, StringComparison.Ordinal));
    }

    [AzuriteFact]
    public async Task A_refresh_takes_six_calls_and_a_saved_token_one()
    {
        Machine machine = await FirstMachineAsync();
        // Makes the blob that the lease is on.
        await machine.RefreshAsync();
        machine.Link.ForgetCalls();

        await machine.RefreshAsync();

        Assert.Equal(
            [
                "GET record",
                "PUT lock lease acquire",
                "GET record",
                "PUT record metadata",
                "PUT record",
                "PUT lock lease release",
            ],
            machine.Link.Calls
        );
        machine.Link.ForgetCalls();
        await machine.RefreshAsync(options: RefreshOptions.WhenStale(null, machine.Clock));
        Assert.Equal(["GET record"], machine.Link.Calls);
    }

    [AzuriteFact]
    public async Task Many_who_look_at_once_in_a_process_cost_one_look()
    {
        Machine machine = await FirstMachineAsync();
        var all = new SemaphoreSlim(0);
        machine.Link.OnDone = _ => all.WaitAsync();

        Task<ConnectionRecord?>[] reads =
        [
            .. Enumerable.Range(0, 100).Select(_ => machine.Vault.ReadAsync("prod", CancellationToken.None)),
        ];
        all.Release(100);

        Assert.All(await Task.WhenAll(reads), Assert.NotNull);
        Assert.Single(machine.Link.Calls);
    }

    [AzuriteFact]
    public async Task A_blob_that_was_changed_or_put_in_another_s_place_is_not_believed()
    {
        Machine machine = await FirstMachineAsync();
        await machine.Vault.WriteAsync("uat", NewRecord());
        string container = SfOAuth.Connections.Shared.ContainerUrl.Parse(ContainerUrl).Container;
        using var http = new HttpClient();
        string uat = await http.GetStringAsync(Uri(ContainerUrl, "connections/uat.jwe"));
        await PutAsync(container, "connections/prod.jwe", uat);
        await PutAsync(container, "connections/uat.jwe", uat.Substring(0, uat.Length - 4) + "AAAA");

        foreach (string name in new[] { "prod", "uat" })
        {
            var exception = await Assert.ThrowsAsync<StorageException>(() => machine.RefreshAsync(name));
            Assert.Equal(Problem.ConnectionUnreadable, exception.Problem);
        }

        Assert.Equal(0, TokenRequests);
    }

    [AzuriteFact]
    public async Task Another_key_opens_nothing_and_is_named()
    {
        await FirstMachineAsync();
        Machine stranger = NewMachine(key: Machine.NewKey());

        var exception = await Assert.ThrowsAsync<StorageException>(() => stranger.RefreshAsync());

        Assert.Equal((Problem.ConnectionUnreadable, 0), (exception.Problem, TokenRequests));
    }

    [AzuriteTheory]
    [InlineData(10)]
    [InlineData(-10)]
    public async Task A_clock_that_is_off_is_told_before_anything_is_sent(int minutes)
    {
        Machine machine = await FirstMachineAsync();
        machine.Clock.Offset = TimeSpan.FromMinutes(minutes);

        var exception = await Assert.ThrowsAsync<StorageException>(() => machine.RefreshAsync());

        Assert.Equal((Problem.SharedClockOff, 0), (exception.Problem, TokenRequests));
        Assert.Contains("10 minutes", exception.Message, StringComparison.Ordinal);
    }

    [AzuriteFact]
    public async Task A_lock_that_another_machine_does_not_give_back_is_waited_for_within_the_timeout()
    {
        Machine holder = await FirstMachineAsync();
        using IConnectionLock held = await holder.Vault.LockAsync("prod", CancellationToken.None);
        Machine other = NewMachine(timeoutSeconds: 1);

        var exception = await Assert.ThrowsAsync<StorageException>(() => other.RefreshAsync());

        Assert.Equal((Problem.SharedLockHeld, 0), (exception.Problem, TokenRequests));
    }

    [AzuriteFact]
    public async Task So_is_one_that_another_process_of_the_machine_has()
    {
        Machine machine = await FirstMachineAsync(timeoutSeconds: 1);
        using IDisposable process = await machine.TakeOwnLockAsync("prod");

        var exception = await Assert.ThrowsAsync<StorageException>(() => machine.RefreshAsync());

        Assert.Equal((Problem.SharedLockHeld, 0), (exception.Problem, TokenRequests));
    }

    private static string Uri(string containerUrl, string blob) => containerUrl.Replace("?", $"/{blob}?");

    private static Task PutAsync(string container, string blob, string body) =>
        Azurite.Running.SendAsync(
            HttpMethod.Put,
            $"{container}/{blob}",
            "x=1",
            new() { ["x-ms-blob-type"] = "BlockBlob" },
            body
        );
}
