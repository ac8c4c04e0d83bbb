using System;
using Newtonsoft.Json.Linq;

namespace SfOAuth.FakeOrg;

/// <summary>The org's own time.</summary>
public sealed class OrgClock
{
    private readonly ControlClient _control;

    internal OrgClock(ControlClient control) => _control = control;

    public DateTimeOffset UtcNow => DateTimeOffset.UtcNow + Offset;

    public TimeSpan Offset => TimeSpan.FromSeconds(_control.Get<JObject>("clock").Value<double>("offsetSeconds"));

    public void Advance(TimeSpan by) => _control.Send("POST", "clock", new { advanceSeconds = by.TotalSeconds });
}
