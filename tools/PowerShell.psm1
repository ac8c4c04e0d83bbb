# The one place that knows how to start another PowerShell like this one. As a .NET tool its process is dotnet, and what makes it
# PowerShell is the first argument.
[Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUseShouldProcessForStateChangingFunctions', '', Justification = 'It makes an object.')]
param()

Set-StrictMode -Version Latest

# The program, and what comes before every argument; both may be called with: & $shell.Path @($shell.First) ...
function Get-PowerShellCommand {
    $own = (Get-Process -Id $PID).Path
    $isHost = [System.IO.Path]::GetFileNameWithoutExtension($own) -eq 'dotnet'
    [pscustomobject]@{ Path = $own; First = [string[]]@(if ($isHost) { Join-Path $PSHOME pwsh.dll }) }
}

# Without a profile, and without a user to ask. In Windows PowerShell, which has no list of arguments, nobody calls this.
function New-PowerShellStart([string[]] $Argument) {
    $shell = Get-PowerShellCommand
    $start = [System.Diagnostics.ProcessStartInfo]::new($shell.Path)
    $shell.First + '-NoProfile', '-NonInteractive' + $Argument | ForEach-Object { $start.ArgumentList.Add($_) }
    $start
}

function Invoke-PowerShell([string[]] $Argument) {
    $shell = Get-PowerShellCommand
    $whole = $shell.First + '-NoProfile', '-NonInteractive' + $Argument
    & $shell.Path @whole
}

# The words to begin a command line with, for $env:BROWSER.
function Get-PowerShellCommandLine {
    $shell = Get-PowerShellCommand
    $words = @($shell.Path) + $shell.First | ForEach-Object { "'$_'" }
    "$words -NoProfile -NonInteractive"
}

Export-ModuleMember -Function *
