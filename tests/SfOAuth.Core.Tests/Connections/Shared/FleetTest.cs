using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using SfOAuth.Connections;
using SfOAuth.FakeOrg;
using SfOAuth.Formats;
using SfOAuth.Protocol;

namespace SfOAuth.Tests.Connections.Shared;

/// <summary>A test with an org, a container, and machines that share it.</summary>
public abstract class FleetTest : OrgTest, IDisposable
{
    private readonly List<Machine> _machines = [];
    private readonly byte[] _key = Machine.NewKey();

    private protected string ContainerUrl { get; private set; } = "";

    public void Dispose()
    {
        _machines.ForEach(machine => machine.Dispose());
        GC.SuppressFinalize(this);
    }

    /// <summary>A machine with a login saved in the container, for all that come after it.</summary>
    private protected async Task<Machine> FirstMachineAsync(double timeoutSeconds = 30, double graceSeconds = 30)
    {
        ContainerUrl = await Azurite.Running.NewContainerAsync();
        Machine machine = NewMachine(timeoutSeconds, graceSeconds);
        await machine.Vault.WriteAsync("prod", NewRecord());
        machine.Link.ForgetCalls();
        return machine;
    }

    private protected Machine NewMachine(double timeoutSeconds = 30, double graceSeconds = 30, byte[]? key = null)
    {
        var machine = new Machine(ContainerUrl, key ?? _key, timeoutSeconds, graceSeconds);
        _machines.Add(machine);
        return machine;
    }

    private protected ConnectionRecord NewRecord()
    {
        MintedLogin login = Org.Login(new LoginRequest { Scope = "api refresh_token" });
        TokenResponse response = TokenResponse.From(Json.Read(login.Json), "x");
        return ConnectionRecord.First(
            Client(),
            AuthorizationGrant.Code,
            response,
            DateTimeOffset.UtcNow,
            replaced: null
        );
    }

    private protected async Task<ConnectionRecord> SavedAsync()
    {
        using var machine = new Machine(ContainerUrl, _key);
        return (await machine.Vault.ReadAsync("prod", CancellationToken.None))!;
    }

    private protected int TokenRequests => Org.Requests.ToToken("refresh_token").Count;

    private protected Task EndLeaseAsync() => Azurite.Running.EndLeaseAsync(ContainerUrl, "locks/prod");
}
