using System.Collections.Generic;
using Newtonsoft.Json.Linq;

namespace SfOAuth.FakeOrg;

/// <summary>The logins of the org, as they were when asked.</summary>
public sealed class Ledger
{
    private readonly OrgControl _control;

    internal Ledger(OrgControl control) => _control = control;

    public IReadOnlyList<FamilyReport> Families => Look("families").ToObject<FamilyReport[]>(OrgJson.Serializer)!;

    public int AccessTokensAlive => Look("accessTokensAlive").ToObject<int>();

    private JToken Look(string name) => _control.Get<JObject>("ledger")[name]!;
}
