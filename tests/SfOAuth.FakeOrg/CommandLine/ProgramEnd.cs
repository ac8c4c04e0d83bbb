using System;
using System.IO;
using System.Runtime.InteropServices;
using System.Threading.Tasks;

namespace SfOAuth.FakeOrg.CommandLine;

/// <summary>When the program ends: at a signal, or with the process that holds its standard input.</summary>
internal static class ProgramEnd
{
    public static async Task WaitAsync(bool exitWithParent)
    {
        TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
        using PosixSignalRegistration interrupt = On(PosixSignal.SIGINT, ended);
        using PosixSignalRegistration terminate = On(PosixSignal.SIGTERM, ended);
        if (exitWithParent)
            _ = DrainInputAsync(ended);
        await ended.Task;
    }

    private static PosixSignalRegistration On(PosixSignal signal, TaskCompletionSource ended) =>
        PosixSignalRegistration.Create(
            signal,
            context =>
            {
                context.Cancel = true;
                ended.TrySetResult();
            }
        );

    private static async Task DrainInputAsync(TaskCompletionSource ended)
    {
        await using Stream input = Console.OpenStandardInput();
        await Task.Run(() => input.CopyTo(Stream.Null));
        ended.TrySetResult();
    }
}
