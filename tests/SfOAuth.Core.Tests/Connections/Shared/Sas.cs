using System;
using System.Globalization;
using System.Linq;
using System.Security.Cryptography;
using System.Text;

namespace SfOAuth.Tests.Connections.Shared;

/// <summary>
/// Shared access signatures, as the REST reference says they are made ("Create a service SAS", "Create an account
/// SAS").
/// </summary>
internal static class Sas
{
    private const string Version = "2021-12-02";

    internal static string OfContainer(
        string account,
        byte[] key,
        string container,
        string permissions,
        TimeSpan? from,
        TimeSpan? to
    )
    {
        string start = from is null ? "" : Time(from.Value);
        string end = Time(to ?? TimeSpan.FromHours(1));
        string[] signed =
        [
            permissions,
            start,
            end,
            $"/blob/{account}/{container}",
            "",
            "",
            "",
            Version,
            "c",
            "",
            "",
            "",
            "",
            "",
            "",
            "",
        ];
        return Query(
            ("sv", Version),
            ("sr", "c"),
            ("sp", permissions),
            ("st", start),
            ("se", end),
            ("sig", Sign(key, string.Join("\n", signed)))
        );
    }

    internal static string OfAccount(string account, byte[] key)
    {
        string end = Time(TimeSpan.FromHours(1));
        string[] signed = [account, "rwdlac", "b", "sco", "", end, "", "", Version, "", ""];
        return Query(
            ("sv", Version),
            ("ss", "b"),
            ("srt", "sco"),
            ("sp", "rwdlac"),
            ("se", end),
            ("sig", Sign(key, string.Join("\n", signed)))
        );
    }

    private static string Time(TimeSpan fromNow) =>
        DateTimeOffset.UtcNow.Add(fromNow).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string Sign(byte[] key, string text)
    {
        using var hmac = new HMACSHA256(key);
        return Convert.ToBase64String(hmac.ComputeHash(Encoding.UTF8.GetBytes(text)));
    }

    private static string Query(params (string Name, string Value)[] fields) =>
        string.Join(
            "&",
            fields
                .Where(field => field.Value.Length > 0)
                .Select(field => $"{field.Name}={Uri.EscapeDataString(field.Value)}")
        );
}
