using System;
using System.Globalization;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Threading.Tasks;
using Newtonsoft.Json.Linq;
using Xunit;

namespace SfOAuth.Tests.FakeOrg;

/// <summary>Records are kept, and what is wrong with one is said as Salesforce says it.</summary>
public class RecordTests : RestTest
{
    [Fact]
    public async Task A_record_is_created_read_changed_and_deleted()
    {
        JToken created = await ReadAsync(
            await SendAsync(HttpMethod.Post, "sobjects/Account", "{\"Name\":\"New\"}"),
            HttpStatusCode.Created
        );
        string path = "sobjects/Account/" + (string?)created["id"];
        using HttpResponseMessage changed = await SendAsync(Patch, path, "{\"Phone\":\"+41 1\"}");
        JToken read = await ReadAsync(await GetAsync(path + "?fields=Name,Phone"));
        using HttpResponseMessage deleted = await SendAsync(HttpMethod.Delete, path);
        JToken gone = await ReadAsync(await GetAsync(path), HttpStatusCode.NotFound);

        Assert.True((bool)created["success"]!);
        Assert.Equal(["attributes", "Name", "Phone"], ((JObject)read).Properties().Select(property => property.Name));
        Assert.Equal(("New", "+41 1"), ((string?)read["Name"], (string?)read["Phone"]));
        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.NoContent), (changed.StatusCode, deleted.StatusCode));
        Assert.Equal("ENTITY_IS_DELETED", (string?)gone[0]!["errorCode"]);
    }

    [Theory]
    [InlineData("{}", "REQUIRED_FIELD_MISSING", "Name")]
    [InlineData("{\"Name\":\"a\",\"Nope\":1}", "INVALID_FIELD", null)]
    [InlineData(
        "{\"Name\":\"a\",\"CreatedDate\":\"2026-01-01T00:00:00Z\"}",
        "INVALID_FIELD_FOR_INSERT_UPDATE",
        "CreatedDate"
    )]
    [InlineData("{\"Name\":\"a\",\"NumberOfEmployees\":\"many\"}", "JSON_PARSER_ERROR", null)]
    [InlineData("[]", "JSON_PARSER_ERROR", null)]
    public async Task A_record_that_is_wrong_is_refused(string json, string code, string? field)
    {
        JToken errors = await ReadAsync(
            await SendAsync(HttpMethod.Post, "sobjects/Account", json),
            HttpStatusCode.BadRequest
        );

        Assert.Equal(code, (string?)errors[0]!["errorCode"]);
        Assert.Equal(field, (string?)errors[0]!["fields"]?[0]);
    }

    [Fact]
    public async Task An_upsert_creates_then_changes_and_an_external_id_may_have_a_slash()
    {
        string path = "sobjects/Account/External_Id__c/" + Uri.EscapeDataString("X/1#%");
        JToken created = await ReadAsync(await SendAsync(Patch, path, "{\"Name\":\"New\"}"), HttpStatusCode.Created);
        JToken changed = await ReadAsync(await SendAsync(Patch, path, "{\"Name\":\"Newer\"}"));
        JToken read = await ReadAsync(await GetAsync(path));

        Assert.Equal((true, false), ((bool)created["created"]!, (bool)changed["created"]!));
        Assert.Equal(("Newer", "X/1#%"), ((string?)read["Name"], (string?)read["External_Id__c"]));
    }

    [Fact]
    public async Task An_external_id_that_two_records_have_lists_both_under_300()
    {
        HttpResponseMessage response = await SendAsync(
            Patch,
            "sobjects/Account/External_Id__c/TWIN",
            "{\"Phone\":\"1\"}"
        );
        JToken paths = await ReadAsync(response, HttpStatusCode.MultipleChoices);

        Assert.Equal(2, paths.Count());
        Assert.All(paths, path => Assert.StartsWith(Api + "sobjects/Account/001", (string?)path));
    }

    [Theory]
    [InlineData(false, 7)]
    [InlineData(true, 6)]
    public async Task A_collection_has_a_result_a_record_and_all_or_none_takes_back(bool allOrNone, int accounts)
    {
        const string Records =
            "[{\"attributes\":{\"type\":\"Account\"},\"Name\":\"A\"},{\"attributes\":{\"type\":\"Contact\"}}]";
        string body = $"{{\"allOrNone\":{(allOrNone ? "true" : "false")},\"records\":{Records}}}";
        JToken results = await ReadAsync(await SendAsync(HttpMethod.Post, "composite/sobjects", body));
        JToken count = await ReadAsync(await GetAsync(Query("SELECT COUNT() FROM Account")));

        Assert.Equal(!allOrNone, (bool)results[0]!["success"]!);
        Assert.Equal(
            allOrNone ? "ALL_OR_NONE_OPERATION_ROLLED_BACK" : null,
            (string?)results[0]!["errors"]!.FirstOrDefault()?["statusCode"]
        );
        Assert.Equal("REQUIRED_FIELD_MISSING", (string?)results[1]!["errors"]![0]!["statusCode"]);
        Assert.Equal("LastName", (string?)results[1]!["errors"]![0]!["fields"]![0]);
        Assert.Equal(accounts, (int)count["totalSize"]!);
    }

    [Fact]
    public async Task A_collection_of_200_is_changed_and_deleted_and_201_are_refused()
    {
        string New(int count) =>
            string.Join(
                ",",
                Enumerable
                    .Range(1, count)
                    .Select(n =>
                        string.Format(
                            CultureInfo.InvariantCulture,
                            "{{\"attributes\":{{\"type\":\"Account\"}},\"Name\":\"N{0}\"}}",
                            n
                        )
                    )
            );
        JToken made = await ReadAsync(
            await SendAsync(HttpMethod.Post, "composite/sobjects", $"{{\"records\":[{New(200)}]}}")
        );
        string[] ids = made.Select(result => (string)result["id"]!).ToArray();
        string changes = string.Join(
            ",",
            ids.Select(id => $"{{\"attributes\":{{\"type\":\"Account\"}},\"id\":\"{id}\",\"Phone\":\"7\"}}")
        );
        JToken changed = await ReadAsync(await SendAsync(Patch, "composite/sobjects", $"{{\"records\":[{changes}]}}"));
        JToken count = await ReadAsync(await GetAsync(Query("SELECT COUNT() FROM Account WHERE Phone = '7'")));
        JToken gone = await ReadAsync(
            await SendAsync(HttpMethod.Delete, "composite/sobjects?ids=" + string.Join(",", ids.Take(100)))
        );
        HttpResponseMessage many = await SendAsync(
            HttpMethod.Post,
            "composite/sobjects",
            $"{{\"records\":[{New(201)}]}}"
        );

        Assert.All(changed.Concat(gone), result => Assert.True((bool)result["success"]!));
        Assert.Equal(200, (int)count["totalSize"]!);
        Assert.Equal("EXCEEDED_ID_LIMIT", (string?)(await ReadAsync(many, HttpStatusCode.BadRequest))[0]!["errorCode"]);
    }

    [Fact]
    public async Task A_describe_names_the_fields_and_the_user_is_a_record_too()
    {
        JToken describe = await ReadAsync(await GetAsync("sobjects/Account/describe"));
        JToken users = await ReadAsync(await GetAsync(Query("SELECT Id FROM User")));
        JToken user = await ReadAsync(await GetAsync("sobjects/User/" + (string?)users["records"]![0]!["Id"]));

        Assert.Contains(
            describe["fields"]!,
            field => (string?)field["name"] == "External_Id__c" && (bool)field["externalId"]!
        );
        Assert.Equal(Org.Admin.Username, (string?)user["Username"]);
        Assert.Equal(Org.Admin.Username, (string?)user["Email"]);
    }

    [Fact]
    public async Task HEAD_says_how_long_the_answer_to_GET_is()
    {
        using HttpResponseMessage head = await SendAsync(HttpMethod.Head, "limits");
        using HttpResponseMessage get = await GetAsync("limits");

        Assert.Equal(HttpStatusCode.OK, head.StatusCode);
        Assert.Equal((await get.Content.ReadAsByteArrayAsync()).Length, head.Content.Headers.ContentLength);
    }

    [Fact]
    public async Task The_versions_need_no_token_and_have_a_label_a_url_and_a_number()
    {
        AccessToken = "dead";
        JToken versions = await ReadAsync(await GetAsync("/services/data"));
        JToken spring = versions.Single(version => (string?)version["version"] == "66.0");

        Assert.Equal(("Spring '26", "/services/data/v66.0"), ((string?)spring["label"], (string?)spring["url"]));
    }
}
