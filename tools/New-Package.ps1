<#
.SYNOPSIS
    Packs a release into a package for PSResourceGet and NuGet. The same release gives the same package, byte for byte.
.EXAMPLE
    ./tools/New-Package.ps1 -Release output/SfOAuth/0.1.0 -Destination output/packages
#>
[CmdletBinding()]
[OutputType([System.IO.FileInfo])]
param(
    [Parameter(Mandatory)] [string] $Release,
    [Parameter(Mandatory)] [string] $Destination
)

$ErrorActionPreference = 'Stop'
Set-StrictMode -Version Latest

# The children of the root in the order of what they say; their Id is not a part of that. And without the packer's own white space.
function Format-Part([string] $Path, [scriptblock] $Change = {}) {
    $document = [xml](Get-Content -LiteralPath $Path -Raw)
    $root = $document.DocumentElement
    . $Change $document
    $children = [System.Collections.Generic.SortedDictionary[string, object]]::new([StringComparer]::Ordinal)
    $root.ChildNodes | ForEach-Object { $children.Add(($_.OuterXml -replace ' Id="\w*"'), $_) }
    $children.Values | ForEach-Object { $null = $root.AppendChild($_) }
    Set-Content -LiteralPath $Path "<?xml version=`"1.0`" encoding=`"utf-8`"?>$($root.OuterXml)" -NoNewline
}

# The packer lists content types in the order of a hash table, which differs from run to run, names itself in one part, and in its
# older versions draws that part's name and the ids of its relations at random.
function Repair-Part([string] $Folder) {
    Get-ChildItem $Folder -Filter *.psmdcp -Recurse | Rename-Item -NewName nuget.psmdcp
    Format-Part (Get-ChildItem $Folder -Filter nuget.psmdcp -Recurse).FullName {
        $root.ChildNodes | Where-Object LocalName -EQ lastModifiedBy | ForEach-Object { $null = $root.RemoveChild($_) }
    }
    Format-Part "$Folder/[Content_Types].xml"
    $relations = "$Folder/_rels/.rels"
    (Get-Content $relations -Raw) -replace '[^/"]+(?=\.psmdcp")', 'nuget' | Set-Content $relations -NoNewline
    Format-Part $relations
    $ids = @{ Count = 0 }
    [regex]::Replace((Get-Content $relations -Raw), '(?<= Id=")\w+', { "R$((++$ids.Count))" }) | Set-Content $relations -NoNewline
}

# The manifest does not require SecretManagement, so that the module is imported without it; but an installation brings it along.
function Add-Dependency([string] $Folder) {
    Format-Part (Get-ChildItem $Folder -Filter *.nuspec).FullName {
        $metadata = $root['metadata']
        $dependency = $document.CreateElement('dependency', $root.NamespaceURI)
        $dependency.SetAttribute('id', 'Microsoft.PowerShell.SecretManagement')
        $dependency.SetAttribute('version', '1.1.0')
        $null = $metadata.AppendChild($document.CreateElement('dependencies', $root.NamespaceURI)).AppendChild($dependency)
    }
}

# Times and order would be those of this build. Compressed bytes differ from one .NET to the next, so nothing is compressed.
function Compress-Part([string] $Folder, [string] $Path) {
    $names = [string[]](Get-ChildItem $Folder -File -Recurse -Force | ForEach-Object { [System.IO.Path]::GetRelativePath($Folder, $_.FullName).Replace('\', '/') })
    [array]::Sort($names, [StringComparer]::Ordinal)
    $package = [System.IO.Compression.ZipFile]::Open($Path, 'Create')
    try {
        foreach ($name in $names) {
            $part = $package.CreateEntry($name, 'NoCompression')
            $part.LastWriteTime = [datetimeoffset]::new(1980, 1, 1, 0, 0, 0, [timespan]::Zero)
            $stream = $part.Open()
            $stream.Write([System.IO.File]::ReadAllBytes("$Folder/$name"))
            $stream.Dispose()
        }
    } finally {
        $package.Dispose()
    }
}

$temporary = New-Item (Join-Path ([System.IO.Path]::GetTempPath()) "SfOAuth.Package.$([guid]::NewGuid())") -ItemType Directory
try {
    # Whether the manifest holds is tested elsewhere.
    Compress-PSResource -Path $Release -DestinationPath $temporary -SkipModuleManifestValidate
    $made = Get-ChildItem $temporary -Filter *.nupkg
    $parts = "$temporary/parts"
    [System.IO.Compression.ZipFile]::ExtractToDirectory($made, $parts)
    Add-Dependency $parts
    Repair-Part $parts
    $path = "$(New-Item $Destination -ItemType Directory -Force)/$($made.Name)"
    Remove-Item $path -ErrorAction Ignore
    Compress-Part $parts $path
    Get-Item $path
} finally {
    Remove-Item $temporary -Recurse -Force
}
