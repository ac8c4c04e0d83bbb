using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Threading;
using System.Threading.Tasks;
using SfOAuth.Errors;
using SfOAuth.Locking;
using Xunit;

namespace SfOAuth.Tests.Locking;

public sealed class LockFolderTests : IDisposable
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), "SfOAuth.Tests", Guid.NewGuid().ToString("N"));

    public void Dispose()
    {
        if (Directory.Exists(_folder))
            Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task One_holds_it_and_the_others_have_it_one_after_the_other()
    {
        // Two folders are as two processes: they have nothing in common but the file.
        LockFolder[] folders = [new(_folder), new(_folder)];
        int inside = 0;
        int most = 0;

        await Task.WhenAll(
            Enumerable
                .Range(0, 200)
                .Select(i =>
                    Task.Run(async () =>
                    {
                        using InterprocessLock held = await folders[i % 2].TakeAsync("key", CancellationToken.None);
                        most = Math.Max(most, Interlocked.Increment(ref inside));
                        await Task.Yield();
                        Interlocked.Decrement(ref inside);
                    })
                )
        );

        Assert.Equal(1, most);
    }

    [Fact]
    public async Task Keys_differ_by_more_than_case()
    {
        var folder = new LockFolder(_folder);
        using InterprocessLock one = await folder.TakeAsync("vault/prod", CancellationToken.None);
        using InterprocessLock other = await folder.TakeAsync("vault/test", CancellationToken.None);
        using var stop = new CancellationTokenSource();
        Task<InterprocessLock> same = new LockFolder(_folder).TakeAsync("VAULT/Prod", stop.Token);

        Assert.False(same.IsCompleted);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => same);
    }

    [Fact]
    public async Task A_cancelled_wait_does_not_keep_the_lock_from_the_next()
    {
        var folder = new LockFolder(_folder);
        using (var stop = new CancellationTokenSource())
        {
            InterprocessLock first = await folder.TakeAsync("key", CancellationToken.None);
            Task<InterprocessLock> given = new LockFolder(_folder).TakeAsync("key", stop.Token);
            await stop.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => given);
            first.Dispose();
        }

        using InterprocessLock next = await folder.TakeAsync("key", CancellationToken.None);
        Assert.NotNull(next);
    }

    [Fact]
    public async Task However_many_waits_are_cancelled_one_thread_sleeps()
    {
        using InterprocessLock held = await new LockFolder(_folder).TakeAsync("key", CancellationToken.None);
        var another = new LockFolder(_folder);
        await CancelAsync(another);
        int before = Process.GetCurrentProcess().Threads.Count;

        for (int i = 0; i < 20; i++)
            await CancelAsync(another);

        Assert.InRange(Process.GetCurrentProcess().Threads.Count, 0, before + 10);
    }

    [Fact]
    public async Task A_wait_after_a_cancelled_one_gets_the_lock_when_it_is_free()
    {
        InterprocessLock held = await new LockFolder(_folder).TakeAsync("key", CancellationToken.None);
        var another = new LockFolder(_folder);
        await CancelAsync(another);
        Task<InterprocessLock> next = another.TakeAsync("key", CancellationToken.None);

        held.Dispose();

        (await next).Dispose();
        (await new LockFolder(_folder).TakeAsync("key", CancellationToken.None)).Dispose();
    }

    [Fact]
    public async Task A_file_in_the_place_of_the_folder_stays_as_it_is()
    {
        Directory.CreateDirectory(_folder);
        string before = Run("ls", $"-l \"{Target()}\"");

        StorageException refused = await Assert.ThrowsAsync<StorageException>(() =>
            new LockFolder(Target()).TakeAsync("key", CancellationToken.None)
        );

        Assert.Equal(Problem.LockUnavailable, refused.Problem);
        Assert.Equal(before, Run("ls", $"-l \"{Target()}\""));
    }

    [Fact]
    public async Task A_link_in_the_place_of_a_lock_is_not_followed()
    {
        await RefusedAsync(path => Run("ln", $"-s \"{Target()}\" \"{path}\""));
        Assert.Equal("kept", File.ReadAllText(Target()));
    }

    [Fact]
    public Task A_pipe_in_the_place_of_a_lock_is_refused() => RefusedAsync(path => Run("mkfifo", $"\"{path}\""));

    [Fact]
    public async Task A_folder_that_is_open_to_others_is_closed()
    {
        Directory.CreateDirectory(_folder);
        Run("chmod", $"777 \"{_folder}\"");

        (await new LockFolder(_folder).TakeAsync("key", CancellationToken.None)).Dispose();

        Assert.StartsWith("drwx------", Run("ls", $"-ld \"{_folder}\""), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_note_reaches_the_next_holder()
    {
        using (InterprocessLock first = await new LockFolder(_folder).TakeAsync("key", CancellationToken.None))
        {
            Assert.Equal("", first.ReadNote());
            first.WriteNote("12345");
            first.WriteNote("7");
        }

        using InterprocessLock second = await new LockFolder(_folder).TakeAsync("key", CancellationToken.None);
        Assert.Equal("7", second.ReadNote());
        second.ClearNote();
        Assert.Equal("", second.ReadNote());
    }

    [Fact]
    public async Task A_folder_that_cannot_be_made_is_a_typed_error()
    {
        string file = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N"));
        File.WriteAllText(file, "");

        var exception = await Assert.ThrowsAsync<StorageException>(() =>
            new LockFolder(Path.Combine(file, "locks")).TakeAsync("key", CancellationToken.None)
        );

        Assert.Equal(Problem.LockUnavailable, exception.Problem);
        File.Delete(file);
    }

    [Fact]
    public async Task What_is_made_of_the_path_is_its_owners_alone()
    {
        string[] made = [_folder, Path.Combine(_folder, "home"), Path.Combine(_folder, "home", "locks")];

        (await new LockFolder(made[2]).TakeAsync("key", CancellationToken.None)).Dispose();

        if (!RuntimeInformation.IsOSPlatform(OSPlatform.Windows))
            Assert.All(
                made,
                folder => Assert.StartsWith("drwx------", Run("ls", $"-ld \"{folder}\""), StringComparison.Ordinal)
            );
    }

    private string Target()
    {
        string target = Path.Combine(_folder, "target");
        if (!File.Exists(target))
            File.WriteAllText(target, "kept");
        return target;
    }

    /// <summary>Puts something in the place of the lock file.</summary>
    private async Task RefusedAsync(Action<string> put)
    {
        (await new LockFolder(_folder).TakeAsync("key", CancellationToken.None)).Dispose();
        string path = Assert.Single(Directory.GetFiles(_folder));
        File.Delete(path);
        put(path);

        var exception = await Assert.ThrowsAsync<StorageException>(() =>
            new LockFolder(_folder).TakeAsync("key", CancellationToken.None)
        );

        Assert.Equal(Problem.LockUnavailable, exception.Problem);
    }

    private static async Task CancelAsync(LockFolder folder)
    {
        using var stop = new CancellationTokenSource();
        Task<InterprocessLock> wait = folder.TakeAsync("key", stop.Token);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => wait);
    }

    private static string Run(string program, string arguments)
    {
        using Process process = Process.Start(
            new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, UseShellExecute = false }
        )!;
        string printed = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return printed;
    }
}
