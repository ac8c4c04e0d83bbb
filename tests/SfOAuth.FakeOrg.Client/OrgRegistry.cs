using System.Collections.Generic;
using System.Linq;
using Newtonsoft.Json.Linq;

namespace SfOAuth.FakeOrg;

/// <summary>Parts of one kind, each known by a key.</summary>
public abstract class OrgRegistry<TPart>
    where TPart : OrgPart, new()
{
    private readonly Scenario _scenario;
    private readonly string _name;
    private readonly string _key;

    private protected OrgRegistry(Scenario scenario, string name, string key)
    {
        _scenario = scenario;
        _name = name;
        _key = key;
    }

    public TPart this[string key] => Find(key) ?? throw new KeyNotFoundException(key);

    public TPart Add(TPart part)
    {
        Change(part.Values);
        return Attach(part, (string)part.Values[_key]!)!;
    }

    public TPart? Find(string? key) => Attach(new TPart(), key);

    private TPart? Attach(TPart part, string? key)
    {
        if (
            _scenario.Look(_name).Children<JObject>().SingleOrDefault(candidate => (string?)candidate[_key] == key)
            is not { } values
        )
            return null;
        part.Attach(
            values,
            change =>
            {
                change[_key] = key;
                Change(change);
            }
        );
        return part;
    }

    private void Change(JObject part) => _scenario.Change(new JObject { [_name] = part.DeepClone() });
}
