using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;

/// <summary>A thread that runs PowerShell itself, and so takes up nothing else until that has ended.</summary>
public sealed class Window : SynchronizationContext
{
    /// <summary>As the handler of a button does.</summary>
    public static Collection<PSObject> Handle(PowerShell shell)
    {
        SetSynchronizationContext(new Window());
        try
        {
            return shell.Invoke();
        }
        finally
        {
            SetSynchronizationContext(null);
        }
    }

    /// <summary>As a program does that has one thread for all of its scripts.</summary>
    public static Collection<PSObject> Schedule(PowerShell shell) =>
        Task
            .Factory.StartNew(
                shell.Invoke,
                CancellationToken.None,
                TaskCreationOptions.None,
                new ConcurrentExclusiveSchedulerPair().ExclusiveScheduler
            )
            .GetAwaiter()
            .GetResult();

    /// <summary>What would be done when the handler has ended, which waits for it.</summary>
    public override void Post(SendOrPostCallback d, object state) { }
}
