using System;

namespace SfOAuth.Keys;

/// <summary>
/// Tells by its frame (ITU-T X.690) what bytes hold, as the label that a PEM of them would have. The lengths are not
/// believed: a file that is cut off is still one of its kind.
/// </summary>
internal static class DerForm
{
    internal const string Pfx = "PFX";

    private const byte Integer = 0x02;
    private const byte BitString = 0x03;
    private const byte OctetString = 0x04;
    private const byte ObjectIdentifier = 0x06;
    private const byte Sequence = 0x30;
    private const byte PfxVersion = 3;

    /// <summary>Whether the bytes are not a text: texts may begin with the same character.</summary>
    internal static bool IsDer(byte[] content) =>
        content.Length > 2 && content[0] == Sequence && (content[1] > 0x7F || content[1] == content.Length - 2);

    /// <summary>Null when it is nothing that is known here.</summary>
    internal static string? LabelOf(byte[] der)
    {
        int first = Inside(der, 0);
        return TagAt(der, first) switch
        {
            Integer => LabelOfNumbers(der, first),
            Sequence => LabelOfSequence(der, first),
            _ => null,
        };
    }

    /// <summary>
    /// Whether there is a whole value of this label and nothing more: what a wrong password makes is none.
    /// </summary>
    internal static bool IsWhole(byte[] der, string label) => LabelOf(der) == label && After(der, 0) == der.Length;

    private static string? LabelOfNumbers(byte[] der, int first)
    {
        int value = Inside(der, first);
        bool isShort = After(der, first) == value + 1;
        return TagAt(der, After(der, first)) switch
        {
            Sequence => isShort && der[value] == PfxVersion ? Pfx : PemLabel.Pkcs8,
            Integer => isShort ? PemLabel.Pkcs1 : "RSA PUBLIC KEY",
            OctetString => "EC PRIVATE KEY",
            _ => null,
        };
    }

    private static string LabelOfSequence(byte[] der, int first) =>
        (TagAt(der, Inside(der, first)), TagAt(der, After(der, first))) switch
        {
            (ObjectIdentifier, OctetString) => PemLabel.EncryptedPkcs8,
            (ObjectIdentifier, BitString) => "PUBLIC KEY",
            _ => "CERTIFICATE",
        };

    private static byte TagAt(byte[] der, int position) =>
        position >= 0 && position < der.Length ? der[position] : (byte)0;

    /// <summary>Where the content of the value begins; beyond the end where there is none.</summary>
    private static int Inside(byte[] der, int position)
    {
        if (position < 0 || position + 1 >= der.Length)
            return der.Length;
        int length = der[position + 1];
        return position + 2 + (length > 0x80 ? length & 0x7F : 0);
    }

    private static int After(byte[] der, int position)
    {
        int start = Inside(der, position);
        if (start >= der.Length)
            return der.Length;
        long length = 0;
        for (int i = position + 2; i < start; i++)
            length = Math.Min((length << 8) | der[i], int.MaxValue);
        if (start == position + 2)
            length = der[position + 1];
        return (int)Math.Min(start + length, int.MaxValue);
    }
}
