using System;
using System.Security.Cryptography;

namespace SfOAuth.Keys;

/// <summary>
/// Reads values of ASN.1 in their distinguished encoding (ITU-T X.690), one after the other, as far as keys need it.
/// Each method throws a <see cref="CryptographicException"/> where the next value is another one or goes beyond the
/// end.
/// </summary>
internal sealed class DerReader
{
    internal const byte Integer = 0x02;
    internal const byte Sequence = 0x30;

    private const byte OctetString = 0x04;
    private const byte ObjectIdentifier = 0x06;

    private readonly byte[] _data;
    private int _position;

    internal DerReader(byte[] data) => _data = data;

    /// <summary>Whether a value of this kind comes next; false at the end.</summary>
    internal bool NextIs(byte tag) => _position < _data.Length && _data[_position] == tag;

    internal DerReader ReadSequence() => new(ReadValue(Sequence));

    internal byte[] ReadOctetString() => ReadValue(OctetString);

    /// <summary>
    /// A number that is not negative, without the zero that only shows that it is not. The first byte comes first.
    /// </summary>
    internal byte[] ReadUnsigned()
    {
        byte[] value = ReadValue(Integer);
        if (value.Length == 0 || value[0] > 0x7F)
            throw Malformed();
        int zeros = 0;
        while (zeros < value.Length - 1 && value[zeros] == 0)
            zeros++;
        byte[] number = new byte[value.Length - zeros];
        Array.Copy(value, zeros, number, 0, number.Length);
        return number;
    }

    internal int ReadInt32()
    {
        byte[] value = ReadUnsigned();
        if (value.Length > 4 || (value.Length == 4 && value[0] > 0x7F))
            throw Malformed();
        int number = 0;
        foreach (byte part in value)
            number = (number << 8) | part;
        return number;
    }

    /// <summary>
    /// The bytes of the identifier as hexadecimal digits: identifiers are compared, never taken apart.
    /// </summary>
    internal string ReadObjectIdentifier() => BitConverter.ToString(ReadValue(ObjectIdentifier)).Replace("-", "");

    private byte[] ReadValue(byte tag)
    {
        if (!NextIs(tag))
            throw Malformed();
        _position++;
        int length = ReadLength();
        byte[] value = new byte[length];
        Array.Copy(_data, _position, value, 0, length);
        _position += length;
        return value;
    }

    private int ReadLength()
    {
        const int LongestLength = 4;
        long length = ReadByte();
        if (length > 0x7F)
        {
            int count = (int)length & 0x7F;
            if (count is 0 or > LongestLength)
                throw Malformed();
            length = 0;
            for (int i = 0; i < count; i++)
                length = (length << 8) | ReadByte();
        }

        return length <= _data.Length - _position ? (int)length : throw Malformed();
    }

    private byte ReadByte() => _position < _data.Length ? _data[_position++] : throw Malformed();

    private static CryptographicException Malformed() => new("The key is not encoded as keys are.");
}
