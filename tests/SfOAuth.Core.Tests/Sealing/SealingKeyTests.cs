using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using SfOAuth.Errors;
using SfOAuth.Files;
using SfOAuth.Sealing;
using Xunit;

namespace SfOAuth.Tests.Sealing;

public class SealingKeyTests : FolderTest
{
    private const int IsFile = 0x8000;

    private SealingKey Key => new(new PrivateFolder(In("home")));

    [Fact]
    public void It_is_made_once_and_is_the_owners_alone()
    {
        AssertProblem(Problem.SealingKeyMissing, () => Key.Read());

        byte[] key = Key.ReadOrMake();

        Assert.Equal(AesCbcHmac.KeyLength, key.Length);
        Assert.Equal(key, Key.ReadOrMake());
        Assert.Equal(key, Key.Read());
        if (!Sample.OnWindows)
            Assert.Equal("600", UnixStat.OfPath(In("home", "key"))!.Permissions);
    }

    [Fact]
    public void Of_many_that_make_it_all_get_the_same()
    {
        ConcurrentBag<string> keys = [];

        Parallel.For(0, 32, _ => keys.Add(Convert.ToBase64String(Key.ReadOrMake())));

        Assert.Equal(32, keys.Count);
        Assert.Single(keys.Distinct());
    }

    [Theory]
    [InlineData("connections")]
    [InlineData("pending")]
    [InlineData("vaults")]
    public void A_lost_key_is_not_made_anew_while_there_is_something_it_would_have_to_open(string folder)
    {
        Key.ReadOrMake();
        new PrivateFolder(In("home")).Inside(folder).Make();
        File.WriteAllText(In("home", folder, "a.jwe"), "");
        File.Delete(In("home", "key"));

        AssertProblem(Problem.SealingKeyMissing, () => Key.ReadOrMake());

        Assert.False(File.Exists(In("home", "key")));
        File.Delete(In("home", folder, "a.jwe"));
        Assert.Equal(AesCbcHmac.KeyLength, Key.ReadOrMake().Length);
    }

    [Fact]
    public void A_named_key_is_read_and_never_made()
    {
        StorageException error = AssertProblem(
            Problem.SealingKeyMissing,
            () => new SealingKey(In("named")).ReadOrMake()
        );

        Assert.False(File.Exists(In("named")));
        Assert.Contains($"'{In("named")}'", error.Message, StringComparison.Ordinal);
        Assert.Contains(SealingKey.FileVariable, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_key_of_the_home_that_is_missing_is_not_looked_for_in_the_variable()
    {
        StorageException error = AssertProblem(Problem.SealingKeyMissing, () => Key.Read());

        Assert.Contains($"'{In("home", "key")}'", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(SealingKey.FileVariable, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("named", true)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void The_users_key_is_the_one_that_the_variable_names_or_else_that_of_the_home(string? name, bool isNamed)
    {
        byte[] own = Key.ReadOrMake();
        byte[] named = Sample.Key();
        WriteNamed(named);
        string? before = Environment.GetEnvironmentVariable(SealingKey.FileVariable);
        Environment.SetEnvironmentVariable(SealingKey.FileVariable, string.IsNullOrEmpty(name) ? name : In(name!));
        try
        {
            byte[] key = SealingKey.OfUser(new PrivateFolder(In("home"))).Read();

            Assert.Equal(isNamed ? named : own, key);
        }
        finally
        {
            Environment.SetEnvironmentVariable(SealingKey.FileVariable, before);
        }
    }

    [Fact]
    public void A_named_key_is_bytes_or_their_text_and_may_be_behind_a_link()
    {
        byte[] key = Sample.Key();
        string text = Convert.ToBase64String(key);
        string[] texts = [text, text + "\n", text.Insert(64, "\r\n") + "\r\n"];
        foreach (byte[] content in new[] { key }.Concat(texts.Select(Sample.Bytes)))
        {
            WriteNamed(content);
            Assert.Equal(key, new SealingKey(In("named")).Read());
        }

        if (Sample.OnWindows)
            return;
        Sample.Run("ln", $"-s {In("named")} {In("link")}");
        Assert.Equal(key, new SealingKey(In("link")).ReadOrMake());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(63)]
    [InlineData(65)]
    [InlineData(88)]
    [InlineData(5000)]
    public void A_file_of_another_length_is_no_key(int length)
    {
        WriteNamed(new byte[length]);

        AssertProblem(Problem.SealingKeyInvalid, () => new SealingKey(In("named")).Read());
    }

    [Fact]
    public void What_a_disk_makes_of_a_lost_file_is_no_key()
    {
        WriteNamed(new byte[64]);

        AssertProblem(Problem.SealingKeyInvalid, () => new SealingKey(In("named")).Read());
    }

    [Fact]
    public void Text_that_is_no_key_is_not_repeated()
    {
        WriteNamed(Sample.Bytes(new string('%', 44) + new string('s', 44)));

        StorageException error = AssertProblem(Problem.SealingKeyInvalid, () => new SealingKey(In("named")).Read());

        Assert.DoesNotContain("ssss", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("640", "Run: chmod 600 '")]
    [InlineData("604", "Run: chmod 600 '")]
    [InlineData("620", "can be written by others (620)")]
    public void A_key_that_is_open_to_others_is_refused_with_what_to_run(string mode, string message)
    {
        if (Sample.OnWindows)
            return;
        Key.ReadOrMake();
        Sample.Run("chmod", $"{mode} {In("home", "key")}");

        StorageException error = AssertProblem(Problem.SealingKeyUnsafe, () => Key.ReadOrMake());

        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Sample.Run("chmod", $"400 {In("home", "key")}");
        Assert.NotEmpty(Key.Read());
    }

    [Theory]
    [InlineData("ln", "-s {0}/named {0}/home/key")]
    [InlineData("mkfifo", "-m 600 {0}/home/key")]
    [InlineData("mkdir", "-m 700 {0}/home/key")]
    public void The_key_of_the_home_is_a_file(string command, string arguments)
    {
        if (Sample.OnWindows)
            return;
        WriteNamed(Sample.Key());
        new PrivateFolder(In("home")).Make();
        Sample.Run(command, string.Format(null, arguments, Folder));

        AssertProblem(Problem.SealingKeyUnsafe, () => Key.ReadOrMake());
    }

    /// <summary>As systemd, Docker and Kubernetes hand keys out.</summary>
    public static IEnumerable<object?[]> Files =>
        [
            // owner, user, permissions in octal, made here, refusal
            [1000u, 1000u, "600", true, null],
            [1000u, 1000u, "400", true, null],
            [1000u, 1000u, "440", true, "Run: chmod 600"],
            [0u, 1000u, "440", true, "Run: chmod 600"],
            [1001u, 1000u, "600", true, "belongs to user 1001"],
            [1000u, 1000u, "600", false, null],
            [0u, 1000u, "400", false, null],
            [0u, 1000u, "440", false, null],
            [0u, 0u, "440", false, null],
            [0u, 0u, "644", false, "defaultMode: 0400"],
            [0u, 1000u, "444", false, "mode: 0400"],
            [0u, 1000u, "460", false, "can be written"],
            [1000u, 1000u, "440", false, "Run: chmod 600"],
            [1001u, 1000u, "440", false, "belongs to user 1001"],
        ];

    [Theory]
    [MemberData(nameof(Files))]
    public void Who_may_own_and_read_a_key(uint owner, uint user, string mode, bool isOurs, string? refusal)
    {
        var facts = new FileFacts(IsFile | Convert.ToInt32(mode, 8), owner, 64);
        void Check() => KeyFile.RequirePrivate(facts, user, "/run/secrets/key", isOurs);

        if (refusal is null)
            Check();
        else
            Assert.Contains(refusal, AssertProblem(Problem.SealingKeyUnsafe, Check).Message, StringComparison.Ordinal);
    }

    private void WriteNamed(byte[] content)
    {
        File.Delete(In("named"));
        SealedFile.Write(In("named"), content, Problem.HomeUnavailable);
    }

    private static StorageException AssertProblem(Problem problem, Action work)
    {
        var error = Assert.Throws<StorageException>(work);
        Assert.Equal(problem, error.Problem);
        return error;
    }
}
