using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Threading.Tasks;
using SfOAuth.FakeOrg.Data;
using SfOAuth.FakeOrg.Messages;
using SfOAuth.FakeOrg.Org;
using SfOAuth.FakeOrg.Tokens;

namespace SfOAuth.FakeOrg.Endpoints.Bulk;

/// <summary>The door of the Bulk API 1.0: the session comes in a header of its own.</summary>
internal sealed class BulkEndpoint(OrgState org)
{
    public const string SessionHeader = "X-SFDC-Session";

    private readonly ConcurrentDictionary<string, BulkJob> _jobs = new();
    private int _lastNumber;

    public ValueTask<OrgAnswer> AnswerAsync(OrgRequest request) => ValueTask.FromResult(Answer(request));

    private OrgAnswer Answer(OrgRequest request)
    {
        string[] path = request.Path[Paths.Bulk.Length..].Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (request.Host.Role != HostRole.Domain || path.Length < 2 || path[1] != "job")
            return BulkAnswer.Refuse(
                request,
                "InvalidUrl",
                "Destination URL not reset. The URL returned from login must be set"
            );
        if (org.Ledger.FindAccessToken(request.Header(SessionHeader) ?? "", use: true) is not { } token)
            return BulkAnswer.Refuse(request, "InvalidSessionId", "Invalid session id");
        return (request.Method, path[2..]) switch
        {
            ("POST", []) => Create(request, path[0], token),
            ("GET", [{ } id]) => Show(request, path[0], Find(id)),
            ("POST", [{ } id]) => Change(request, path[0], Find(id)),
            _ => BulkAnswer.Refuse(request, "InvalidUrl", "Unable to parse the URL"),
        };
    }

    private OrgAnswer Create(OrgRequest request, string version, AccessToken token)
    {
        if (BulkRequest.Read(request) is not { } fields)
            return BulkAnswer.Refuse(request, "InvalidJob", "Unable to parse Job");
        string name = fields.GetValueOrDefault("object") ?? "";
        if (Schema.Find(name) is not { } type)
            return BulkAnswer.Refuse(request, "InvalidEntity", $"Entity '{name}' is not supported by the Bulk API.");

        BulkJob job = new(
            SalesforceId.Numbered("750", ++_lastNumber),
            fields.GetValueOrDefault("operation") ?? "insert",
            type.Name,
            fields.GetValueOrDefault("contentType") ?? "XML",
            token.Family.User.UserId,
            org.Clock.UtcNow
        );
        _jobs[job.Id] = job;
        return BulkAnswer.Write(request, 201, "jobInfo", job.Fields(version));
    }

    private BulkJob? Find(string id) => _jobs.TryGetValue(id, out BulkJob? job) ? job : null;

    private static OrgAnswer Show(OrgRequest request, string version, BulkJob? job) =>
        job is null
            ? BulkAnswer.Refuse(request, "InvalidJob", "Unable to find job")
            : BulkAnswer.Write(request, 200, "jobInfo", job.Fields(version));

    private OrgAnswer Change(OrgRequest request, string version, BulkJob? job)
    {
        string? state = BulkRequest.Read(request)?.GetValueOrDefault("state");
        if (job is null || state is not ("Closed" or "Aborted"))
            return BulkAnswer.Refuse(request, "InvalidJob", job is null ? "Unable to find job" : "Unable to parse Job");
        return Show(request, version, _jobs[job.Id] = job with { State = state });
    }
}
