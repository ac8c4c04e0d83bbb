using System;
using System.Globalization;
using SfOAuth.Formats;
using SfOAuth.Rest;
using Xunit;

namespace SfOAuth.Tests.Formats;

/// <summary>
/// What somebody types behind a host arrives as it was typed, or is refused with the character that would not.
/// </summary>
public class ResourcePathTests
{
    private const string Query = "/services/data/v66.0/query?q=";

    [Theory]
    [InlineData(Query + "SELECT Id FROM Account WHERE Name LIKE '%Acme%'", '%')]
    [InlineData(Query + "SELECT Id FROM Account WHERE Name LIKE '%ab%'", '%')]
    [InlineData(Query + "SELECT+Id+FROM+Account+WHERE+Name+LIKE+'%acme'", '%')]
    [InlineData(Query + "SELECT%20Id%20FROM%20Account%20WHERE%20Name%20LIKE%20'%Acme%25'", '%')]
    [InlineData(Query + "SELECT Id FROM Account WHERE Name LIKE '100%'", '%')]
    [InlineData(Query + "SELECT Id FROM Account WHERE Name LIKE 'A%20B'", '%')]
    [InlineData(Query + "SELECT Id FROM Account WHERE Name = 'R&D'", '&')]
    [InlineData(Query + "SELECT Id FROM Account WHERE Name = 'R&D=x'", '&')]
    [InlineData(Query + "SELECT+Id+FROM+Account+WHERE+Name='A&B&C'", '&')]
    [InlineData("/services/data/v66.0/parameterizedSearch/?q=R&D", '&')]
    [InlineData(Query + "SELECT Id FROM Account WHERE Name = 'C#'", '#')]
    [InlineData("/services/data/v66.0/sobjects/Account/Key__c/C#", '#')]
    [InlineData("/services/data/v66.0/sobjects/Account/Key__c/50%", '%')]
    [InlineData("/services/data/v66.0/sobjects/Account/Key__c/50% off", '%')]
    [InlineData(Query + "SELECT Id FROM Contact WHERE Phone = '+41'", '+')]
    [InlineData(Query + "SELECT%20Id%20FROM%20Contact%20WHERE%20Phone%20=%20'+41'", '+')]
    [InlineData(Query + "SELECT Id FROM Account WHERE Name = 'Zürich' AND Tag__c = '%C3'", '%')]
    public void A_path_that_would_arrive_as_another_is_refused_with_the_character(string path, char character)
    {
        string? flaw = ResourcePath.FlawOf(path);

        Assert.StartsWith($"'{character}' at position ", flaw, StringComparison.Ordinal);
        Assert.Equal(character, path[int.Parse(flaw!.Split(' ')[3], CultureInfo.InvariantCulture) - 1]);
        Assert.Contains("-Query", flaw, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/services/data/v66.0/limits")]
    [InlineData(Query + "SELECT Id FROM Account")]
    [InlineData(Query + "SELECT Id FROM Account WHERE Name = 'Acme'")]
    [InlineData(Query + "SELECT Id FROM Account WHERE Name = 'Zürich' AND Size__c = 3")]
    [InlineData(Query + "SELECT Id FROM Account WHERE Name = 'O\\'Brien'")]
    [InlineData(Query + "SELECT+Id+FROM+Account")]
    [InlineData(Query + "SELECT%20Id%20FROM%20Account%20WHERE%20Name%20LIKE%20%27%25Acme%25%27")]
    [InlineData(Query + "SELECT%20Id%20FROM%20Account%20WHERE%20Name%20LIKE%20'%25Acme%25'")]
    [InlineData(Query + "SELECT%20Id%20FROM%20Account%20WHERE%20Name%3D'Z%C3%BCrich'")]
    [InlineData("/services/data/v66.0/sobjects/Account/updated/?start=2026-01-01T00:00:00Z&end=2026-01-02T00:00:00Z")]
    [InlineData("/services/data/v66.0/search?q=O'Brien&limit=3")]
    [InlineData("/services/data/v66.0/sobjects/Account/Key__c/A&B Company")]
    [InlineData("/services/data/v66.0/query/01gxx0000000001AAA-2000")]
    public void A_path_that_is_written_as_it_is_or_encoded_passes(string path) =>
        Assert.Null(ResourcePath.FlawOf(path));

    [Theory]
    [InlineData("%Acme%")]
    [InlineData("R&D = C# + 41")]
    [InlineData("Zürich ' \\ \"")]
    public void What_is_written_behind_a_path_arrives_as_it_was_given(string value)
    {
        string path = QueryString.Append("/services/data/v66.0/query", [new("q", value), new("a b", "c")]);

        Assert.Null(ResourcePath.FlawOf(path));
        string[] pieces = new Uri(new Uri("https://acme.my.salesforce.com"), path).Query.TrimStart('?').Split('&');
        Assert.Equal(
            ["q", value, "a b", "c"],
            Array.ConvertAll(string.Join("=", pieces).Split('='), Uri.UnescapeDataString)
        );
    }

    [Theory]
    [InlineData("/a", "/a?q=1")]
    [InlineData("/a?", "/a?q=1")]
    [InlineData("/a?b=c", "/a?b=c&q=1")]
    public void Parameters_go_behind_those_of_the_path(string path, string whole) =>
        Assert.Equal(whole, QueryString.Append(path, [new("q", "1")]));
}
