using Newtonsoft.Json.Linq;

namespace SfOAuth.FakeOrg;

/// <summary>Fields that every answer of a kind gets; null takes one away.</summary>
public sealed class ExtraFields
{
    private readonly Scenario _scenario;

    private readonly string _property;

    internal ExtraFields(Scenario scenario, string property)
    {
        _scenario = scenario;
        _property = property;
    }

    public object? this[string name]
    {
        get => _scenario.Look(_property)[name]?.ToObject<object?>();
        set => _scenario.Change(new JObject { [_property] = new JObject { [name] = ControlJson.ToToken(value) } });
    }
}
