# Turns what was measured into tables and pictures, and puts them where they belong.
[Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUseShouldProcessForStateChangingFunctions', '', Justification = 'The build calls this, and nobody else.')]
param()

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
Import-Module "$PSScriptRoot/Chart.psm1"

function ConvertTo-Row([string[]] $Cell) { "| $($Cell -join ' | ') |" }

function ConvertTo-Head([string[]] $Cell) {
    ConvertTo-Row $Cell
    "|$('---|' * $Cell.Count)"
}

# The rows of the table that have a target; the others stand in the long one.
function ConvertTo-Table($Result, [switch] $Short) {
    ConvertTo-Head 'What', 'SfOAuth, median (quartiles)', 'beside it', 'result', 'target', 'met'
    foreach ($row in $Result.Rows | Where-Object { -not $Short -or $null -ne $_.Met }) {
        ConvertTo-Row $row.What, $row.Ours, $row.Rival, $row.Result, $row.Target, ($null -eq $row.Met ? '' : $row.Met ? 'yes' : 'no')
    }

    ''
    "$($Result.Machine), $($Result.Date)$($Result.Quick ? ', a quick run of few rounds' : ''). Left out: $($Result.LeftOut ? $Result.LeftOut -join '; ' : 'nothing')."
}

function ConvertTo-NoteList($Result) {
    $Result.Rows | Where-Object Note | ForEach-Object { "- $($_.What): $($_.Note)" } | Select-Object -Unique
}

# BenchmarkDotNet's figures, one row a benchmark.
function Read-MicroBenchmark([string] $Folder) {
    foreach ($file in Get-ChildItem "$Folder/results" -Filter *-brief.json -ErrorAction Ignore) {
        foreach ($benchmark in (Get-Content $file -Raw | ConvertFrom-Json).Benchmarks) {
            [pscustomobject]@{
                What = "$($benchmark.Type).$($benchmark.Method) $($benchmark.Parameters)".Trim()
                Microseconds = [Math]::Round($benchmark.Statistics.Median / 1000, 1)
                Quartiles = $benchmark.Statistics.Q1, $benchmark.Statistics.Q3 | ForEach-Object { [Math]::Round($_ / 1000, 1) }
                Bytes = $benchmark.Memory.BytesAllocatedPerOperation
            }
        }
    }
}

function ConvertTo-MicroTable($Micro) {
    ConvertTo-Head 'Core, without PowerShell', 'median (quartiles)', 'allocated'
    $Micro | ForEach-Object { ConvertTo-Row $_.What, "$($_.Microseconds) us ($($_.Quartiles[0]) to $($_.Quartiles[1]))", "$([Math]::Round($_.Bytes / 1KB, 1)) KB" }
}

function ConvertTo-GrowthTable($Growth) {
    ConvertTo-Head 'saved connections', 'vault', 'list', 'get one', 'refresh one', 'refresh all', 'that is, each'
    $Growth.Connections | ForEach-Object {
        ConvertTo-Row "$($_.Size)", ($_.Vault -eq 'SfOAuth' ? 'built-in' : 'SecretStore'), (Format-Duration $_.List), (Format-Duration $_.Get), (Format-Duration $_.Refresh), (Format-Duration $_.Bulk), (Format-Duration $_.Each)
    }

    ''
    ConvertTo-Head 'callers of one connection', 'where', 'until all have the token', 'token requests', 'failures'
    $Growth.Callers | ForEach-Object { ConvertTo-Row "$($_.Callers)", $_.Kind, (Format-Duration $_.Ms), "$($_.Requests)", "$($_.Failures)" }
    # What Export-Chart draws.
    'Listing all connections: listing', 'Getting one saved token: getting', 'Refreshing all connections: refreshing', 'One refresh, many callers: callers' | ForEach-Object {
        $title, $file = $_ -split ': '
        ''
        "![$title](images/$file.svg)"
    }
}

function Export-Chart($Growth, [string] $Folder) {
    $null = New-Item $Folder -ItemType Directory -Force
    $charts = @{ File = 'listing'; Value = 'List'; Title = 'Listing all connections' }, @{ File = 'getting'; Value = 'Get'; Title = 'Getting one saved token' },
    @{ File = 'refreshing'; Value = 'Each'; Title = 'Refreshing all connections: time for each' }
    foreach ($chart in $charts) {
        $curves = foreach ($vault in $Growth.Connections.Vault | Select-Object -Unique) {
            $points = $Growth.Connections | Where-Object Vault -EQ $vault | ForEach-Object { , @($_.Size, $_.($chart.Value)) }
            @{ Name = $vault -eq 'SfOAuth' ? 'the built-in vault' : 'SecretStore'; Points = @($points) }
        }

        New-Chart $chart.Title -Across 'saved connections' -Curve $curves | Set-Content "$Folder/$($chart.File).svg"
    }

    $curves = $Growth.Callers | Group-Object Kind | ForEach-Object { @{ Name = $_.Name; Points = @($_.Group | ForEach-Object { , @($_.Callers, $_.Ms) }) } }
    New-Chart 'One refresh, many callers: until the last has the token' -Across 'callers' -Curve @($curves) | Set-Content "$Folder/callers.svg"
}

# Replaces what stands between the two marks of a page.
function Update-Page([string] $Path, [string] $Mark, [string[]] $Text) {
    $page = Get-Content $Path -Raw
    $begin, $end = "<!-- ${Mark}:begin -->", "<!-- ${Mark}:end -->"
    $from, $to = $page.IndexOf($begin), $page.IndexOf($end)
    if ($from -lt 0 -or $to -lt $from) {
        throw "$Path has no place marked '$Mark'."
    }

    Set-Content $Path ($page.Substring(0, $from + $begin.Length) + "`n`n$($Text -join "`n")`n`n" + $page.Substring($to)) -NoNewline
}

Export-ModuleMember -Function *
