using System.Collections.Generic;

namespace SfOAuth.FakeOrg;

/// <summary>The faults to come.</summary>
public sealed class FaultPlan
{
    private readonly ControlClient _control;

    internal FaultPlan(ControlClient control) => _control = control;

    public IReadOnlyList<Fault> Pending => _control.Get<Fault[]>("faults");

    public void Add(Fault fault) => _control.Send("POST", "faults", fault);

    public void Clear() => _control.Send("DELETE", "faults");

    public void Release() => _control.Send("POST", "release");
}
