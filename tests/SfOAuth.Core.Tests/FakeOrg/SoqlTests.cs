using System.Linq;
using System.Net;
using System.Threading.Tasks;
using Newtonsoft.Json.Linq;
using Xunit;

namespace SfOAuth.Tests.FakeOrg;

/// <summary>A query that is wrong gets a wrong result or an error, so that a test of a query means something.</summary>
public class SoqlTests : RestTest
{
    [Theory]
    [InlineData("Name = 'R&D'", "R&D")]
    [InlineData("Name = 'r&d'", "R&D")]
    [InlineData("Name = 'C#'", "C#")]
    [InlineData(@"Name = 'O\'Brien & Sons'", "O'Brien & Sons")]
    [InlineData(@"Name LIKE 'Acme 100\%'", "Acme 100%")]
    [InlineData("Name LIKE 'Acme%'", "Acme|Acme 100%")]
    [InlineData("Name LIKE '_#'", "C#")]
    [InlineData(@"Name LIKE '%\_%'", "Müller_Zürich")]
    [InlineData("Phone = '+41 44 668 18 00'", "Acme")]
    [InlineData("Name = ' 41 44 668 18 00'", "")]
    [InlineData("NumberOfEmployees >= 45 AND NumberOfEmployees < 1000", "Acme|R&D")]
    [InlineData("NumberOfEmployees = null", "O'Brien & Sons")]
    [InlineData("Type != 'Customer'", "C#|O'Brien & Sons|R&D")]
    [InlineData("Type IN ('Partner', 'Other')", "C#|R&D")]
    [InlineData("Type NOT IN ('Partner', null)", "Acme|Acme 100%|Müller_Zürich")]
    [InlineData("Is_Partner__c = true AND (NOT Name LIKE 'R%')", "C#")]
    [InlineData("(Name = 'C#' OR Name = 'R&D') AND AnnualRevenue = 0", "C#")]
    [InlineData("AnnualRevenue > 1500000.25", "Acme|Müller_Zürich")]
    [InlineData("Customer_Since__c <= 2021-12-31", "Acme|R&D")]
    [InlineData("CreatedDate > 2000-01-01T00:00:00Z AND CreatedDate > 2000-01-01T00:00:00+02:00 AND Name='C#'", "C#")]
    public async Task Where(string condition, string names)
    {
        JToken page = await ReadAsync(
            await GetAsync(Query($"SELECT Name FROM Account WHERE {condition} ORDER BY Name"))
        );

        Assert.Equal(names, string.Join("|", page["records"]!.Select(record => (string?)record["Name"])));
        Assert.Equal(page["records"]!.Count(), (int)page["totalSize"]!);
    }

    [Theory]
    [InlineData("SELECT Id FROM Account WHERE Name = 'x", "MALFORMED_QUERY")]
    [InlineData("SELECT Id FROM Account WHERE Name = 'O'Brien'", "MALFORMED_QUERY")]
    [InlineData(@"SELECT Id FROM Account WHERE Name = 'a\d'", "MALFORMED_QUERY")]
    [InlineData("SELECT Id FROM Account WHERE Name = 'a' AND Name = 'b' OR Name = 'c'", "MALFORMED_QUERY")]
    [InlineData("SELECT Id FROM Account WHERE", "MALFORMED_QUERY")]
    [InlineData("SELECT Id FROM Account LIMIT x", "MALFORMED_QUERY")]
    [InlineData("SELECT FROM Account", "MALFORMED_QUERY")]
    [InlineData("SELECT Id FROM Account nonsense", "MALFORMED_QUERY")]
    [InlineData("SELECT Nope FROM Account", "INVALID_FIELD")]
    [InlineData("SELECT Id FROM Account WHERE Nope = 1", "INVALID_FIELD")]
    [InlineData("SELECT Id FROM Account WHERE NumberOfEmployees = '5'", "INVALID_FIELD")]
    [InlineData("SELECT Id FROM Account WHERE Name = 5", "INVALID_FIELD")]
    [InlineData("SELECT Id, Nope.Name FROM Contact", "INVALID_FIELD")]
    [InlineData("SELECT Id FROM Nope", "INVALID_TYPE")]
    public async Task What_is_wrong_with_a_query_has_its_own_code(string query, string code)
    {
        JToken errors = await ReadAsync(await GetAsync(Query(query)), HttpStatusCode.BadRequest);

        Assert.Equal(code, (string?)errors[0]!["errorCode"]);
        Assert.Contains("ERROR at Row:1:Column:", (string?)errors[0]!["message"]);
    }

    [Fact]
    public async Task A_plus_sign_that_was_not_escaped_is_a_space()
    {
        JToken wrong = await ReadAsync(await GetAsync("query?q=SELECT+Id+FROM+Account+WHERE+Phone='+41 44 668 18 00'"));

        Assert.Equal(0, (int)wrong["totalSize"]!);
    }

    [Fact]
    public async Task Order_limit_and_offset()
    {
        string query = Query(
            "SELECT Name, NumberOfEmployees FROM Account ORDER BY NumberOfEmployees DESC NULLS LAST LIMIT 2 OFFSET 1"
        );
        JToken page = await ReadAsync(await GetAsync(query));

        Assert.Equal([120, 45], page["records"]!.Select(record => (int)record["NumberOfEmployees"]!));
    }

    [Fact]
    public async Task Count_has_a_total_and_no_records()
    {
        JToken count = await ReadAsync(await GetAsync(Query("SELECT COUNT() FROM Account WHERE Type = 'Partner'")));

        Assert.Equal(2, (int)count["totalSize"]!);
        Assert.Empty(count["records"]!);
    }

    [Fact]
    public async Task A_reference_leads_to_the_fields_of_its_record()
    {
        string query = Query(
            "SELECT LastName, Account.Name FROM Contact WHERE Account.Name LIKE 'O\\'B%' OR AccountId = null ORDER "
                + "BY LastName"
        );
        JToken page = await ReadAsync(await GetAsync(query));

        Assert.Equal(JTokenType.Null, page["records"]![0]!["Account"]!.Type);
        Assert.Equal("O'Brien & Sons", (string?)page["records"]![1]!["Account"]!["Name"]);
    }

    [Fact]
    public async Task Pages_lead_to_the_next_until_the_last_is_done()
    {
        Org.Scenario.QueryPageSize = 4;
        JToken first = await ReadAsync(await GetAsync(Query("SELECT Id FROM Account")));
        string next = (string)first["nextRecordsUrl"]!;
        JToken last = await ReadAsync(await GetAsync(next));
        JToken lost = await ReadAsync(await GetAsync(next + "9"), HttpStatusCode.BadRequest);

        Assert.False((bool)first["done"]!);
        Assert.True((bool)last["done"]!);
        Assert.Equal(
            6,
            first["records"]!.Concat(last["records"]!).Select(record => (string?)record["Id"]).Distinct().Count()
        );
        Assert.Equal("INVALID_QUERY_LOCATOR", (string?)lost[0]!["errorCode"]);
    }

    [Fact]
    public async Task The_columns_of_a_query_come_in_place_of_its_records()
    {
        JToken columns = await ReadAsync(
            await GetAsync(Query("SELECT Name, Account.Name FROM Contact") + "&columns=true")
        );

        Assert.Equal("Name", (string?)columns["columnMetadata"]![0]!["columnName"]);
        Assert.Equal("Name", (string?)columns["columnMetadata"]![1]!["joinColumns"]![0]!["columnName"]);
    }

    [Fact]
    public async Task What_the_Salesforce_CLI_asks_of_the_organization_is_there()
    {
        const string Soql =
            "SELECT Name, IsSandbox, TrialExpirationDate, NamespacePrefix, InstanceName, OrganizationType FROM "
            + "Organization";
        JToken page = await ReadAsync(await GetAsync(Query(Soql)));

        Assert.Equal("Developer Edition", (string?)page["records"]![0]!["OrganizationType"]);
    }
}
