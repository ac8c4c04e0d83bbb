<#
.SYNOPSIS
    Compiles the about topics of the docs into the text that Get-Help shows. The same pages give the same files, byte for byte.
.DESCRIPTION
    PlatyPS 1.0 compiles the pages of cmdlets and no others. What the topics are written in is little: headings, paragraphs,
    lists, and fenced blocks, which keep their lines as they are.
.EXAMPLE
    ./tools/ConvertTo-AboutHelp.ps1 -Docs docs -Destination module/en-US
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)] [string] $Docs,
    [Parameter(Mandatory)] [string] $Destination
)

$ErrorActionPreference = 'Stop'
Set-StrictMode -Version Latest
$width = 80

# The marks of markdown say nothing in a terminal, and a link to a page is that page's name.
function ConvertTo-Plain([string] $Text) {
    $Text -replace '\[([^\]]+)\]\((https?:[^)]+)\)', '$1 ($2)' -replace '\[([^\]]+)\]\([^)]+\)', '$1' -replace '\*\*(.+?)\*\*', '$1' -replace '`([^`]+)`', '$1'
}

function Format-Paragraph([string] $Text, [string] $Indent, [string] $First = $Indent) {
    $line = $First
    $start = $true
    foreach ($word in (ConvertTo-Plain $Text) -split '\s+') {
        if (-not $start -and $line.Length + 1 + $word.Length -gt $width) {
            $line
            $line = $Indent
            $start = $true
        }

        $line += $(if ($start) { '' } else { ' ' }) + $word
        $start = $false
    }

    $line
}

# Each kind of block as lines: what stands below a heading is set off from it by four columns.
function Format-Block([string] $Block) {
    switch -Regex ($Block) {
        '\A```' { ($Block -split "`n")[1..(@($Block -split "`n").Count - 2)] | ForEach-Object { if ($_) { "      $_" } else { '' } } }
        '\A### ' { '  ' + (ConvertTo-Plain $Block.Substring(4)) }
        '\A## ' { (ConvertTo-Plain $Block.Substring(3)).ToUpperInvariant() }
        '\A- ' { [regex]::Split($Block, '(?m)^- ') | Where-Object { $_ } | ForEach-Object { Format-Paragraph -Text $_.Trim() -Indent '      ' -First '    - ' } }
        default { Format-Paragraph -Text $Block -Indent '    ' }
    }
}

function Convert-Topic([string] $Text, [string] $Name) {
    $body = $Text -replace '(?s)\A---\n.*?\n---\n' -replace '(?m)\A\s*# .+\n'
    $blocks = [regex]::Matches($body, '(?sm)^```.*?^```$|^\S.*?(?=\n\n|\n```|\n*\z)') | ForEach-Object Value
    # Get-Help takes the topic's synopsis from this heading, and wants the text right below it.
    $lines = @('TOPIC', "    $Name", '') + $(foreach ($block in $blocks) {
        Format-Block $block
        if ($block -notmatch '\A##') { '' }
    })
    ($lines -join "`n").TrimEnd() + "`n"
}

$null = New-Item $Destination -ItemType Directory -Force
foreach ($page in Get-ChildItem $Docs -Filter about_*.md) {
    $text = (Get-Content $page -Raw) -replace "`r`n", "`n"
    # Windows PowerShell reads these files in the machine's own code page.
    if ($text -match '[^\x00-\x7F]') {
        throw "$($page.Name) has a character that is not ASCII: '$($Matches[0])'."
    }

    [System.IO.File]::WriteAllText("$(Resolve-Path $Destination)/$($page.BaseName).help.txt", (Convert-Topic $text $page.BaseName))
}
