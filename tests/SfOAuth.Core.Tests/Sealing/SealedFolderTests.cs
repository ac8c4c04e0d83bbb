using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using SfOAuth.Errors;
using SfOAuth.Sealing;
using Xunit;

namespace SfOAuth.Tests.Sealing;

public class SealedFolderTests : FolderTest
{
    private const Problem NotSaved = Problem.ConnectionNotSaved;

    private readonly SealedFolder _folder;

    public SealedFolderTests() => _folder = Open("connections");

    [Fact]
    public void What_was_saved_is_read_whatever_the_case_of_the_name()
    {
        _folder.Write("Prod", Sample.Facts, Sample.Bytes("secret"), NotSaved);

        SealedDocument document = Open("connections").Read("PROD")!;

        Assert.Equal("secret", Sample.Text(document.Content));
        Assert.Equal("00D", document.Facts["org"]);
        Assert.Equal([In("home", "connections", "prod.jwe")], Directory.GetFiles(In("home", "connections")));
        Assert.True(_folder.Contains("prod"));
    }

    [Fact]
    public void Where_nothing_is_nothing_is_made()
    {
        Assert.Null(_folder.Read("prod"));
        Assert.False(_folder.Contains("prod"));
        Assert.Empty(_folder.List());
        Assert.False(_folder.Delete("prod", Problem.ConnectionNotRemoved));
        Assert.False(Directory.Exists(In("home")));
    }

    [Fact]
    public void What_is_prepared_has_a_folder_and_a_key_and_no_document()
    {
        _folder.Prepare(NotSaved);

        Assert.True(File.Exists(In("home", "key")));
        Assert.Empty(_folder.List());
        Assert.Empty(Directory.GetFiles(In("home", "connections"), "*", SearchOption.AllDirectories));
    }

    [Fact]
    public void Facts_that_do_not_fit_into_a_header_are_not_saved_and_say_so()
    {
        _folder.Write("a", [], [1], NotSaved);

        KeyValuePair<string, string>[] tooMuch = [new("scope", new string('s', Jwe.LongestHeader))];
        AssertProblem(NotSaved, () => _folder.Write("a", tooMuch, [2], NotSaved));

        Assert.Equal([1], _folder.Read("a")!.Content);
    }

    [Fact]
    public void What_is_removed_is_gone_and_the_rest_stays()
    {
        _folder.Write("a", [], [1], NotSaved);
        _folder.Write("b", [], [2], NotSaved);

        Assert.True(_folder.Delete("A", Problem.ConnectionNotRemoved));

        Assert.Null(_folder.Read("a"));
        Assert.Equal([2], _folder.Read("b")!.Content);
    }

    [Fact]
    public void The_secret_is_in_no_file()
    {
        _folder.Write("prod", Sample.Facts, Sample.Bytes("a-secret-of-the-test"), NotSaved);

        foreach (string file in Directory.GetFiles(Folder, "*", SearchOption.AllDirectories))
            Assert.DoesNotContain("a-secret-of-the-test", File.ReadAllText(file), StringComparison.Ordinal);
    }

    [Fact]
    public void A_list_needs_no_key_and_tells_what_can_not_be_read()
    {
        _folder.Write("b", Sample.Facts, [1], NotSaved);
        _folder.Write("A", [], [1], NotSaved);
        _folder.Write("nul", [new("scope", new string('s', 9000))], [1], NotSaved);
        File.WriteAllText(In("home", "connections", "broken.jwe"), "x");
        File.Copy(In("home", "connections", "b.jwe"), In("home", "connections", "renamed.jwe"));
        File.Delete(In("home", "key"));

        IReadOnlyList<SealedEntry> entries = _folder.List();

        Assert.Equal(["A", "b", "broken", "nul", "renamed"], entries.Select(entry => entry.Name));
        Assert.Equal("00D", entries[1].Facts!["org"]);
        Assert.Equal(9000, entries[3].Facts!["scope"].Length);
        Assert.All([entries[2], entries[4]], entry => Assert.Equal(Problem.ConnectionUnreadable, entry.Error!.Problem));
    }

    [Fact]
    public void A_file_under_another_name_or_in_another_folder_is_not_believed()
    {
        _folder.Write("a", [], [1], NotSaved);
        SealedFolder pending = Open("pending", "sfoauth-pending");
        pending.Write("b", [], [1], NotSaved);
        File.Copy(In("home", "connections", "a.jwe"), In("home", "connections", "b.jwe"));
        File.Copy(In("home", "connections", "a.jwe"), In("home", "pending", "a.jwe"));

        AssertProblem(Problem.ConnectionUnreadable, () => _folder.Read("b"));
        AssertProblem(Problem.ConnectionUnreadable, () => pending.Read("a"));
        Assert.NotNull(_folder.Read("a"));
    }

    [Fact]
    public void A_file_that_is_cut_off_anywhere_is_not_believed()
    {
        _folder.Write("a", Sample.Facts, [1], NotSaved);
        string path = In("home", "connections", "a.jwe");
        byte[] whole = File.ReadAllBytes(path);

        for (int length = 0; length < whole.Length; length++)
        {
            File.WriteAllBytes(path, whole.Take(length).ToArray());
            AssertProblem(Problem.ConnectionUnreadable, () => _folder.Read("a"));
        }
    }

    [Fact]
    public void Without_its_key_nothing_is_read_or_written_and_removing_still_works()
    {
        _folder.Write("a", [], [1], NotSaved);
        byte[] before = File.ReadAllBytes(In("home", "connections", "a.jwe"));
        File.Delete(In("home", "key"));

        AssertProblem(Problem.SealingKeyMissing, () => _folder.Read("a"));
        AssertProblem(Problem.SealingKeyMissing, () => _folder.Write("a", [], [2], NotSaved));
        Assert.Equal(before, File.ReadAllBytes(In("home", "connections", "a.jwe")));
        Assert.True(_folder.Delete("a", Problem.ConnectionNotRemoved));
    }

    [Fact]
    public void The_key_of_somebody_else_opens_nothing()
    {
        _folder.Write("a", [], [1], NotSaved);
        SealedFile.Write(In("home", "key"), Sample.Key(), NotSaved);

        AssertProblem(Problem.ConnectionUnreadable, () => _folder.Read("a"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("../key")]
    [InlineData("a.b")]
    [InlineData("ü")]
    public void A_name_is_no_path(string name) =>
        Assert.Throws<ArgumentException>(() => _folder.Write(name, [], [], NotSaved));

    [Fact]
    public void Ten_thousand_are_listed()
    {
        _folder.Write("name0", Sample.Facts, new byte[600], NotSaved);
        byte[] key = new SealingKey(new PrivateFolder(In("home"))).Read();
        for (int i = 1; i < 10_000; i++)
        {
            KeyValuePair<string, string>[] facts = [new("name", $"name{i}"), .. Sample.Facts];
            string text = SealedDocument.Seal(key, Sample.Kind, facts, new byte[600]);
            File.WriteAllText(In("home", "connections", $"name{i}.jwe"), text);
        }

        Assert.Equal(10_000, _folder.List().Count(entry => entry.Facts is not null));
    }

    private SealedFolder Open(string name, string kind = Sample.Kind)
    {
        var home = new PrivateFolder(In("home"));
        return new SealedFolder(home, name, kind, new SealingKey(home));
    }

    private static void AssertProblem(Problem problem, Action work) =>
        Assert.Equal(problem, Assert.Throws<StorageException>(work).Problem);
}
