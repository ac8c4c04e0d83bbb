using Newtonsoft.Json.Linq;

namespace SfOAuth.FakeOrg;

/// <summary>Fields that every token answer gets; null takes one away.</summary>
public sealed class ExtraFields
{
    private readonly Scenario _scenario;

    internal ExtraFields(Scenario scenario) => _scenario = scenario;

    public object? this[string name]
    {
        get => _scenario.Look("extraFields")[name]?.ToObject<object?>();
        set => _scenario.Change(new JObject { ["extraFields"] = new JObject { [name] = OrgJson.ToToken(value) } });
    }
}
