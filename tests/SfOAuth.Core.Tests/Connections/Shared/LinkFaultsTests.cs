using System;
using System.Linq;
using System.Threading.Tasks;
using SfOAuth.Connections;
using SfOAuth.Errors;
using SfOAuth.FakeOrg;
using Xunit;

namespace SfOAuth.Tests.Connections.Shared;

/// <summary>
/// The table: a call to the container, what becomes of it → requests sent to the org → what is saved → error. Whatever
/// it is, the login lives: once the link is whole again, the next call goes on from there.
/// </summary>
public sealed class LinkFaultsTests : FleetTest
{
    private const string Saved = nameof(ConnectionNotSavedException);

    // call, its which time, fault, requests to the org, generation that is saved then, error
    public static TheoryData<string, int, string, int, int, string?> Faults()
    {
        TheoryData<string, int, string, int, int, string?> rows = [];
        (string Fault, string Error)[] forAll =
        [
            (nameof(LinkFault.Busy), nameof(Problem.SharedVaultBusy)),
            (nameof(LinkFault.Broken), nameof(Problem.SharedVaultUnavailable)),
            (nameof(LinkFault.Forbidden), nameof(Problem.SharedPermissionMissing)),
            (nameof(LinkFault.Hang), nameof(Problem.VaultTimedOut)),
            (nameof(LinkFault.ResetBefore), nameof(Problem.SharedVaultUnavailable)),
            (nameof(LinkFault.ResetAfter), nameof(Problem.SharedVaultUnavailable)),
        ];
        foreach ((string fault, string error) in forAll)
        {
            rows.Add("GET record", 1, fault, 0, 1, error);
            rows.Add("PUT lock lease acquire", 1, fault, 0, 1, error);
            rows.Add("GET record", 2, fault, 0, 1, error);
            rows.Add("PUT record metadata", 1, fault, 0, 1, error);
            rows.Add("PUT record", 1, fault, 1, fault == nameof(LinkFault.ResetAfter) ? 2 : 1, Saved);
            rows.Add("PUT lock lease release", 1, fault, 1, 2, null);
        }

        rows.Add("GET record", 1, nameof(LinkFault.Truncate), 0, 1, nameof(Problem.SharedVaultUnavailable));
        rows.Add("GET record", 2, nameof(LinkFault.Truncate), 0, 1, nameof(Problem.SharedVaultUnavailable));
        return rows;
    }

    [AzuriteTheory]
    [MemberData(nameof(Faults))]
    public async Task A_fault_at_a_call_loses_no_login(
        string call,
        int time,
        string fault,
        int requests,
        int generation,
        string? error
    )
    {
        // What hangs is waited for; the rest has the time that a busy machine takes. Nothing is still to come after
        // that.
        double timeout = fault == nameof(LinkFault.Hang) ? 4 : 20;
        Machine machine = await FirstMachineAsync(timeout, graceSeconds: -timeout);
        Assert.True(Enum.TryParse(fault, out LinkFault kind));
        machine.Link.Plan = now =>
            now == call && machine.Link.Calls.Count(passed => passed == call) >= time ? kind : LinkFault.None;

        Exception? exception = await Record.ExceptionAsync(() => machine.RefreshAsync());

        string? found =
            exception is ConnectionNotSavedException ? Saved : (exception as SfOAuthException)?.Problem.ToString();
        Assert.Equal((error, requests), (found, TokenRequests));
        machine.Link.Plan = _ => LinkFault.None;
        Assert.Equal(generation, (await SavedAsync()).Generation);
        // A lease that could not be given back runs out.
        await EndLeaseAsync();
        machine.Restart();
        ConnectionRecord? next = await machine.RefreshAsync();
        Assert.Equal((await SavedAsync()).Stamp, next!.Stamp);
        Assert.Equal(next.Generation - 1, TokenRequests);
        Assert.All(Org.Ledger.Families, family => Assert.True(family.IsAlive, family.EndedBecause));
    }

    [AzuriteFact]
    public async Task A_service_that_was_waited_for_in_vain_is_not_waited_for_once_more()
    {
        Machine machine = await FirstMachineAsync(20, graceSeconds: -20);
        Org.Faults.Add(
            new Fault
            {
                Action = FaultAction.Status,
                Status = 503,
                Path = "/services/oauth2/token",
            }
        );
        // The org does not hear of the refresh, so the note of it is taken back, and there the link stops.
        machine.Link.Plan = now =>
            now == "PUT record metadata" && machine.Link.Calls.Count(passed => passed == now) == 2
                ? LinkFault.Hang
                : LinkFault.None;

        await Assert.ThrowsAnyAsync<SfOAuthException>(() => machine.RefreshAsync());

        Assert.Equal("PUT record metadata", machine.Link.Calls.Last());
        await EndLeaseAsync();
        await machine.RefreshAsync();
        Assert.Equal(2, (await SavedAsync()).Generation);
    }
}
