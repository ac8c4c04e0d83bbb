using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Threading.Tasks;
using Newtonsoft.Json.Linq;
using SfOAuth.FakeOrg;
using Xunit;

namespace SfOAuth.Tests.FakeOrg;

/// <summary>The client has every switch that the control API has.</summary>
public class ControlApiTests : OrgTest
{
    [Fact]
    public async Task Each_setting_of_the_org_is_a_property_of_the_client()
    {
        using HttpClient http = new();
        var scenario = JObject.Parse(await http.GetStringAsync(Org.LoginUrl + "/_control/scenario"));

        Assert.Equal(Names(typeof(Scenario)), Names(scenario));
        Assert.Equal(Names(typeof(OrgApp)), Names((JObject)scenario["apps"]![0]!));
        Assert.Equal(Names(typeof(OrgUser)), Names((JObject)scenario["users"]![0]!));
    }

    private static IEnumerable<string> Names(Type type) =>
        Sorted(type.GetProperties().Select(property => property.Name));

    private static IEnumerable<string> Names(JObject json) =>
        Sorted(json.Properties().Select(property => property.Name));

    private static IEnumerable<string> Sorted(IEnumerable<string> names) =>
        names
            .Select(name => name.ToUpperInvariant())
            .Where(name => name != "NEXTERRORS")
            .OrderBy(name => name, StringComparer.Ordinal);
}
