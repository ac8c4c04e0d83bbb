using System;
using System.Globalization;
using SfOAuth.Connections;
using Xunit;

namespace SfOAuth.Tests.Connections;

/// <summary>How long a saved access token is relied on, to the second.</summary>
public class FreshnessTests
{
    private const int Minute = 60;
    private const int Hour = 60 * Minute;

    [Theory]
    [InlineData(0, true)]
    [InlineData((10 * Minute) - 1, true)]
    [InlineData(10 * Minute, false)]
    [InlineData(Hour, false)]
    [InlineData(-1, false)]
    public void One_that_says_nothing_is_fresh_for_ten_minutes(int age, bool fresh) =>
        Assert.Equal(fresh, IsFresh(SampleRecord.Of(), age, maxAge: null));

    [Theory]
    [InlineData(0, true)]
    [InlineData(Hour - 1, true)]
    [InlineData(Hour, false)]
    [InlineData(-1, false)]
    public void Or_for_as_long_as_the_caller_says(int age, bool fresh) =>
        Assert.Equal(fresh, IsFresh(SampleRecord.Of(), age, maxAge: Hour));

    [Theory]
    [InlineData(0, true)]
    [InlineData((59 * Minute) - 1, true)]
    [InlineData(59 * Minute, false)]
    [InlineData(61 * Minute, false)]
    public void One_that_says_its_end_is_fresh_until_a_minute_before(int age, bool fresh) =>
        Assert.Equal(fresh, IsFresh(EndsInAnHour(), age, maxAge: null));

    [Theory]
    [InlineData(0, true)]
    [InlineData((5 * Minute) - 1, true)]
    [InlineData(5 * Minute, false)]
    [InlineData(-1, false)]
    public void One_that_says_its_end_is_no_fresher_than_the_caller_says(int age, bool fresh) =>
        Assert.Equal(fresh, IsFresh(EndsInAnHour(), age, maxAge: 5 * Minute));

    [Fact]
    public void Nor_longer_than_it_lasts() => Assert.False(IsFresh(EndsInAnHour(), 2 * Hour, maxAge: 3 * Hour));

    [Theory]
    [InlineData(0, null, true)]
    [InlineData(24 * Hour, null, true)]
    [InlineData(-1, null, true)]
    [InlineData(Hour - 1, Hour, true)]
    [InlineData(Hour, Hour, false)]
    public void A_bare_access_token_is_fresh_unless_the_caller_says_otherwise(int age, int? maxAge, bool fresh) =>
        Assert.Equal(fresh, IsFresh(SampleRecord.Of(AuthorizationGrant.AccessToken), age, maxAge));

    [Theory]
    [InlineData("authorization_code", false)]
    [InlineData("refresh_token", false)]
    [InlineData("client_credentials", false)]
    [InlineData("access_token", true)]
    public void Only_a_bare_access_token_is_all_that_there_is_of_its_login(string type, bool ends) =>
        Assert.Equal(ends, new AuthorizationGrant { Type = type }.EndsWithToken);

    private static ConnectionRecord EndsInAnHour() =>
        SampleRecord.Of(
            ("issued_at", SampleRecord.Time.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture)),
            ("expires_in", "3600")
        );

    private static bool IsFresh(ConnectionRecord record, int age, int? maxAge) =>
        new Freshness(maxAge is int seconds ? TimeSpan.FromSeconds(seconds) : null).IsFresh(
            record,
            SampleRecord.Time.AddSeconds(age)
        );
}
