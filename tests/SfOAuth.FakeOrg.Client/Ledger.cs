using System.Collections.Generic;
using Newtonsoft.Json.Linq;

namespace SfOAuth.FakeOrg;

/// <summary>The logins of the org, as they were when asked.</summary>
public sealed class Ledger
{
    private readonly ControlClient _control;

    internal Ledger(ControlClient control) => _control = control;

    public IReadOnlyList<FamilyReport> Families => Look("families").ToObject<FamilyReport[]>(ControlJson.Serializer)!;

    public int AccessTokensAlive => Look("accessTokensAlive").ToObject<int>();

    private JToken Look(string name) => _control.Get<JObject>("ledger")[name]!;
}
