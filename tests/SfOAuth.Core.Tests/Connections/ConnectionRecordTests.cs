using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;
using SfOAuth.Connections;
using SfOAuth.Hosts;
using SfOAuth.Keys;
using SfOAuth.Protocol;
using Xunit;

namespace SfOAuth.Tests.Connections;

/// <summary>What a record tells of itself, what it must not, and which two are one login.</summary>
public class ConnectionRecordTests
{
    private const string Org = "00D000000000001EAA";
    private const string User = "005000000000001AAA";

    [Fact]
    public void The_facts_are_those_that_are_known_and_none_is_a_secret()
    {
        ConnectionRecord record = SampleRecord.Of(
            ("id_token", IdTokenOf("ann@acme.example")),
            ("instance_url", "https://acme.my.salesforce.com/"),
            ("id", $"https://login.salesforce.com/id/{Org}/{User}"),
            ("scope", "api refresh_token"),
            ("issued_at", SampleRecord.Time.AddMinutes(-1).ToUnixTimeMilliseconds().ToString(Invariant))
        );

        Dictionary<string, string> facts = record.ToMetadata();

        Assert.Equal(
            new Dictionary<string, string>
            {
                ["LoginUrl"] = "https://acme.my.salesforce.com",
                ["ClientId"] = "3MVG9",
                ["GrantType"] = "authorization_code",
                ["IssuedAt"] = "2026-11-21T07:59:00.0000000+00:00",
                ["Username"] = "ann@acme.example",
                ["InstanceUrl"] = "https://acme.my.salesforce.com",
                ["OrganizationId"] = Org,
                ["UserId"] = User,
                ["Scope"] = "api refresh_token",
            },
            facts
        );
    }

    [Fact]
    public void An_answer_that_says_little_leaves_the_facts_out_and_its_arrival_is_its_time()
    {
        Dictionary<string, string> facts = SampleRecord.Of().ToMetadata();

        Assert.Equal(
            new Dictionary<string, string>
            {
                ["LoginUrl"] = "https://acme.my.salesforce.com",
                ["ClientId"] = "3MVG9",
                ["GrantType"] = "authorization_code",
                ["IssuedAt"] = "2026-11-21T08:00:00.0000000+00:00",
            },
            facts
        );
    }

    [Theory]
    [InlineData(null, "asked@acme.example")]
    [InlineData("told@acme.example", "told@acme.example")]
    public void What_the_answer_says_of_the_user_counts_more_than_who_was_asked_for(string? told, string expected)
    {
        var grant = AuthorizationGrant.ForPassword("asked@acme.example", "pass-word");

        ConnectionRecord record = told is null
            ? SampleRecord.Of(grant)
            : SampleRecord.Of(grant, ("id_token", IdTokenOf(told)));

        Assert.Equal(expected, record.ToMetadata()["Username"]);
    }

    [Fact]
    public void No_message_may_repeat_a_token_a_password_or_a_key()
    {
        ConnectionRecord record = SampleRecord.Of(
            AuthorizationGrant.ForPassword("ann@acme.example", "pass-word"),
            ("id_token", "id-token")
        );
        SigningKey key = SigningKey.InFile("/key.pem", "key-password");

        string[] expected = ["consumer-secret", "pass-word", "access", "refresh", "id-token"];

        Assert.Equal(expected, record.Secrets);
        Assert.Equal([.. expected, "key-password"], WithClient(record, key).Secrets);
    }

    [Fact]
    public void The_first_of_a_login_counts_on_from_what_it_replaces()
    {
        ConnectionRecord replaced = SampleRecord.Of() with { Generation = 7, Version = new("tag", "", null, default) };

        ConnectionRecord alone = First(replaced: null);
        ConnectionRecord next = First(replaced);

        Assert.Equal((1, null, null), (alone.Generation, alone.Replaces, alone.Version));
        Assert.Equal((8, replaced.Stamp, replaced.Version), (next.Generation, next.Replaces, next.Version));
        Assert.Equal(SampleRecord.Time, next.ObtainedAt);
    }

    [Fact]
    public void A_successor_counts_one_more_and_keeps_what_the_answer_leaves_out()
    {
        ConnectionRecord record = SampleRecord.Of(("scope", "api"));
        var answer = TokenResponse.From(new() { ["access_token"] = "next" }, "x");

        ConnectionRecord renewed = record.Renew(answer, SampleRecord.Time.AddHours(1));

        Assert.Equal((2, record.Stamp), (renewed.Generation, renewed.Replaces));
        Assert.Equal(SampleRecord.Time.AddHours(1), renewed.ObtainedAt);
        Assert.Equal(("next", "refresh"), (renewed.Response.AccessToken, renewed.RefreshToken));
        Assert.Equal("api", renewed.Response.Scope);
        Assert.False(renewed.IsSameAs(record));
    }

    [Fact]
    public void A_stamp_tells_the_write_and_the_time()
    {
        ConnectionRecord record = SampleRecord.Of();

        Assert.Equal("1/2026-11-21T08:00:00.0000000+00:00", record.Stamp);
        Assert.True(record.IsSameAs(SampleRecord.Of(("access_token", "other"))));
        Assert.False(record.IsSameAs(record with { Generation = 2 }));
        Assert.False(record.IsSameAs(record with { ObtainedAt = SampleRecord.Time.AddTicks(1) }));
    }

    public static TheoryData<string> Differences() => [.. Changes().Keys];

    [Fact]
    public void Two_that_say_the_same_are_one_login() =>
        Assert.True(SampleRecord.Of().IsSameLoginAs(SampleRecord.Of(("scope", "api"))));

    [Theory]
    [MemberData(nameof(Differences))]
    public void Two_that_differ_in_one_thing_are_two_logins(string what)
    {
        ConnectionRecord record = SampleRecord.Of();

        ConnectionRecord other = Changes()[what](record);

        Assert.False(record.IsSameLoginAs(other));
        Assert.False(other.IsSameLoginAs(record));
    }

    private static CultureInfo Invariant => CultureInfo.InvariantCulture;

    private static Dictionary<string, Func<ConnectionRecord, ConnectionRecord>> Changes() =>
        new()
        {
            ["generation"] = record => record with { Generation = 2 },
            ["time"] = record => record with { ObtainedAt = SampleRecord.Time.AddTicks(1) },
            ["grant"] = record => record with { Grant = AuthorizationGrant.RefreshToken },
            ["user"] = record => record with { Grant = record.Grant with { Username = "ann@acme.example" } },
            ["login URL"] = record =>
                record.With(client => client with { LoginUrl = LoginUrl.Parse("https://b.my.salesforce.com") }),
            ["client id"] = record => record.With(client => client with { ClientId = "other" }),
            ["client secret"] = record => record.With(client => client with { ClientSecret = null }),
            ["access token"] = _ => SampleRecord.Of(("access_token", "other")),
            ["refresh token"] = _ => SampleRecord.Of(("refresh_token", "other")),
        };

    private static ConnectionRecord First(ConnectionRecord? replaced) =>
        ConnectionRecord.First(
            SampleRecord.Client,
            AuthorizationGrant.Code,
            SampleRecord.Answer(),
            SampleRecord.Time,
            replaced
        );

    private static ConnectionRecord WithClient(ConnectionRecord record, SigningKey key) =>
        record.With(client => client with { Key = key });

    private static string IdTokenOf(string username)
    {
        string claims = $$"""{"preferred_username":"{{username}}"}""";
        return "eyJ." + Convert.ToBase64String(Encoding.UTF8.GetBytes(claims)).TrimEnd('=') + ".x";
    }
}
