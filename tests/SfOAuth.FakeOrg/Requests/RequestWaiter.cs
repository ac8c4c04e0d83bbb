using System.Collections.Generic;
using System.Threading.Tasks;

namespace SfOAuth.FakeOrg.Requests;

/// <summary>One caller that waits for requests; used under the log's lock.</summary>
internal sealed class RequestWaiter(string? path, string? grant, int count, bool processed)
{
    private readonly HashSet<RecordedRequest> _seen = [];
    private readonly TaskCompletionSource _completed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Completed => count <= 0 ? Task.CompletedTask : _completed.Task;

    public void Saw(RecordedRequest request)
    {
        if ((processed && !request.IsProcessed) || !request.Matches(path, grant))
            return;

        // A request is announced when it arrives and when it is processed; it counts once.
        if (_seen.Add(request) && _seen.Count >= count)
            _completed.TrySetResult();
    }
}
