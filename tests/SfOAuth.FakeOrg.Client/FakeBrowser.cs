using System;
using System.Threading;
using System.Threading.Tasks;
using Newtonsoft.Json.Linq;

namespace SfOAuth.FakeOrg;

/// <summary>A person with a browser, in the FakeOrg's process. Each call is a new person: no cookies stay.</summary>
public sealed class FakeBrowser : IDisposable
{
    private readonly ControlClient _control = OrgProgram.Control;

    public async Task<BrowserVisit> SignInAsync(SignInRequest request, CancellationToken cancellationToken = default) =>
        JObject
            .Parse(await _control.SendAsync("POST", "browser", request, cancellationToken))
            .ToObject<BrowserVisit>(ControlJson.Serializer)!;

    public void Dispose() { }
}
