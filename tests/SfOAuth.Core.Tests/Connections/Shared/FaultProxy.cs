using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;

namespace SfOAuth.Tests.Connections.Shared;

/// <summary>What happens to a call on its way to the container.</summary>
internal enum LinkFault
{
    None,
    Busy,
    Broken,
    Forbidden,
    Hang,
    ResetBefore,
    ResetAfter,
    Truncate,
}

/// <summary>
/// A machine's link to the container: it records what passes, and can refuse, hang, break off or be cut.
/// </summary>
internal sealed class FaultProxy : IDisposable
{
    private static readonly HttpClient _http = new(
        new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false }
    );

    private readonly HttpListener _listener = new();
    private readonly CancellationTokenSource _end = new();
    private readonly string _target;

    internal FaultProxy(string target)
    {
        _target = target;
        for (int port = 20000 + (Guid.NewGuid().GetHashCode() & 0x1fff); ; port++)
        {
            try
            {
                Authority = $"127.0.0.1:{port}";
                _listener.Prefixes.Clear();
                _listener.Prefixes.Add($"http://{Authority}/");
                _listener.Start();
                break;
            }
            catch (Exception exception) when (exception is HttpListenerException or SocketException)
            {
                // Somebody has that port; Mono says so in the socket's own words.
                _listener = new HttpListener();
            }
        }

        _ = Task.Run(AcceptAsync);
    }

    internal string Authority { get; }

    /// <summary>What passed, such as <c>GET record</c> or <c>PUT lease acquire</c>, in this order.</summary>
    internal ConcurrentQueue<string> Calls { get; } = new();

    internal void ForgetCalls()
    {
        while (Calls.TryDequeue(out _))
            continue;
    }

    /// <summary>Asked for each call.</summary>
    internal Func<string, LinkFault> Plan { get; set; } = _ => LinkFault.None;

    /// <summary>Called when the container has carried a call out, before its answer goes back.</summary>
    internal Func<string, Task> OnDone { get; set; } = _ => Task.CompletedTask;

    public void Dispose()
    {
        _end.Cancel();
        _listener.Close();
    }

    private static string Describe(HttpListenerRequest request)
    {
        string path = request.Url!.AbsolutePath;
        string what =
            path.Contains("/connections/") ? "record"
            : path.Contains("/locks/") ? "lock"
            : "container";
        string? action = request.Headers["x-ms-lease-action"];
        string operation = request.QueryString["comp"] is string comp && comp != "list" ? " " + comp : "";
        return $"{request.HttpMethod} {what}{operation}{(action is null ? "" : " " + action)}";
    }

    private async Task AcceptAsync()
    {
        while (!_end.IsCancellationRequested)
        {
            try
            {
                HttpListenerContext context = await _listener.GetContextAsync();
                _ = Task.Run(() => ServeAsync(context));
            }
            catch (Exception exception)
                when (exception is HttpListenerException or ObjectDisposedException or InvalidOperationException)
            {
                return;
            }
        }
    }

    private async Task ServeAsync(HttpListenerContext context)
    {
        try
        {
            string call = Describe(context.Request);
            Calls.Enqueue(call);
            await AnswerAsync(context, call, Plan(call));
        }
        catch (Exception exception)
            when (exception
                    is HttpListenerException
                        or ObjectDisposedException
                        or IOException
                        or InvalidOperationException
                        or HttpRequestException
                        or OperationCanceledException
            )
        {
            context.Response.Abort();
        }
    }

    private async Task AnswerAsync(HttpListenerContext context, string call, LinkFault fault)
    {
        if (fault is LinkFault.Busy or LinkFault.Broken or LinkFault.Forbidden)
        {
            context.Response.StatusCode =
                fault == LinkFault.Busy ? 503
                : fault == LinkFault.Broken ? 500
                : 403;
            context.Response.Headers["x-ms-error-code"] =
                fault == LinkFault.Forbidden ? "AuthorizationPermissionMismatch" : "ServerBusy";
            context.Response.Close();
            return;
        }

        if (fault == LinkFault.Hang)
            await Task.Delay(Timeout.Infinite, _end.Token);
        if (fault == LinkFault.ResetBefore)
            throw new IOException("Reset.");
        using HttpResponseMessage answer = await ForwardAsync(context.Request);
        byte[] body = await answer.Content.ReadAsByteArrayAsync();
        await OnDone(call);
        if (fault == LinkFault.ResetAfter)
            throw new IOException("Reset.");
        await WriteAsync(context.Response, answer, body, fault == LinkFault.Truncate);
    }

    private async Task<HttpResponseMessage> ForwardAsync(HttpListenerRequest request)
    {
        using var body = new MemoryStream();
        await request.InputStream.CopyToAsync(body);
        using var forward = new HttpRequestMessage(
            new HttpMethod(request.HttpMethod),
            $"http://{_target}{request.RawUrl}"
        );
        if (request.HttpMethod == "PUT")
            forward.Content = new ByteArrayContent(body.ToArray());
        foreach (string? name in request.Headers.AllKeys)
        {
            if (name is not ("Host" or "Content-Length" or "Connection" or "Content-Type"))
                forward.Headers.TryAddWithoutValidation(name!, request.Headers[name]);
        }

        return await _http.SendAsync(forward);
    }

    private static async Task WriteAsync(
        HttpListenerResponse response,
        HttpResponseMessage answer,
        byte[] body,
        bool truncate
    )
    {
        response.StatusCode = (int)answer.StatusCode;
        foreach (KeyValuePair<string, IEnumerable<string>> header in answer.Headers.Concat(answer.Content.Headers))
        {
            if (header.Key is not ("Transfer-Encoding" or "Connection" or "Keep-Alive" or "Content-Length"))
                response.Headers[header.Key] = string.Join(",", header.Value);
        }

        response.ContentLength64 = truncate ? body.Length + 10 : body.Length;
        await response.OutputStream.WriteAsync(body, 0, body.Length);
        if (truncate)
            throw new IOException("Cut off.");
        response.Close();
    }
}
