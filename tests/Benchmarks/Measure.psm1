# Measuring side by side: everything that is compared is run in turn, in one run, so that what else the machine does falls on all.
[Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUseShouldProcessForStateChangingFunctions', '', Justification = 'It makes rows.')]
param()

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

function Get-Quantile([double[]] $Sorted, [double] $Part) {
    $at = ($Sorted.Count - 1) * $Part
    $low = [int][Math]::Floor($at)
    $high = [Math]::Min($low + 1, $Sorted.Count - 1)
    $Sorted[$low] + (($Sorted[$high] - $Sorted[$low]) * ($at - $low))
}

# Median and quartiles. The times themselves are kept too: whoever doubts a figure can count again.
function Get-Summary([double[]] $Value) {
    $sorted = $Value | Sort-Object
    [pscustomobject]@{
        Median = [Math]::Round((Get-Quantile $sorted 0.5), 3)
        Q1     = [Math]::Round((Get-Quantile $sorted 0.25), 3)
        Q3     = [Math]::Round((Get-Quantile $sorted 0.75), 3)
        Min    = [Math]::Round($sorted[0], 3)
        P95    = [Math]::Round((Get-Quantile $sorted 0.95), 3)
        Count  = $Value.Count
        Values = @($Value | ForEach-Object { [Math]::Round($_, 3) })
    }
}

# Milliseconds of each side. A side that gives a number has measured itself; else its whole call counts. One round warms up,
# and every second round goes the other way, so that nobody always comes after the same one.
function Measure-Side([System.Collections.Specialized.OrderedDictionary] $Side, [int] $Count, [int] $WarmUp = 1) {
    $names = @($Side.Keys)
    $times = @{}
    $names | ForEach-Object { $times[$_] = [System.Collections.Generic.List[double]]::new() }
    foreach ($round in (1 - $WarmUp)..$Count) {
        $order = if ($round % 2) { $names } else { $names[($names.Count - 1)..0] }
        foreach ($name in $order) {
            $watch = [System.Diagnostics.Stopwatch]::StartNew()
            $own = & $Side[$name]
            $elapsed = $watch.Elapsed.TotalMilliseconds
            if ($round -gt 0) {
                $times[$name].Add(($own -is [double] ? $own : $elapsed))
            }
        }
    }

    $summary = [ordered]@{}
    $names | ForEach-Object { $summary[$_] = Get-Summary $times[$_] }
    $summary
}

# A row of the table: ours beside a rival, judged by the ratio. Without a limit it is for information.
function New-RatioRow([string] $What, $Sides, [string] $Rival, $AtMost, [string] $Note, [string] $Our = 'SfOAuth', [string] $By = 'Median', [string] $Unit = 'ms') {
    $ours, $other = $Sides[$Our], $Sides[$Rival]
    $ratio = [Math]::Round($ours.$By / $other.$By, 2)
    [pscustomobject]@{
        What = $What; Ours = Format-Time -Summary $ours -By $By -Unit $Unit; Rival = "${Rival}: $(Format-Time -Summary $other -By $By -Unit $Unit)"; Result = "$ratio x"
        Target = $null -ne $AtMost ? "at most $AtMost x" : ''; Met = $null -ne $AtMost ? $ratio -le $AtMost : $null; Note = $Note; Ratio = $ratio; Sides = $Sides
    }
}

# A row whose figure stands for itself. Without a limit it is for information.
function New-ValueRow([string] $What, [double] $Value, [string] $Unit, $AtMost, $AtLeast, [string] $Ours, [string] $Note, $Data) {
    $target = if ($null -ne $AtMost) { "at most $AtMost$Unit" } elseif ($null -ne $AtLeast) { "at least $AtLeast$Unit" } else { '' }
    $met = if ($null -ne $AtMost) { $Value -le $AtMost } elseif ($null -ne $AtLeast) { $Value -ge $AtLeast } else { $null }
    [pscustomobject]@{ What = $What; Ours = $Ours; Rival = ''; Result = "$Value$Unit"; Target = $target; Met = $met; Note = $Note; Value = $Value; Data = $Data }
}

# How little a call depends on how many connections there are.
function New-GrowthRow($Points) {
    $own = $Points | Where-Object Vault -EQ 'SfOAuth'
    $many = $own[-1]
    foreach ($call in @{ Name = 'Get'; What = 'Get one' }, @{ Name = 'Refresh'; What = 'Refresh and save one' }) {
        $among, $alone = $many.($call.Name), $many."$($call.Name)Alone"
        New-ValueRow -What "$($call.What) of $($many.Size) beside one of 1, built-in vault" -Value ([Math]::Round($among / $alone, 2)) -Unit ' x' -AtMost 1.2 -Ours "$among ms and $alone ms" -Data $own
    }

    New-ValueRow -What "List $($many.Size), built-in vault" -Value ([Math]::Round($many.List)) -Unit ' ms' -AtMost 1000 -Data $own
}

function Format-Time($Summary, [string] $By = 'Median', [string] $Unit = 'ms') {
    $digits = if ($Summary.Median -ge 100) { 0 } elseif ($Summary.Median -ge 10) { 1 } else { 2 }
    $text = $Summary.$By, $Summary.Q1, $Summary.Q3 | ForEach-Object { $_.ToString("F$digits", [cultureinfo]::InvariantCulture) }
    $spread = if ($By -eq 'Median') { " ($($text[1]) to $($text[2]))" }
    "$($text[0]) $Unit$spread"
}

Export-ModuleMember -Function *
