using System.Threading;
using System.Threading.Tasks;

namespace SfOAuth.FakeOrg.Faults;

/// <summary>The faults one request will meet.</summary>
internal sealed class FaultTicket(Fault? before, Fault? during, Fault? after, Task released)
{
    public static readonly FaultTicket None = new(null, null, null, Task.CompletedTask);

    public Fault? Before { get; } = before;

    public Fault? After { get; } = after;

    public Task WaitDuringAsync(CancellationToken stopping) =>
        during is null ? Task.CompletedTask : WaitAsync(during, stopping);

    /// <summary>The client's leaving does not end the wait: a request that was sent is acted on all the same.</summary>
    public async Task WaitAsync(Fault fault, CancellationToken stopping)
    {
        if (fault.Action == FaultAction.Hold)
            await released.WaitAsync(stopping);
        if (fault.DelayMs is > 0)
            await Task.Delay(fault.DelayMs.Value, stopping);
    }
}
