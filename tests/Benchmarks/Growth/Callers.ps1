# What it costs to be one of many who want the same connection: runspaces of one process, and processes of eight runspaces each.
param([Parameter(Mandatory)] [hashtable] $Bench)

Import-Module "$PSScriptRoot/../Crowd.psm1"
foreach ($callers in $Bench.Callers) {
    Measure-Crowd $Bench.Org $Bench.Release -Processes 1 -Runspaces $callers | Add-Member Kind 'in one process' -PassThru
    if ($callers -ge 8) {
        Measure-Crowd $Bench.Org $Bench.Release -Processes ($callers / 8) -Runspaces 8 | Add-Member Kind 'in processes of 8' -PassThru
    }
}
