using System;
using System.Collections.Concurrent;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using SfOAuth.FakeOrg.CommandLine;
using SfOAuth.FakeOrg.Messages;

namespace SfOAuth.FakeOrg.Control;

/// <summary>
/// More orgs in this process, each on ports of its own: what a test suite in another process starts and ends by the
/// hundred.
/// </summary>
internal sealed class OrgControl
{
    private readonly ConcurrentDictionary<string, FakeOrgServer> _orgs = new();

    /// <summary>Answers what the program says when it starts.</summary>
    public async ValueTask<OrgAnswer> StartAsync(OrgRequest request, CancellationToken aborted)
    {
        FakeOrgServer org = await FakeOrgServer.StartAsync(ControlJson.Read<FakeOrgOptions>(request), aborted);
        _orgs[org.LoginUrl] = org;
        return new OrgAnswer(200, OrgAnswer.JsonType, Encoding.UTF8.GetBytes(Announcement.Json(org)));
    }

    /// <summary>Answers when nobody listens there any more.</summary>
    public async ValueTask<OrgAnswer> EndAsync(OrgRequest request, CancellationToken aborted)
    {
        string loginUrl = request.Query.Value("loginUrl") ?? "";
        if (!_orgs.TryRemove(loginUrl, out FakeOrgServer? org))
            throw new ArgumentException($"No org was started at '{loginUrl}'.");

        await org.DisposeAsync();
        return ControlJson.Done();
    }
}
