using System;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Http;
using SfOAuth.FakeOrg.Control;
using SfOAuth.FakeOrg.Endpoints;
using SfOAuth.FakeOrg.Faults;
using SfOAuth.FakeOrg.Messages;
using SfOAuth.FakeOrg.Org;
using SfOAuth.FakeOrg.Requests;

namespace SfOAuth.FakeOrg.Hosting;

/// <summary>The way of every request: read, meet its faults, be recorded, act, be answered.</summary>
internal sealed class RequestPipeline(OrgState org, OrgRoutes routes, ControlRoutes control)
{
    private readonly RequestReader _reader = new(org);

    public async Task HandleAsync(HttpContext http)
    {
        try
        {
            OrgRequest request = await _reader.ReadAsync(http);
            if (ControlRoutes.Owns(request))
                await AnswerWriter.DeliverAsync(
                    http,
                    Delivery.Of(await control.AnswerAsync(request, http.RequestAborted)),
                    org.Stopping.Token
                );
            else
                await PlayAsync(http, request);
        }
        catch (OperationCanceledException)
        {
            http.Abort();
        }
        catch (Exception ex) when (ex is BadHttpRequestException or System.IO.IOException)
        {
            // The client went away while it was sending.
            http.Abort();
        }
    }

    private async Task PlayAsync(HttpContext http, OrgRequest request)
    {
        // Matched before the arrival is announced, or a test could release a hold the request has not reached yet.
        FaultTicket faults = org.Faults.Match(request);
        RecordedRequest recorded = org.Requests.Add(request);
        Delivery delivery = await DecideAsync(request, recorded, faults, org.Stopping.Token);
        recorded.Status = delivery.Status;
        await AnswerWriter.DeliverAsync(http, delivery, org.Stopping.Token);
    }

    private async ValueTask<Delivery> DecideAsync(
        OrgRequest request,
        RecordedRequest recorded,
        FaultTicket faults,
        CancellationToken stopping
    )
    {
        if (faults.Before is { } before)
        {
            await faults.WaitAsync(before, stopping);
            if (!before.OnlyWaits)
                return FaultEffect.Of(before, real: null);
        }

        OrgAnswer answer = await ProcessAsync(request, faults);
        org.Requests.MarkProcessed(recorded);
        if (faults.After is not { } after)
            return Delivery.Of(answer);

        await faults.WaitAsync(after, stopping);
        return FaultEffect.Of(after, answer);
    }

    private async ValueTask<OrgAnswer> ProcessAsync(OrgRequest request, FaultTicket faults)
    {
        try
        {
            return await routes.AnswerAsync(request, faults);
        }
        catch (RefusalException ex)
        {
            return ex.Refusal.ToAnswer(AnswerFormats.AskedBy(request));
        }
        catch (Exception ex) when (ex is not OperationCanceledException)
        {
            // A defect of the org, not of the client: say so loudly.
            return OrgAnswer.Text(500, "FakeOrg failed: " + ex);
        }
    }
}
