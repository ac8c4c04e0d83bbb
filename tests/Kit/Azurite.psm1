# Microsoft's emulator of Blob Storage, for the tests of shared vaults. It comes from npm, once, into output/.
[Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUseShouldProcessForStateChangingFunctions', '', Justification = 'What changes here is gone after the run.')]
[Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSProvideCommentHelp', '', Justification = 'Tests call this, and nobody else.')]
param()

Set-StrictMode -Version Latest
$script:package = "$PSScriptRoot/Azurite/package.json"
$script:account = 'fleetstorage'
$script:output = [System.IO.Path]::GetFullPath("$PSScriptRoot/../../output")

# Its program; nothing where it is not installed.
function Get-AzuriteProgram {
    $program = "$(Get-AzuriteFolder)/node_modules/azurite/dist/src/blob/main.js"
    if (Test-Path $program) { $program }
}

# It takes a processor a quarter of a minute, so it is done once, for all who test. Beside its place, and renamed: another run
# may be doing the same. Where npm does not give it, there is none.
function Install-Azurite {
    if ((Get-AzuriteProgram) -or (Get-Command npm, node -ErrorAction Ignore).Count -ne 2) { return }
    $new = New-Item "$(Get-AzuriteFolder).$PID" -ItemType Directory -Force
    try {
        Copy-Item $script:package $new
        & npm install --prefix "$new" --no-audit --no-fund --loglevel=error *> $null
        # What npm did not end would be in the way of the next run.
        if ($LASTEXITCODE -eq 0) { [System.IO.Directory]::Move("$new", (Get-AzuriteFolder)) }
    } catch {
        Write-Verbose "Azurite was not installed: $_"
    } finally {
        Remove-Item $new -Recurse -Force -ErrorAction Ignore
    }
}

function Get-AzuriteFolder { "$script:output/azurite-$((Get-Content $script:package -Raw | ConvertFrom-Json).dependencies.azurite)" }

# One of its own, with an account whose key is made here. It ends with its standard input.
function Start-Azurite {
    $key = [byte[]]::new(64)
    [System.Security.Cryptography.RandomNumberGenerator]::Fill($key)
    $start = [System.Diagnostics.ProcessStartInfo]::new('node')
    '-e', "process.stdin.on('end',()=>process.exit()).resume();require('$((Get-AzuriteProgram).Replace('\', '/'))')", 'x',
    '--blobHost', '127.0.0.1', '--blobPort', '0', '--inMemoryPersistence', '--disableTelemetry' | ForEach-Object { $start.ArgumentList.Add($_) }
    $start.WorkingDirectory = [System.IO.Path]::GetTempPath()
    $start.RedirectStandardInput = $start.RedirectStandardOutput = $true
    $start.Environment['AZURITE_ACCOUNTS'] = "${script:account}:$([Convert]::ToBase64String($key))"
    $process = [System.Diagnostics.Process]::Start($start)
    do { $line = $process.StandardOutput.ReadLine() ?? $(throw 'Azurite did not start.') } until ($line -match 'successfully listens on (http://[0-9.:]+)')
    $url = "$($Matches[1])/$script:account"
    # A line for each request; it must go somewhere.
    $log = [System.IO.MemoryStream]::new()
    $null = $process.StandardOutput.BaseStream.CopyToAsync($log)
    [pscustomobject]@{ Url = $url; Key = $key; Process = $process; Log = $log }
}

function Stop-Azurite($Azurite) {
    $Azurite.Process.StandardInput.Close()
    $null = $Azurite.Process.WaitForExit(10000)
    $Azurite.Process.Dispose()
}

# A container of its own; gives its URL without a signature.
function New-Container($Azurite) {
    $url = "$($Azurite.Url)/fleet-$([guid]::NewGuid().ToString('N'))"
    $null = Invoke-Storage $Azurite -Method Put -Url "${url}?restype=container"
    $url
}

# How many requests have reached it. It logs a little later than it answers, so this asks something that is recognised in the log.
function Get-StorageRequestCount($Azurite) {
    $mark = [guid]::NewGuid().ToString('N')
    $null = Invoke-RestMethod "$($Azurite.Url)/$mark" -SkipHttpErrorCheck
    do { $log = [System.Text.Encoding]::UTF8.GetString($Azurite.Log.ToArray()) } until ($log.Contains($mark))
    [regex]::Matches($log, '"[A-Z]+ /').Count
}

# As the storage's operator.
function Invoke-Storage($Azurite, [string] $Method, [string] $Url, [hashtable] $Headers = @{}, [string] $Body) {
    $end = Get-SasTime ([timespan]'01:00')
    $signed = $script:account, 'rwdlac', 'b', 'sco', '', $end, '', '', '2021-12-02', '', ''
    $sas = Join-Query ([ordered]@{ sv = '2021-12-02'; ss = 'b'; srt = 'sco'; sp = 'rwdlac'; se = $end; sig = Get-Signature $Azurite $signed })
    $content = if ($Body) { @{ Body = $Body } } else { @{} }
    Invoke-RestMethod "$Url&$sas" -Method $Method -Headers (@{ 'x-ms-version' = '2021-12-02' } + $Headers) @content
}

# The URL that a machine is given.
function Get-ContainerUrl($Azurite, [string] $Container, [string] $Permissions = 'rwdl', [timespan] $To = '01:00') {
    $end = Get-SasTime $To
    $signed = $Permissions, '', $end, "/blob/$script:account/$(Split-Path $Container -Leaf)", '', '', '', '2021-12-02', 'c', '', '', '', '', '', '', ''
    "${Container}?" + (Join-Query ([ordered]@{ sv = '2021-12-02'; sr = 'c'; sp = $Permissions; se = $end; sig = Get-Signature $Azurite $signed }))
}

function Get-SasTime([timespan] $FromNow) { [datetimeoffset]::UtcNow.Add($FromNow).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'") }

function Get-Signature($Azurite, [string[]] $Signed) {
    $hmac = [System.Security.Cryptography.HMACSHA256]::new($Azurite.Key)
    [Convert]::ToBase64String($hmac.ComputeHash([System.Text.Encoding]::UTF8.GetBytes($Signed -join "`n")))
}

function Join-Query($Fields) { ($Fields.GetEnumerator() | ForEach-Object { "$($_.Key)=$([uri]::EscapeDataString($_.Value))" }) -join '&' }

# A vault 'fleet' of this machine, in a container of its own: the URL without and with its signature, and the file of its key.
function Register-TestSharedVault($Azurite, [string] $Name = 'fleet') {
    $container = New-Container $Azurite
    $shared = [pscustomobject]@{ Container = $container; Url = Get-ContainerUrl $Azurite $container; KeyFile = "$env:HOME/$([guid]::NewGuid()).key" }
    $null = Register-SfVault $Name -ContainerUrl $shared.Url -KeyFile $shared.KeyFile -ErrorAction Stop
    $shared
}

# What of a shared vault nobody may see: the signature, as it is and as it is written in a URL, and the key.
function Get-SharedSecret($Shared) {
    $signature = [regex]::Match($Shared.Url, 'sig=([^&]+)').Groups[1].Value
    $signature, [uri]::UnescapeDataString($signature)
    if (Test-Path $Shared.KeyFile) { Get-Content $Shared.KeyFile -Raw }
}

Export-ModuleMember -Function Install-Azurite, Get-AzuriteProgram, Start-Azurite, Stop-Azurite, New-Container, Invoke-Storage, Get-ContainerUrl, Register-TestSharedVault, Get-SharedSecret, Get-StorageRequestCount
