using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using SfOAuth.FakeOrg.Messages;
using SfOAuth.FakeOrg.Requests;

namespace SfOAuth.FakeOrg.Faults;

/// <summary>The faults to come. Of several that fit a request, the first added wins for each phase.</summary>
public sealed class FaultPlan
{
    private readonly object _lock = new();
    private readonly List<PlannedFault> _planned = [];
    private TaskCompletionSource _gate = NewGate();
    private volatile bool _isEmpty = true;

    /// <summary>Those that have not yet hit all their requests.</summary>
    public IReadOnlyList<Fault> Pending
    {
        get
        {
            lock (_lock)
                return _planned.Select(planned => planned.Fault).ToArray();
        }
    }

    public void Add(Fault fault)
    {
        if (fault.EffectivePhase == FaultPhase.During && !fault.OnlyWaits)
            throw new ArgumentException("Only hold and delay can happen during processing.", nameof(fault));

        lock (_lock)
        {
            _planned.Add(new PlannedFault(fault));
            _isEmpty = false;
        }
    }

    /// <summary>Forgets the faults to come and releases what they hold.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            _planned.Clear();
            _isEmpty = true;
        }

        Release();
    }

    /// <summary>Lets every request go on that has arrived and meets a hold; later ones are held again.</summary>
    public void Release()
    {
        lock (_lock)
        {
            _gate.TrySetResult();
            _gate = NewGate();
        }
    }

    /// <summary>
    /// Called before the arrival is announced: whoever sees the request arrive and then releases, releases this request
    /// too.
    /// </summary>
    internal FaultTicket Match(OrgRequest request)
    {
        if (_isEmpty)
            return FaultTicket.None;

        lock (_lock)
        {
            Fault?[] taken = new Fault?[3];
            foreach (PlannedFault planned in _planned)
            {
                int phase = (int)planned.Fault.EffectivePhase;
                if (planned.Takes(request, isFree: taken[phase] is null))
                    taken[phase] = planned.Fault;
            }

            _planned.RemoveAll(planned => planned.IsSpent);
            _isEmpty = _planned.Count == 0;
            return new FaultTicket(taken[0], taken[1], taken[2], _gate.Task);
        }
    }

    private static TaskCompletionSource NewGate() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private sealed class PlannedFault(Fault fault)
    {
        private int _skipped;
        private int _hits;

        public Fault Fault { get; } = fault;

        public bool IsSpent => Fault.Count > 0 && _hits >= Fault.Count;

        /// <param name="isFree">False when an earlier fault has this request; it still counts as one to skip.</param>
        public bool Takes(OrgRequest request, bool isFree)
        {
            if (IsSpent || !RequestFilter.Matches(request, Fault.Path, Fault.Grant))
                return false;
            if (_skipped < Fault.Skip)
            {
                _skipped++;
                return false;
            }

            if (isFree)
                _hits++;
            return isFree;
        }
    }
}
