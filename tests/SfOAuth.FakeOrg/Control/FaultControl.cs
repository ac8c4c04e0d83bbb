using SfOAuth.FakeOrg.Faults;
using SfOAuth.FakeOrg.Messages;

namespace SfOAuth.FakeOrg.Control;

internal sealed class FaultControl(FaultPlan faults)
{
    public OrgAnswer Show(OrgRequest request) => ControlJson.Answer(faults.Pending);

    public OrgAnswer Add(OrgRequest request)
    {
        faults.Add(ControlJson.Read<Fault>(request));
        return ControlJson.Done();
    }

    public OrgAnswer Clear(OrgRequest request)
    {
        faults.Clear();
        return ControlJson.Done();
    }

    public OrgAnswer Release(OrgRequest request)
    {
        faults.Release();
        return ControlJson.Done();
    }
}
