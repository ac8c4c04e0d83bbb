using System.Management.Automation;

namespace SfOAuth.Pipeline;

/// <summary>Shows how far a command is that works on many things at once. One thing alone shows nothing.</summary>
internal sealed class BulkProgress(Cmdlet command, string activity)
{
    private const int ActivityId = 1;

    private int _started;
    private int _ended;

    internal void Started() => _started++;

    /// <summary>To be called where the command may write.</summary>
    internal void Ended()
    {
        _ended++;
        if (_started > 1)
            command.WriteProgress(new ProgressRecord(ActivityId, activity, $"{_ended} done, {_started - _ended} on their way"));
    }

    internal void Complete()
    {
        if (_started > 1)
            command.WriteProgress(new ProgressRecord(ActivityId, activity, "Done") { RecordType = ProgressRecordType.Completed });
    }
}
