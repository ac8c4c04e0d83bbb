using System.Text.Json;
using SfOAuth.FakeOrg.Messages;
using SfOAuth.FakeOrg.Org;

namespace SfOAuth.FakeOrg.Control;

/// <summary>The scenario as JSON: shown whole, changed by a partial merge.</summary>
internal sealed class ScenarioControl(Scenario scenario)
{
    private readonly ScenarioMerge _merge = new(scenario);

    public OrgAnswer Show(OrgRequest request) => ControlJson.Answer(scenario);

    public OrgAnswer Merge(OrgRequest request)
    {
        _merge.Apply(ControlJson.Read<JsonElement>(request));
        return Show(request);
    }
}
