using System;

namespace SfOAuth.Protocol;

/// <summary>A name and a value of a form. The value of a signed one is made when the request leaves.</summary>
internal sealed class RequestField
{
    private readonly Func<DateTimeOffset, string> _value;

    private RequestField(string name, Func<DateTimeOffset, string> value, bool isSecret)
    {
        Name = name;
        IsSecret = isSecret;
        _value = value;
    }

    internal string Name { get; }

    internal bool IsSecret { get; }

    internal static RequestField Plain(string name, string value) => new(name, _ => value, isSecret: false);

    internal static RequestField Secret(string name, string value) => new(name, _ => value, isSecret: true);

    internal static RequestField Signed(string name, Func<DateTimeOffset, string> sign) =>
        new(name, sign, isSecret: true);

    internal string ValueAt(DateTimeOffset now) => _value(now);
}
