# Processes that refresh side by side. They start together, and nobody sleeps: each says where it is, and waits to be told.
[Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUseShouldProcessForStateChangingFunctions', '', Justification = 'What changes here is gone after the run.')]
param()

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
Import-Module "$PSScriptRoot/../../../tools/PowerShell.psm1"

# A worker that is ready; its arguments are those of Worker.ps1.
function Start-Worker([hashtable] $With, [hashtable] $Environment = @{}) {
    $arguments = $With.GetEnumerator() | ForEach-Object { "-$($_.Key) $(@($_.Value | ForEach-Object { "'$_'" }) -join ',')" }
    $start = New-PowerShellStart '-Command', "& '$PSScriptRoot/Worker.ps1' $($arguments -join ' ')"
    $start.RedirectStandardInput = $start.RedirectStandardOutput = $true
    $Environment.GetEnumerator() | ForEach-Object { $start.Environment[$_.Key] = $_.Value }
    [System.Diagnostics.Process]::Start($start)
}

function Wait-Worker($Worker) {
    foreach ($one in $Worker) {
        $line = $one.StandardOutput.ReadLine()
        if ($line -ne 'ready') {
            throw "A worker did not start: $line $($one.StandardOutput.ReadToEnd())"
        }
    }
}

function Start-Round($Worker) {
    foreach ($one in $Worker) {
        $one.StandardInput.WriteLine('go')
    }
}

# All lines of the round, but for the one that ends it.
function Receive-Round($Worker) {
    foreach ($one in $Worker) {
        while ('done' -ne ($line = $one.StandardOutput.ReadLine())) {
            if ($null -eq $line) {
                throw 'A worker ended in the middle of a round.'
            }

            $line
        }
    }
}

# Waits until every runspace of every worker has looked at its connection.
function Wait-Asked($Worker, [int] $Each) {
    foreach ($one in $Worker) {
        1..$Each | ForEach-Object {
            $line = $one.StandardOutput.ReadLine()
            if ($line -ne 'asked') {
                throw "Expected 'asked': $line"
            }
        }
    }
}

function Stop-Worker($Worker) {
    foreach ($one in $Worker) {
        if (-not $one.HasExited) {
            $one.StandardInput.Close()
            if (-not $one.WaitForExit(30000)) {
                $one.Kill()
            }
        }

        $one.Dispose()
    }
}

Export-ModuleMember -Function *
