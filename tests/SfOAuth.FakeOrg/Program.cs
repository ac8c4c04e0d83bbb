using System;
using System.IO;
using System.Text.Json;
using System.Threading.Tasks;
using SfOAuth.FakeOrg.CommandLine;

namespace SfOAuth.FakeOrg;

internal static class Program
{
    private static async Task<int> Main(string[] arguments)
    {
        if (arguments is ["--visit", string url])
            return await PersonAtBrowser.VisitAsync(url);
        if (!ProgramArguments.TryParse(arguments, out ProgramArguments parsed, out string? error))
        {
            await Console.Error.WriteLineAsync(error);
            return 2;
        }

        try
        {
            await using FakeOrgServer org = await FakeOrgServer.StartAsync(parsed.ToOptions());
            await Console.Out.WriteLineAsync(parsed.Json ? Announcement.Json(org) : Announcement.Text(org));
            await ProgramEnd.WaitAsync(parsed.ExitWithParent);
            return 0;
        }
        catch (Exception ex) when (ex is IOException or JsonException)
        {
            await Console.Error.WriteLineAsync(ex.Message);
            return 1;
        }
    }
}
