using System;

namespace SfOAuth.Files;

/// <summary>What Unix knows of a file or folder.</summary>
/// <param name="Mode">Kind and permissions.</param>
/// <param name="Owner">The user's number.</param>
/// <param name="Size">In bytes.</param>
internal sealed record FileFacts(int Mode, uint Owner, long Size)
{
    internal const int OthersMayWrite = 0x12;
    internal const int OthersMayRead = 0x24;
    internal const int StrangersMayRead = 0x04;

    private const int KindMask = 0xF000;

    internal bool IsRegularFile => (Mode & KindMask) == 0x8000;

    internal bool IsFolder => (Mode & KindMask) == 0x4000;

    internal bool IsLink => (Mode & KindMask) == 0xA000;

    /// <summary>The permissions as <c>chmod</c> takes them.</summary>
    internal string Permissions => Convert.ToString(Mode & 0xFFF, 8).PadLeft(3, '0');
}
