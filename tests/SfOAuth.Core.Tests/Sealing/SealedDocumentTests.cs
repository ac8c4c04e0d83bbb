using System;
using System.Collections.Generic;
using SfOAuth.Errors;
using SfOAuth.Sealing;
using Xunit;

namespace SfOAuth.Tests.Sealing;

public class SealedDocumentTests
{
    private readonly byte[] _key = Sample.Key();

    [Fact]
    public void A_document_of_another_kind_is_refused()
    {
        string text = SealedDocument.Seal(_key, "sfoauth-pending", Sample.Facts, [1]);

        var error = Assert.Throws<StorageException>(() => SealedDocument.Open(_key, text, Sample.Kind, "'file'"));

        Assert.Equal(Problem.ConnectionUnreadable, error.Problem);
        Assert.Contains("kind", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0", "newer version")]
    [InlineData("-1", "newer version")]
    [InlineData("2", "newer version")]
    [InlineData("1.5", "newer version")]
    [InlineData("", "newer version")]
    public void A_document_of_another_version_says_so(string version, string message)
    {
        string text = Jwe.Seal(_key, [new("typ", Sample.Kind), new("ver", version)], [1]);

        var error = Assert.Throws<StorageException>(() => SealedDocument.Open(_key, text, Sample.Kind, "'file'"));

        Assert.Equal(Problem.ConnectionUnreadable, error.Problem);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, "does not verify")]
    [InlineData(false, "not what SfOAuth writes")]
    public void What_was_changed_or_never_one_says_where_it_is_and_shows_nothing_of_it(bool wasOne, string message)
    {
        string sealedText = SealedDocument.Seal(_key, Sample.Kind, Sample.Facts, [1]);
        string text = wasOne ? sealedText.Substring(0, sealedText.Length - 1) : "hunter2";

        var error = Assert.Throws<StorageException>(() => SealedDocument.Open(_key, text, Sample.Kind, "'file'"));

        Assert.Equal(Problem.ConnectionUnreadable, error.Problem);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Contains("'file'", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("typ")]
    [InlineData("ver")]
    [InlineData("alg")]
    [InlineData("enc")]
    [InlineData("zip")]
    [InlineData("crit")]
    public void A_fact_can_not_take_the_name_of_what_the_header_itself_says(string name)
    {
        KeyValuePair<string, string>[] facts = [new(name, "x")];

        var error = Assert.Throws<ArgumentException>(() => SealedDocument.Seal(_key, Sample.Kind, facts, []));

        Assert.Contains($"'{name}'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Kind_and_version_are_not_among_the_facts()
    {
        string text = SealedDocument.Seal(_key, Sample.Kind, Sample.Facts, [1]);

        Assert.Equal(Sample.Facts, SealedDocument.Open(_key, text, Sample.Kind, "'file'").Facts);
        Assert.Equal(Sample.Facts, SealedDocument.ReadFacts(text, Sample.Kind, "'file'"));
    }
}
