using System;
using System.Linq;
using System.Threading.Tasks;
using SfOAuth.Secrets;
using Xunit;

namespace SfOAuth.Tests.Secrets;

public class ScrubberTests
{
    [Fact]
    public async Task A_text_of_any_length_is_done_with_at_once()
    {
        string hostile = string.Concat(Enumerable.Repeat("eyJ", 300_000));

        Task<string> scrubbed = Task.Run(() => Scrubber.Scrub(hostile, ["a-secret"]));

        // Far more than it takes, and far less than a search that goes back and forth.
        Assert.Same(scrubbed, await Task.WhenAny(scrubbed, Task.Delay(TimeSpan.FromSeconds(10))));
        Assert.InRange((await scrubbed).Length, 0, 401);
    }

    [Fact]
    public void A_token_on_the_edge_of_what_is_searched_is_not_shown_in_half()
    {
        string secret = "00D000000000001!" + new string('A', 60);
        string text = string.Concat(Enumerable.Repeat(secret + " ", 54)) + secret;

        Assert.DoesNotContain("AAA", Scrubber.Scrub(text, []), StringComparison.Ordinal);
    }
}
