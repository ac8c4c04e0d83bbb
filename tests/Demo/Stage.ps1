# How the demo looks, and what it stands on.
$script:step = 0
$script:margin = '     '
$script:width = if ([Console]::IsOutputRedirected) { 120 } else { [Math]::Max(60, $Host.UI.RawUI.BufferSize.Width - 1) }

function Show-Title([string] $Text) {
    Write-Host
    Write-Host $Text -ForegroundColor White
}

function Show-Step([string] $Text) {
    $script:step++
    Write-Host
    Write-Host ('{0,2}.  {1}' -f $script:step, $Text) -ForegroundColor Green
}

function Show-Note([string] $Text) {
    $line = $script:margin
    foreach ($word in $Text.Split(' ')) {
        if ($line.Trim() -and $line.Length + $word.Length -ge $script:width) {
            Write-Host $line -ForegroundColor DarkGray
            $line = $script:margin
        }

        $line += if ($line.Trim()) { " $word" } else { $word }
    }

    Write-Host $line -ForegroundColor DarkGray
}

function Show-Typed([string] $Text) {
    Write-Host "$($script:margin)PS> " -NoNewline -ForegroundColor DarkGray
    Write-Host $Text -ForegroundColor Yellow
}

# Shows a line and runs it. To be called with a dot, so that the line's variables are the caller's.
function Show-Command([string] $Text) {
    Show-Typed $Text
    Show-Output @(. ([scriptblock]::Create($Text)))
}

function Show-Output([object[]] $Output) {
    if (-not $Output) {
        return
    }

    $text = ($Output | Out-String -Width ($script:width - $script:margin.Length)).Trim("`r", "`n")
    $text -split '\r?\n' | ForEach-Object { Write-Host "$($script:margin)$_" }
}

# A code is good for one exchange only, and still it is not shown whole.
function Show-Address([string] $Address) {
    Write-Host ($script:margin + ($Address -replace '(?<=[?&](code|state)=.{6}).*?(?=(%3D)*(&|$))', '...')) -ForegroundColor Cyan
}

# Says whether two secrets are the same one, and nothing else of them.
function Get-Fingerprint([securestring] $Secret) {
    $bytes = [System.Text.Encoding]::UTF8.GetBytes((ConvertFrom-SecureString $Secret -AsPlainText))
    [System.Convert]::ToHexString([System.Security.Cryptography.SHA256]::HashData($bytes)).Substring(0, 8).ToLowerInvariant()
}

# Why SecretManagement has no part in this; nothing when it has. Its list of vaults is in the user's profile, and it is the user's
# own where that can't be another one for this process, as on Windows.
function Get-Obstacle([string] $Release) {
    if (-not (Test-Path "$Release/SfOAuth.Extension")) {
        'this build has no extension for it'
    } elseif (-not (Get-Module Microsoft.PowerShell.SecretManagement -ListAvailable)) {
        'Microsoft.PowerShell.SecretManagement is not installed'
    } elseif ([Environment]::GetFolderPath('UserProfile') -ne $env:HOME) {
        'its list of vaults is your own here'
    }
}
