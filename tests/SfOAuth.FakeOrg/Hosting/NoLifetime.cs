using System.Threading;
using System.Threading.Tasks;
using Microsoft.Extensions.Hosting;

namespace SfOAuth.FakeOrg.Hosting;

/// <summary>The host must not take the signals of the test process it runs in.</summary>
internal sealed class NoLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
