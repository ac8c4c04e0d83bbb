<#
.SYNOPSIS
    Compiles the cmdlets' pages into the file that Get-Help reads. The same pages give the same file, byte for byte.
.EXAMPLE
    ./tools/ConvertTo-Help.ps1 -Docs docs -Destination module/en-US -Release output/SfOAuth/0.1.0
.EXAMPLE
    ./tools/ConvertTo-Help.ps1 -Docs docs -AsHash
    What the compiled file must carry to be of these pages. Needs no PlatyPS.
#>
[CmdletBinding(DefaultParameterSetName = 'Compile')]
param(
    [Parameter(Mandatory)] [string] $Docs,
    [Parameter(Mandatory, ParameterSetName = 'Compile')] [string] $Destination,
    [Parameter(Mandatory, ParameterSetName = 'Compile')] [string] $Release,
    [Parameter(Mandatory, ParameterSetName = 'Hash')] [switch] $AsHash
)

$ErrorActionPreference = 'Stop'
Set-StrictMode -Version Latest
. "$PSScriptRoot/Tools.ps1"

# In an order that no locale changes.
function Get-Page([string] $Folder) {
    $pages = Get-ChildItem $Folder -Filter *.md | Where-Object { (Get-Content $_ -TotalCount 2)[1] -eq 'document type: cmdlet' }
    [System.Linq.Enumerable]::OrderBy([object[]]@($pages), [Func[object, string]] { $args[0].BaseName }, [StringComparer]::Ordinal)
}

function Get-PageHash($Pages) {
    $text = $Pages | ForEach-Object { $_.Name; (Get-Content $_ -Raw) -replace "`r`n", "`n" }
    $bytes = [System.Text.Encoding]::UTF8.GetBytes($text -join "`0")
    [System.Convert]::ToHexString([System.Security.Cryptography.SHA256]::HashData($bytes)).ToLowerInvariant()
}

function Assert-Complete($Pages, [string] $Manifest) {
    $exported = (& ([scriptblock]::Create((Get-Content $Manifest -Raw)))).CmdletsToExport
    $missing = $exported | Where-Object { $_ -notin $Pages.BaseName }
    if ($missing) {
        throw "No page in docs for $($missing -join ', ')."
    }
}

function Add-Element($Parent, [string] $Name, [string] $Text) {
    $element = $Parent.OwnerDocument.CreateElement($Name, $Parent.GetNamespaceOfPrefix($Name.Split(':')[0]))
    $element.InnerText = $Text
    $Parent.AppendChild($element)
}

# PlatyPS 1.0 leaves an example as one introduction with the fences in it. Get-Help has a place for the code and one for the rest.
function Repair-Example($Example) {
    $text = ($Example.introduction.para | Where-Object { $_ -ne [string][char]0x80 }) -join "`n`n"
    $code = [regex]::Match($text, '(?s)\A```powershell\n(.+?)\n```\s*(.*)\z')
    $Example.introduction.RemoveAll()
    $Example['dev:code'].InnerText = $code.Groups[1].Value
    $remarks = $code.Groups[2].Value -replace '(?s)```output\n(.+?)\n```', '$1'
    # The empty one keeps the next title away.
    $paragraphs = @($remarks -split '\n\n' | Where-Object { $_ }) + ''
    $paragraphs | ForEach-Object { $null = Add-Element -Parent $Example['dev:remarks'] -Name 'maml:para' -Text $_ }
}

# Defaults are in the pages and not in PlatyPS's output, and the types are short in one place and long in the other.
function Repair-Parameter($Command, $Page) {
    foreach ($parameter in $Command.parameters.parameter) {
        $default = ($Page.Parameters | Where-Object Name -EQ $parameter.name).DefaultValue
        if ($default) {
            $null = Add-Element -Parent $parameter -Name 'dev:defaultValue' -Text $default
        }

        $inSyntax = @($Command.syntax.syntaxItem.parameter | Where-Object name -EQ $parameter.name)[0]
        if ($parameter['command:parameterValue'] -and $inSyntax['command:parameterValue']) {
            $parameter['command:parameterValue'].InnerText = $inSyntax['command:parameterValue'].InnerText
        }
    }
}

# A link to another page is a command's name; a file's name says nothing in Get-Help. Get-Help -Online opens the first that has a
# URL, and that is to be the page itself.
function Repair-Link($Links) {
    foreach ($link in @($Links.navigationLink)) {
        if ($link.linkText -eq 'Online Version') {
            $null = $Links.PrependChild($link)
        } elseif ($link.uri -like '*.md') {
            $link.uri = ''
        }
    }
}

function Convert-Page($Pages, [string] $Folder) {
    $imported = @(Import-MarkdownCommandHelp -Path $Pages.FullName)
    $raw = Export-MamlCommandHelp -CommandHelp $imported -OutputFolder $Folder -Force
    $help = [xml]::new()
    $help.Load($raw.FullName)
    foreach ($command in $help.GetElementsByTagName('command:command')) {
        $command.examples.example | ForEach-Object { Repair-Example $_ }
        Repair-Parameter $command ($imported | Where-Object Title -EQ $command.details.name)
        Repair-Link $command.relatedLinks
    }

    $made = $help.CreateComment(" Made by 'build.ps1 -Task Docs' out of docs; pages $(Get-PageHash $Pages) ")
    $null = $help.helpItems.PrependChild($made)
    $help
}

function Write-Help([xml] $Help, [string] $Folder) {
    $null = New-Item $Folder -ItemType Directory -Force
    $settings = [System.Xml.XmlWriterSettings]@{ Indent = $true; NewLineChars = "`n"; Encoding = [System.Text.UTF8Encoding]::new($false) }
    $writer = [System.Xml.XmlWriter]::Create("$(Resolve-Path $Folder)/SfOAuth.dll-Help.xml", $settings)
    try {
        $Help.Save($writer)
        $writer.WriteRaw("`n")
    } finally {
        $writer.Dispose()
    }
}

$pages = @(Get-Page $Docs)
if ($AsHash) {
    return Get-PageHash $pages
}

if (-not (Resolve-TestModule Microsoft.PowerShell.PlatyPS '1.0.0')) {
    throw 'The help is compiled with Microsoft.PowerShell.PlatyPS 1.0 or later, which is not installed.'
}

Import-Module Microsoft.PowerShell.PlatyPS -MinimumVersion 1.0.0
Assert-Complete $pages "$Release/SfOAuth.psd1"
$temporary = Join-Path ([System.IO.Path]::GetTempPath()) "SfOAuth.Help.$PID"
try {
    Write-Help (Convert-Page $pages $temporary) $Destination
} finally {
    Remove-Item $temporary -Recurse -Force -ErrorAction Ignore
}
