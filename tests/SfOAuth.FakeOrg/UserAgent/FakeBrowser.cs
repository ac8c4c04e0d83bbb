using System;
using System.Collections.Generic;
using System.Net;
using System.Net.Http;
using System.Net.Security;
using System.Threading;
using System.Threading.Tasks;
using SfOAuth.FakeOrg.Hosting;

namespace SfOAuth.FakeOrg.UserAgent;

/// <summary>
/// A person with a browser, without the browser: fills in the org's forms over real sockets and keeps its cookies.
/// </summary>
public sealed class FakeBrowser : IDisposable
{
    private const int MostPages = 5;
    private readonly HttpClient _http;

    public FakeBrowser()
    {
        SocketsHttpHandler handler = new()
        {
            AllowAutoRedirect = false,
            CookieContainer = new CookieContainer(),
            UseProxy = false,
        };

        // The person has accepted the org's self-signed certificate.
        handler.SslOptions.RemoteCertificateValidationCallback = (_, certificate, _, errors) =>
            errors == SslPolicyErrors.None || certificate?.Subject == OrgCertificate.SubjectName;
        _http = new HttpClient(handler);
    }

    /// <exception cref="InvalidOperationException">The org showed an error, or the login page again.</exception>
    public async Task<BrowserVisit> SignInAsync(SignInRequest request, CancellationToken cancellationToken = default)
    {
        HttpRequestMessage next = new(HttpMethod.Get, request.Url);
        for (int page = 0; page < MostPages; page++)
        {
            using HttpResponseMessage response = await _http.SendAsync(next, cancellationToken);
            next.Dispose();
            if (response.StatusCode == HttpStatusCode.Redirect)
                return await ArriveAsync(response.Headers.Location!.OriginalString, request.Follow, cancellationToken);

            string html = await response.Content.ReadAsStringAsync(cancellationToken);
            if (HtmlForm.Read(html) is not { } form || html.Contains("id=\"error\"", StringComparison.Ordinal))
                throw new InvalidOperationException($"The org answered {(int)response.StatusCode}: {html}");
            next = Submit(response.RequestMessage!.RequestUri!, form, request);
        }

        throw new InvalidOperationException("The org kept asking.");
    }

    public void Dispose() => _http.Dispose();

    private static HttpRequestMessage Submit(Uri page, HtmlForm form, SignInRequest request)
    {
        Dictionary<string, string> fields = new(form.HiddenFields);
        if (form.HasField("password"))
        {
            fields["username"] = request.Username;
            fields["password"] = request.Password;
        }
        else
        {
            fields["decision"] = request.Deny ? "deny" : "allow";
        }

        return new HttpRequestMessage(HttpMethod.Post, new Uri(page, form.Action))
        {
            Content = new FormUrlEncodedContent(fields),
        };
    }

    private async Task<BrowserVisit> ArriveAsync(string location, bool follow, CancellationToken cancellationToken)
    {
        if (!follow)
            return new BrowserVisit(location, null, null);

        using HttpResponseMessage response = await _http.GetAsync(new Uri(location), cancellationToken);
        return new BrowserVisit(
            location,
            (int)response.StatusCode,
            await response.Content.ReadAsStringAsync(cancellationToken)
        );
    }
}
