using System;
using System.IO;
using SfOAuth.Connections;
using SfOAuth.Errors;
using SfOAuth.Sealing;
using SfOAuth.Tests.Sealing;
using Xunit;

namespace SfOAuth.Tests.Connections;

/// <summary>The connection that is meant where none is named, from one session to the next.</summary>
public class SelectionTests : FolderTest
{
    private readonly PrivateFolder _home;

    public SelectionTests() => _home = new PrivateFolder(In("home"));

    private string Chosen => In("home", "selected.json");

    [Fact]
    public void Where_there_is_no_home_none_is_chosen_and_none_is_made()
    {
        Assert.Null(Selection.Read(_home));
        Selection.Clear(_home);

        Assert.False(Directory.Exists(In("home")));
    }

    [Fact]
    public void In_a_home_without_a_choice_none_is_chosen()
    {
        _home.Make();

        Assert.Null(Selection.Read(_home));
    }

    [Fact]
    public void What_was_chosen_last_is_chosen()
    {
        new Selection("first", "SfOAuth").Save(_home);
        new Selection("prod", "My \"Vault\"").Save(_home);

        Assert.Equal(new Selection("prod", "My \"Vault\""), Selection.Read(new PrivateFolder(In("home"))));
        Assert.Equal("""{"name":"prod","vault":"My \"Vault\""}""", File.ReadAllText(Chosen));
    }

    [Fact]
    public void What_is_cleared_is_chosen_no_more()
    {
        new Selection("prod", "SfOAuth").Save(_home);

        Selection.Clear(_home);

        Assert.Null(Selection.Read(_home));
        Assert.False(File.Exists(Chosen));
    }

    [Theory]
    [InlineData("no JSON")]
    [InlineData("[]")]
    [InlineData("""{"name":"prod"}""")]
    [InlineData("""{"vault":"SfOAuth"}""")]
    [InlineData("""{"name":"not a name","vault":"SfOAuth"}""")]
    public void What_names_no_connection_is_said_with_its_path_and_what_to_do(string content)
    {
        _home.Make();
        File.WriteAllText(Chosen, content);

        var exception = Assert.Throws<StorageException>(() => Selection.Read(_home));

        Assert.Equal(Problem.ConnectionAmbiguous, exception.Problem);
        Assert.Contains($"'{Chosen}'", exception.Message, StringComparison.Ordinal);
        Assert.Contains("Select-SfConnection", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void It_is_chosen_anew_over_what_names_none()
    {
        _home.Make();
        File.WriteAllText(Chosen, "no JSON");

        new Selection("prod", "SfOAuth").Save(_home);

        Assert.Equal("prod", Selection.Read(_home)!.Name);
    }
}
