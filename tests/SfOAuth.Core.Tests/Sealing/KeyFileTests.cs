using System;
using System.Linq;
using SfOAuth.Errors;
using SfOAuth.Files;
using SfOAuth.Sealing;
using Xunit;

namespace SfOAuth.Tests.Sealing;

/// <summary>The forms that a key has in a file, and where each of them ends.</summary>
public class KeyFileTests : FolderTest
{
    private readonly byte[] _key = Sample.Key();

    [Fact]
    public void The_bytes_themselves_are_the_key_and_are_copied()
    {
        byte[] decoded = KeyFile.Decode(_key);

        Assert.Equal(_key, decoded);
        Assert.NotSame(_key, decoded);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("            ")]
    public void The_text_of_the_bytes_is_the_key(string end)
    {
        byte[] content = Sample.Bytes(Convert.ToBase64String(_key) + end);

        Assert.Equal(_key, KeyFile.Decode(content));
        Assert.Equal(_key, KeyFile.Decode(content, mayBeProtected: true));
    }

    [Fact]
    public void A_text_with_more_blanks_than_anybody_writes_is_no_key() =>
        AssertNoKey(Sample.Bytes(Convert.ToBase64String(_key) + new string(' ', 13)));

    [Theory]
    [InlineData(65)]
    [InlineData(66)]
    [InlineData(72)]
    public void A_text_of_more_bytes_is_no_key(int length) =>
        AssertNoKey(Sample.Bytes(Convert.ToBase64String([.. _key, .. new byte[length - _key.Length]])));

    [Fact]
    public void A_text_of_fewer_bytes_is_no_key()
    {
        string text = Convert.ToBase64String(_key.Take(63).ToArray());

        AssertNoKey(Sample.Bytes(text));
        AssertNoKey(Sample.Bytes(text + "    "));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(63)]
    [InlineData(65)]
    [InlineData(85)]
    [InlineData(101)]
    public void Bytes_of_another_length_are_no_key(int length) =>
        AssertNoKey([.. Enumerable.Range(0, length).Select(i => (byte)(i | 0x80))]);

    [Fact]
    public void A_text_whose_bytes_are_all_alike_is_no_key() =>
        AssertNoKey(Sample.Bytes(Convert.ToBase64String(Enumerable.Repeat((byte)7, 64).ToArray())));

    [Theory]
    [InlineData(86, true)]
    [InlineData(100, true)]
    [InlineData(85, false)]
    [InlineData(101, false)]
    public void What_may_be_text_is_not_given_to_the_system_to_open(int length, bool isText) =>
        AssertIsText(isText, Sample.Bytes(new string('%', length)));

    [Theory]
    [InlineData(0x7F, true)]
    [InlineData(0x80, false)]
    [InlineData(0xFF, false)]
    public void Text_has_plain_characters_alone(int character, bool isText)
    {
        byte[] content = Sample.Bytes(new string('A', 88));
        content[50] = (byte)character;

        AssertIsText(isText, content);
    }

    [Theory]
    [InlineData(4096, false)]
    [InlineData(4097, true)]
    public void A_file_that_is_too_long_is_not_even_read(int length, bool isTooLong)
    {
        SealedFile.Write(In("key"), new byte[length], Problem.HomeUnavailable);

        var error = Assert.Throws<StorageException>(() => new SealingKey(In("key")).Read());

        Assert.Equal(Problem.SealingKeyInvalid, error.Problem);
        Assert.Equal(isTooLong, error.Message.Contains("too long"));
        Assert.Contains($"'{In("key")}'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_not_there_is_no_error()
    {
        Assert.Null(KeyFile.Read(In("nothing"), isOurs: true));
        Assert.Null(KeyFile.Read(In("nothing"), isOurs: false));
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void What_to_do_about_an_open_key_depends_on_who_made_it(bool isOurs, bool namesVolumes)
    {
        var facts = new FileFacts(0x8000 | 0x124, 1000, 64);

        var error = Assert.Throws<StorageException>(() => KeyFile.RequirePrivate(facts, 1000, "/run/key", isOurs));

        Assert.Equal(Problem.SealingKeyUnsafe, error.Problem);
        Assert.Contains("(444). Run: chmod 600 '/run/key'", error.Message, StringComparison.Ordinal);
        Assert.Equal(namesVolumes, error.Message.Contains("defaultMode: 0400"));
    }

    private static void AssertNoKey(byte[] content) => Assert.Throws<FormatException>(() => KeyFile.Decode(content));

    // The system refuses in its own way, and where it is not Windows there is nothing to ask.
    private static void AssertIsText(bool isText, byte[] content)
    {
        Exception? error = Record.Exception(() => KeyFile.Decode(content, mayBeProtected: true));

        Assert.NotNull(error);
        Assert.Equal(isText, error is FormatException);
        AssertNoKey(content);
    }
}
