using System;
using System.Security.Cryptography;
using System.Text;
using SfOAuth.Sealing;
using Xunit;

namespace SfOAuth.Tests.Sealing;

/// <summary>Texts that were changed by chance. Not one is believed, and nothing but the two errors comes out.</summary>
public class JweMutationTests
{
    private const string Characters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.=+/ \n\0é";

    [Fact]
    public void Of_many_changed_texts_none_is_believed() => Try(20_000, seed: 1);

    [Fact]
    [Trait("Category", "Stress")]
    public void Of_a_million_changed_texts_none_is_believed() => Try(1_000_000, seed: Environment.TickCount);

    private static void Try(int count, int seed)
    {
        byte[] key = Sample.Key();
        string[] texts = [Seal(key, "one"), Seal(key, "another"), Seal(Sample.Key(), "of another key")];
        var random = new Random(seed);
        for (int i = 0; i < count; i++)
        {
            string changed = Change(texts[0], texts[1 + random.Next(2)], random);
            if (changed != texts[0] && changed != texts[1])
                Assert.True(IsRefused(key, changed), $"Seed {seed}, round {i}: {changed}");
        }
    }

    private static string Seal(byte[] key, string name) =>
        Jwe.Seal(key, [.. Sample.Facts, new("name", name)], new byte[80]);

    private static bool IsRefused(byte[] key, string text)
    {
        try
        {
            _ = Jwe.Open(key, text);
            return false;
        }
        catch (Exception exception) when (exception is FormatException or CryptographicException)
        {
            return true;
        }
    }

    private static string Change(string text, string other, Random random)
    {
        var changed = new StringBuilder(text);
        for (int left = 1 + random.Next(3); left > 0; left--)
            ChangeOnce(changed, other, random);
        return changed.ToString();
    }

    private static void ChangeOnce(StringBuilder text, string other, Random random)
    {
        int at = random.Next(text.Length);
        switch (random.Next(text.Length > 2 ? 7 : 2))
        {
            case 0:
                text.Insert(at, Characters[random.Next(Characters.Length)]);
                break;
            case 1:
                text[at] = Characters[random.Next(Characters.Length)];
                break;
            case 2:
                text.Remove(at, 1);
                break;
            case 3:
                text.Length = 1 + at;
                break;
            case 4:
                int next = random.Next(text.Length);
                (text[at], text[next]) = (text[next], text[at]);
                break;
            case 5:
                string piece = text.ToString(at, Math.Min(random.Next(40), text.Length - at));
                text.Insert(random.Next(text.Length), piece);
                break;
            default:
                ExchangePart(text, other, random);
                break;
        }
    }

    private static void ExchangePart(StringBuilder text, string other, Random random)
    {
        string[] parts = text.ToString().Split('.');
        string[] others = other.Split('.');
        int part = random.Next(Math.Min(parts.Length, others.Length));
        parts[part] = others[part];
        string whole = string.Join(".", parts);
        text.Clear().Append(whole.Length > 0 ? whole : "x");
    }
}
