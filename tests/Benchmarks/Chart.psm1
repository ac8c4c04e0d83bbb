# Curves as SVG, written by hand: both axes logarithmic, each curve named where it ends, colours that can be told apart in light and dark.
[Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUseShouldProcessForStateChangingFunctions', '', Justification = 'It makes a text.')]
param()

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

$width, $height = 720, 400
$left, $right, $top, $bottom = 70, 170, 46, 50
$plotWidth, $plotHeight = ($width - $left - $right), ($height - $top - $bottom)

$style = @'
text { font: 12px system-ui, sans-serif; fill: #1f2328 }
.title { font-size: 14px; font-weight: 600 }
.grid { stroke: #d1d9e0; stroke-width: 1 }
.curve { fill: none; stroke-width: 2 }
.c0 { stroke: #0969da } .d0 { fill: #0969da }
.c1 { stroke: #bc4c00 } .d1 { fill: #bc4c00 }
.c2 { stroke: #1a7f37 } .d2 { fill: #1a7f37 }
.c3 { stroke: #8250df } .d3 { fill: #8250df }
@media (prefers-color-scheme: dark) {
text { fill: #e6edf3 }
.grid { stroke: #3d444d }
.c0 { stroke: #58a6ff } .d0 { fill: #58a6ff }
.c1 { stroke: #ffa657 } .d1 { fill: #ffa657 }
.c2 { stroke: #56d364 } .d2 { fill: #56d364 }
.c3 { stroke: #d2a8ff } .d3 { fill: #d2a8ff }
}
'@

function Format-Number([double] $Value) { $Value.ToString('0.##', [cultureinfo]::InvariantCulture) }

function ConvertTo-Text([string] $Text) { [System.Security.SecurityElement]::Escape($Text) }

# The whole powers of ten around the values.
function Get-Decade([double[]] $Value) {
    $least, $most = ($Value | Measure-Object -Minimum -Maximum).ForEach({ $_.Minimum, $_.Maximum })
    $low = [Math]::Floor([Math]::Log10($least))
    $low, [Math]::Max([Math]::Ceiling([Math]::Log10($most)), $low + 1)
}

function Get-Place([double] $Value, [double[]] $Decade) { ([Math]::Log10($Value) - $Decade[0]) / ($Decade[1] - $Decade[0]) }

function Get-X([double] $Value, [double[]] $Decade) { $left + ($plotWidth * (Get-Place $Value $Decade)) }

function Get-Y([double] $Value, [double[]] $Decade) { $top + ($plotHeight * (1 - (Get-Place $Value $Decade))) }

# Milliseconds as a person says them.
function Format-Duration([double] $Value) { if ($Value -ge 1000) { "$(Format-Number ($Value / 1000)) s" } else { "$(Format-Number $Value) ms" } }

function Write-Grid($Ticks, $Scale) {
    foreach ($tick in $Ticks) {
        $x = Format-Number (Get-X $tick $Scale.X)
        "<line class='grid' x1='$x' y1='$top' x2='$x' y2='$($top + $plotHeight)'/>"
        "<text x='$x' y='$($top + $plotHeight + 18)' text-anchor='middle'>$($tick.ToString('N0', [cultureinfo]::InvariantCulture))</text>"
    }

    foreach ($power in $Scale.Y[0]..$Scale.Y[1]) {
        $value = [Math]::Pow(10, $power)
        $y = Format-Number (Get-Y $value $Scale.Y)
        "<line class='grid' x1='$left' y1='$y' x2='$($left + $plotWidth)' y2='$y'/>"
        "<text x='$($left - 8)' y='$y' dy='4' text-anchor='end'>$(Format-Duration $value)</text>"
    }
}

function Write-Curve($Curve, [int] $Number, $Scale) {
    $places = $Curve.Points | ForEach-Object { "$(Format-Number (Get-X $_[0] $Scale.X)),$(Format-Number (Get-Y $_[1] $Scale.Y))" }
    "<polyline class='curve c$Number' points='$($places -join ' ')'/>"
    foreach ($point in $Curve.Points) {
        "<circle class='d$Number' cx='$(Format-Number (Get-X $point[0] $Scale.X))' cy='$(Format-Number (Get-Y $point[1] $Scale.Y))' r='3.5'><title>$($point[0]): $(Format-Duration $point[1])</title></circle>"
    }

    $end = $Curve.Points[-1]
    "<text class='d$Number' x='$(Format-Number ((Get-X $end[0] $Scale.X) + 10))' y='$(Format-Number $Scale.Label[$Number])' dy='4'>$(ConvertTo-Text $Curve.Name)</text>"
}

# A chart of curves, each a name and points of two numbers.
function New-Chart([string] $Title, [string] $Across, [object[]] $Curve) {
    $all = @($Curve | ForEach-Object { $_.Points | ForEach-Object { , $_ } })
    $xs = @($all | ForEach-Object { [double]$_[0] } | Sort-Object -Unique)
    $scale = @{ Label = @{} }
    $scale.X = [Math]::Log10($xs[0]), [Math]::Max([Math]::Log10($xs[-1]), [Math]::Log10($xs[0]) + 0.3)
    $scale.Y = Get-Decade ($all | ForEach-Object { [double]$_[1] })
    # Names of curves that end close together make room for each other.
    $least = [double]::MinValue
    foreach ($number in 0..($Curve.Count - 1) | Sort-Object { Get-Y $Curve[$_].Points[-1][1] $scale.Y }) {
        $least = $scale.Label[$number] = [Math]::Max((Get-Y $Curve[$number].Points[-1][1] $scale.Y), $least + 15)
    }

    @(
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 $width $height' width='$width' height='$height' role='img' aria-label='$(ConvertTo-Text $Title)'>"
        "<style>$style</style>"
        "<text class='title' x='$left' y='24'>$(ConvertTo-Text $Title)</text>"
        Write-Grid $xs $scale
        foreach ($number in 0..($Curve.Count - 1)) { Write-Curve $Curve[$number] -Number $number -Scale $scale }
        "<text x='$($left + ($plotWidth / 2))' y='$($height - 10)' text-anchor='middle'>$(ConvertTo-Text $Across)</text>"
        '</svg>'
    ) -join "`n"
}

Export-ModuleMember -Function *
