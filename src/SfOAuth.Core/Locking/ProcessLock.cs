using System.Threading;
using System.Threading.Tasks;

namespace SfOAuth.Locking;

/// <summary>A lock among the threads of this process, for what no other process can see.</summary>
#pragma warning disable CA1001 // A semaphore whose wait handle nobody asks for has nothing to dispose of.
internal sealed class ProcessLock
#pragma warning restore CA1001
{
    private readonly SemaphoreSlim _turn = new(1);
    private string _note = "";

    internal async Task<IConnectionLock> TakeAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        return new Held(this);
    }

    private sealed class Held(ProcessLock owner) : IConnectionLock
    {
        private SemaphoreSlim? _turn = owner._turn;

        public string ReadNote() => owner._note;

        public void WriteNote(string note) => owner._note = note;

        public void ClearNote() => owner._note = "";

        public void RequireHeld() { }

        public void Dispose() => Interlocked.Exchange(ref _turn, null)?.Release();
    }
}
