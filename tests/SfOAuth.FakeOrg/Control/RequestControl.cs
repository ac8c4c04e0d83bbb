using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SfOAuth.FakeOrg.Messages;
using SfOAuth.FakeOrg.Requests;

namespace SfOAuth.FakeOrg.Control;

internal sealed class RequestControl(RequestLog log)
{
    public OrgAnswer Show(OrgRequest request) =>
        Answer(log.Find(request.Query.Value("path"), request.Query.Value("grant")));

    public OrgAnswer Clear(OrgRequest request)
    {
        log.Clear();
        return ControlJson.Done();
    }

    /// <summary>Answers when the requests have arrived, or 408 when they have not in time.</summary>
    public async ValueTask<OrgAnswer> WaitAsync(OrgRequest request, CancellationToken aborted)
    {
        string? path = request.Query.Value("path");
        string? grant = request.Query.Value("grant");
        int count = int.Parse(request.Query.Value("count") ?? "1", CultureInfo.InvariantCulture);
        double seconds = double.Parse(request.Query.Value("timeoutSeconds") ?? "30", CultureInfo.InvariantCulture);
        try
        {
            bool processed = request.Query.Value("processed") == "true";
            return Answer(await log.WaitAsync(path, grant, count, TimeSpan.FromSeconds(seconds), processed, aborted));
        }
        catch (TimeoutException)
        {
            return ControlJson.Answer(new { error = $"Not {count} such requests in {seconds} s", log.TotalCount }, 408);
        }
    }

    private OrgAnswer Answer(IReadOnlyList<RecordedRequest> requests) =>
        ControlJson.Answer(new { log.TotalCount, requests = requests.Select(Written) });

    private static object Written(RecordedRequest request) =>
        new
        {
            request.Sequence,
            request.Method,
            request.Path,
            request.Query,
            headers = request.Headers.ToDictionary(
                header => header.Name,
                header => header.Value,
                StringComparer.OrdinalIgnoreCase
            ),
            request.Form,
            request.Body,
            request.Port,
            request.ConnectionId,
            https = request.IsHttps,
            processed = request.IsProcessed,
            request.Status,
        };
}
