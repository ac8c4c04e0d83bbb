using System;
using System.Runtime.CompilerServices;
using Newtonsoft.Json.Linq;

namespace SfOAuth.FakeOrg;

/// <summary>Something of the org whose properties are settings there: what is set is sent at once.</summary>
public abstract class OrgPart
{
    private JObject _values = [];
    private Action<JObject>? _send;

    /// <summary>
    /// From now on it is the org's. What was set before is part of <paramref name="values"/>, or lost.
    /// </summary>
    internal void Attach(JObject values, Action<JObject> send)
    {
        _values = values;
        _send = send;
    }

    /// <summary>All that was set, or is known of it.</summary>
    internal JObject Values => _values;

    private protected T Get<T>([CallerMemberName] string property = "") =>
        (_values[ControlJson.NameOf(property)] ?? JValue.CreateNull()).ToObject<T>(ControlJson.Serializer)!;

    private protected void Set(object? value, [CallerMemberName] string property = "")
    {
        JToken token = ControlJson.ToToken(value);
        _values[ControlJson.NameOf(property)] = token;
        _send?.Invoke(new JObject { [ControlJson.NameOf(property)] = token });
    }
}
