using System.Management.Automation;
using SfOAuth.Http;

namespace SfOAuth.Pipeline;

/// <summary>
/// Shows how far a command is that works on many things at once, and what is waited for by one that waits. To be called
/// where the command may write.
/// </summary>
internal sealed class CommandProgress(Cmdlet command, string activity, WaitReasons waiting)
{
    private const int ActivityId = 1;

    private int _started;
    private int _ended;
    private bool _shown;

    internal void Started() => _started++;

    internal void Ended()
    {
        _ended++;
        if (_started > 1)
            Show();
    }

    /// <summary>One thing alone that waits for nothing shows nothing.</summary>
    internal void Show()
    {
        string? reason = waiting.Reason;
        if (_started > 1)
            Write(
                new ProgressRecord(ActivityId, activity, $"{_ended} done, {_started - _ended} on their way")
                {
                    CurrentOperation = reason,
                }
            );
        else if (reason is not null)
            Write(new ProgressRecord(ActivityId, activity, reason));
    }

    internal void Complete()
    {
        if (_shown)
            command.WriteProgress(
                new ProgressRecord(ActivityId, activity, "Done") { RecordType = ProgressRecordType.Completed }
            );
        _shown = false;
    }

    private void Write(ProgressRecord record)
    {
        _shown = true;
        command.WriteProgress(record);
    }
}
