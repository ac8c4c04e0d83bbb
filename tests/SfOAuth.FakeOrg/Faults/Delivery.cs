using SfOAuth.FakeOrg.Messages;

namespace SfOAuth.FakeOrg.Faults;

internal enum DeliveryKind
{
    Whole,
    Chunked,

    /// <summary>Half of the body under the whole Content-Length, then the end.</summary>
    Half,

    /// <summary>Some bytes, then silence.</summary>
    Stalled,

    /// <summary>Not even a status line, and silence.</summary>
    Silent,

    /// <summary>RST.</summary>
    Reset,
}

/// <summary>What is put on the socket, and how.</summary>
internal sealed record Delivery(DeliveryKind Kind, OrgAnswer Answer, int Bytes = 0)
{
    public int Status => Kind is DeliveryKind.Reset or DeliveryKind.Silent ? 0 : Answer.Status;

    public static Delivery Of(OrgAnswer answer) => new(DeliveryKind.Whole, answer);
}
