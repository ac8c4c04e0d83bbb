using System;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using SfOAuth.FakeOrg.Faults;
using SfOAuth.FakeOrg.Messages;

namespace SfOAuth.FakeOrg.Hosting;

/// <summary>Puts an answer on the socket: whole in one write, or broken as the fault wants it.</summary>
internal static class AnswerWriter
{
    public static async Task DeliverAsync(HttpContext http, Delivery delivery, CancellationToken stopping)
    {
        switch (delivery.Kind)
        {
            case DeliveryKind.Reset:
                Reset(http);
                break;
            case DeliveryKind.Half:
                await WriteAsync(http, delivery.Answer, delivery.Answer.Body.Length / 2);
                break;
            case DeliveryKind.Stalled:
                await WriteAsync(http, delivery.Answer, Math.Min(delivery.Bytes, delivery.Answer.Body.Length - 1));
                await SilenceAsync(http, stopping);
                break;
            case DeliveryKind.Silent:
                await SilenceAsync(http, stopping);
                break;
            default:
                await WriteAsync(
                    http,
                    delivery.Answer,
                    delivery.Answer.Body.Length,
                    delivery.Kind == DeliveryKind.Chunked
                );
                break;
        }
    }

    private static async Task WriteAsync(HttpContext http, OrgAnswer answer, int bytes, bool chunked = false)
    {
        HttpResponse response = http.Response;
        response.StatusCode = answer.Status;
        if (answer.ContentType is not null)
            response.ContentType = answer.ContentType;
        foreach (FormField header in answer.Headers)
            response.Headers.Append(header.Name, header.Value);
        if (!chunked && answer.Status is not (204 or 304))
            response.ContentLength = answer.Body.Length;
        if (bytes > 0 && http.Request.Method != "HEAD")
            await response.Body.WriteAsync(answer.Body.AsMemory(0, bytes));
        else
            await response.StartAsync();
        if (bytes < answer.Body.Length)
            await response.Body.FlushAsync();
    }

    private static async Task SilenceAsync(HttpContext http, CancellationToken stopping)
    {
        using CancellationTokenSource gone = CancellationTokenSource.CreateLinkedTokenSource(
            http.RequestAborted,
            stopping
        );
        TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
        using CancellationTokenRegistration registration = gone.Token.Register(() => ended.TrySetResult());
        await ended.Task;
        http.Abort();
    }

    private static void Reset(HttpContext http)
    {
        // Linger zero turns the close into RST; Kestrel's own Abort may say FIN.
        if (http.Features.Get<IConnectionSocketFeature>()?.Socket is { } socket)
        {
            socket.LingerState = new LingerOption(true, 0);
            socket.Close();
        }

        http.Abort();
    }
}
