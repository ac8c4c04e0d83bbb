using System.Security.Cryptography;
using System.Text;

namespace SfOAuth.FakeOrg.Org;

/// <summary>
/// Record ids as Salesforce makes them: 15 characters whose case matters, and 18 where a suffix says which were
/// capitals.
/// </summary>
internal static class SalesforceId
{
    private const string Alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private const string SuffixAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";

    public static string New(string keyPrefix) =>
        Lengthen(keyPrefix + "5f" + "0000" + RandomNumberGenerator.GetString(Alphabet, 6));

    public static string Numbered(string keyPrefix, int number) =>
        Lengthen(keyPrefix + "5f" + number.ToString("D10", System.Globalization.CultureInfo.InvariantCulture));

    public static string Shorten(string id) => id[..15];

    private static string Lengthen(string id15)
    {
        StringBuilder id = new(id15, 18);
        for (int block = 0; block < 15; block += 5)
        {
            int capitals = 0;
            for (int i = 0; i < 5; i++)
            {
                if (id15[block + i] is >= 'A' and <= 'Z')
                    capitals |= 1 << i;
            }

            id.Append(SuffixAlphabet[capitals]);
        }

        return id.ToString();
    }
}
