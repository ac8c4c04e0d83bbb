using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using SfOAuth.Errors;
using SfOAuth.Sealing;
using Xunit;

namespace SfOAuth.Tests.Sealing;

/// <summary>Which file a name has, what is a name, and how much of a file is read for a list.</summary>
public class SealedFolderNamesTests : FolderTest
{
    private const Problem NotSaved = Problem.ConnectionNotSaved;

    private readonly SealedFolder _folder;

    public SealedFolderNamesTests()
    {
        var home = new PrivateFolder(Folder);
        _folder = new SealedFolder(home, "connections", Sample.Kind, new SealingKey(home));
    }

    [Theory]
    [InlineData("con", "_con")]
    [InlineData("PRN", "_prn")]
    [InlineData("Aux", "_aux")]
    [InlineData("nul", "_nul")]
    [InlineData("com1", "_com1")]
    [InlineData("LPT9", "_lpt9")]
    [InlineData("console", "console")]
    [InlineData("com10", "com10")]
    [InlineData("lpt-10", "lpt-10")]
    [InlineData("co", "co")]
    [InlineData("acom", "acom")]
    public void What_Windows_takes_for_a_device_has_a_file_of_another_name(string name, string file)
    {
        _folder.Write(name, [], [1], NotSaved);

        Assert.Equal([In("connections", file + ".jwe")], Directory.GetFiles(In("connections")));
        Assert.Equal([1], _folder.Read(name)!.Content);
        Assert.Equal((name, null), (Assert.Single(_folder.List()).Name, _folder.List()[0].Error));
        Assert.True(_folder.Delete(name, NotSaved));
    }

    [Theory]
    [InlineData("0-9")]
    [InlineData("AMZ")]
    [InlineData("amz")]
    public void The_first_and_the_last_letter_and_digit_are_of_a_name(string name)
    {
        _folder.Write(name, [], [1], NotSaved);

        Assert.Equal([1], _folder.Read(name)!.Content);
    }

    [Theory]
    [InlineData("a/b")]
    [InlineData("a:b")]
    [InlineData("a@b")]
    [InlineData("a[b")]
    [InlineData("a`b")]
    [InlineData("a{b")]
    [InlineData("a_b")]
    [InlineData("a,b")]
    [InlineData("a b")]
    public void Their_neighbours_are_of_none(string name)
    {
        _folder.Write("a", [], [1], NotSaved);

        Assert.Throws<ArgumentException>(() => _folder.Write(name, [], [], NotSaved));
        Assert.Throws<ArgumentException>(() => _folder.Read(name));
        Assert.Throws<ArgumentException>(() => _folder.Contains(name));
    }

    [Fact]
    public void A_folder_contains_what_is_in_it_whether_or_not_it_can_be_read()
    {
        _folder.Write("a", [], [1], NotSaved);
        File.WriteAllText(In("connections", "broken.jwe"), "");

        Assert.True(_folder.Contains("A"));
        Assert.True(_folder.Contains("broken"));
        Assert.False(_folder.Contains("b"));
    }

    [Theory]
    [InlineData(4095)]
    [InlineData(4096)]
    [InlineData(4098)]
    [InlineData(Jwe.LongestHeader - 1)]
    [InlineData(Jwe.LongestHeader)]
    public void A_header_is_listed_however_long_it_is(int length)
    {
        KeyValuePair<string, string>[] facts = [new("scope", new string('s', LengthOfFact(length)))];

        _folder.Write("a", facts, [1], NotSaved);

        Assert.Equal(length, File.ReadAllText(In("connections", "a.jwe")).IndexOf('.'));
        Assert.Equal(facts[0].Value, Assert.Single(_folder.List()).Facts!["scope"]);
    }

    [Theory]
    [InlineData(4096)]
    [InlineData(Jwe.LongestHeader + 1)]
    [InlineData(SealedFile.Longest)]
    public void A_file_without_an_end_of_its_header_is_listed_as_one_that_can_not_be_read(int length)
    {
        _folder.Write("a", [], [1], NotSaved);
        File.WriteAllText(In("connections", "b.jwe"), new string('x', length));

        IReadOnlyList<SealedEntry> entries = _folder.List();

        Assert.Equal(["a", "b"], entries.Select(entry => entry.Name));
        Assert.Equal(Problem.ConnectionUnreadable, entries[1].Error!.Problem);
        Assert.Contains($"'{In("connections", "b.jwe")}'", entries[1].Error!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_of_another_name_is_told_by_its_path()
    {
        _folder.Write("a", [], [1], NotSaved);
        File.Move(In("connections", "a.jwe"), In("connections", "b.jwe"));

        var error = Assert.Throws<StorageException>(() => _folder.Read("b"));

        Assert.Equal(Problem.ConnectionUnreadable, error.Problem);
        Assert.Contains($"'{In("connections", "b.jwe")}'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_disk_that_takes_no_document_is_found_out_beforehand()
    {
        new PrivateFolder(Folder).Inside("connections").Make();
        File.WriteAllText(In("connections", ".new"), "");

        var error = Assert.Throws<StorageException>(() => _folder.Prepare(NotSaved));

        Assert.Equal(NotSaved, error.Problem);
    }

    [Fact]
    public void What_was_never_put_in_its_place_is_found_by_the_name_it_has_itself()
    {
        LeaveUnpublished("a", 1);
        LeaveUnpublished("b", 2);
        string whole = File.ReadAllText(In("connections", ".new", "a"));
        File.WriteAllText(In("connections", ".new", "cut-off"), whole.Substring(0, whole.Length - 1));

        Assert.Equal([1], Assert.Single(_folder.ReadUnpublished("A")).Content);
        Assert.Empty(_folder.ReadUnpublished("c"));
        Assert.Null(_folder.Read("a"));
    }

    [Fact]
    public void What_was_never_put_in_its_place_goes_away_with_the_name()
    {
        LeaveUnpublished("a", 1);
        LeaveUnpublished("b", 2);

        Assert.False(_folder.Delete("a", NotSaved));

        Assert.Empty(_folder.ReadUnpublished("a"));
        Assert.Single(_folder.ReadUnpublished("b"));
    }

    [Fact]
    public void Where_there_is_no_folder_or_no_key_nothing_unpublished_is_found()
    {
        Assert.Empty(_folder.ReadUnpublished("a"));

        LeaveUnpublished("a", 1);
        File.Delete(In("key"));

        Assert.Empty(_folder.ReadUnpublished("a"));
    }

    private void LeaveUnpublished(string name, byte content)
    {
        _folder.Write(name, [], [content], NotSaved);
        File.Move(In("connections", name + ".jwe"), In("connections", ".new", name));
    }

    // What the header says beside this fact is measured, and three of its bytes are four characters of the text.
    private static int LengthOfFact(int headerLength)
    {
        KeyValuePair<string, string>[] members =
        [
            new("alg", "dir"),
            new("enc", "A256CBC-HS512"),
            new("typ", Sample.Kind),
            new("ver", "1"),
            new("name", "a"),
            new("scope", ""),
        ];
        return (headerLength * 3 / 4) - JoseHeader.Write(members).Length;
    }
}
