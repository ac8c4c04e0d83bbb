using System;
using System.Collections.Generic;
using System.Globalization;
using System.Threading;
using System.Threading.Tasks;
using Newtonsoft.Json.Linq;

namespace SfOAuth.FakeOrg;

/// <summary>The requests the org received, as they were when asked for.</summary>
public sealed class RequestLog
{
    private readonly ControlClient _control;

    internal RequestLog(ControlClient control) => _control = control;

    public long TotalCount => _control.Get<JObject>("requests").Value<long>("totalCount");

    public IReadOnlyList<RecordedRequest> All => Find();

    public IReadOnlyList<RecordedRequest> Find(string? path = null, string? grant = null) =>
        Read(_control.Get<JObject>("requests?" + Filter(path, grant)));

    public IReadOnlyList<RecordedRequest> ToToken(string? grant = null) => Find("/services/oauth2/token", grant);

    public void Clear() => _control.Send("DELETE", "requests");

    public async Task<IReadOnlyList<RecordedRequest>> WaitAsync(
        string? path = null,
        string? grant = null,
        int count = 1,
        TimeSpan? timeout = null,
        bool processed = false,
        CancellationToken cancellationToken = default
    )
    {
        string wait = string.Format(
            CultureInfo.InvariantCulture,
            "requests/wait?{0}count={1}&timeoutSeconds={2}&processed={3}",
            Filter(path, grant),
            count,
            (timeout ?? TimeSpan.FromSeconds(30)).TotalSeconds,
            processed ? "true" : "false"
        );
        return Read(JObject.Parse(await _control.SendAsync("GET", wait, cancellationToken: cancellationToken)));
    }

    private static string Filter(string? path, string? grant) =>
        (path is null ? "" : $"path={Uri.EscapeDataString(path)}&")
        + (grant is null ? "" : $"grant={Uri.EscapeDataString(grant)}&");

    private static RecordedRequest[] Read(JObject answer) =>
        answer["requests"]!.ToObject<RecordedRequest[]>(ControlJson.Serializer)!;
}
