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

# NuGet names itself in one part, and its older versions draw that part's name and the ids of its relations at random.
function Repair-Part([string] $Folder) {
    Get-ChildItem $Folder -Filter *.psmdcp -Recurse | Rename-Item -NewName nuget.psmdcp
    $properties = Get-ChildItem $Folder -Filter nuget.psmdcp -Recurse
    (Get-Content $properties -Raw) -replace '\s*<lastModifiedBy>.*?</lastModifiedBy>' | Set-Content $properties -NoNewline
    $relations = "$Folder/_rels/.rels"
    $ids = @{ Count = 0 }
    $text = (Get-Content $relations -Raw) -replace '[^/"]+(?=\.psmdcp")', 'nuget'
    [regex]::Replace($text, '(?<= Id=")\w+', { "R$((++$ids.Count))" }) | Set-Content $relations -NoNewline
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
    # Whether the manifest holds is tested elsewhere; here it would ask for the required module.
    Compress-PSResource -Path $Release -DestinationPath $temporary -SkipModuleManifestValidate
    $made = Get-ChildItem $temporary -Filter *.nupkg
    $parts = "$temporary/parts"
    [System.IO.Compression.ZipFile]::ExtractToDirectory($made, $parts)
    Repair-Part $parts
    $path = "$(New-Item $Destination -ItemType Directory -Force)/$($made.Name)"
    Remove-Item $path -ErrorAction Ignore
    Compress-Part $parts $path
    Get-Item $path
} finally {
    Remove-Item $temporary -Recurse -Force
}
