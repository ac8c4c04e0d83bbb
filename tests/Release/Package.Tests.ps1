# The package as a user gets it: exactly what ships, the same bytes each time, and installed from a repository it works.
Describe 'The package' -Tag PSResourceGet {
    BeforeAll {
        Import-Module "$PSScriptRoot/../Kit/TestKit.psm1" -Force
        # PSResourceGet keeps its repositories there, and NuGet its settings; in a home without these folders they take the current one.
        $null = 'LocalApplicationData', 'ApplicationData' | ForEach-Object { [Environment]::GetFolderPath($_, 'Create') }
        $pack = "$PSScriptRoot/../../tools/New-Package.ps1"
        $package = & $pack -Release $env:SFOAUTH_TEST_RELEASE -Destination "$TestDrive/first"
        $zip = [System.IO.Compression.ZipFile]::OpenRead($package)
        function Read-Part([string] $Name) {
            $bytes = [System.IO.MemoryStream]::new()
            $stream = $zip.GetEntry($Name).Open()
            $stream.CopyTo($bytes)
            $stream.Dispose()
            , $bytes.ToArray()
        }
    }

    AfterAll { $zip.Dispose() }

    It 'holds what ships, what NuGet wants, and no more' {
        $zip.Entries.FullName | Should -BeExactly @(
            'LICENSE'
            'SfOAuth.Extension/Get-Secret.ps1'
            'SfOAuth.Extension/Get-SecretInfo.ps1'
            'SfOAuth.Extension/Remove-Secret.ps1'
            'SfOAuth.Extension/Set-Secret.ps1'
            'SfOAuth.Extension/SfOAuth.Extension.psd1'
            'SfOAuth.Extension/SfOAuth.Extension.psm1'
            'SfOAuth.Extension/Test-SecretVault.ps1'
            'SfOAuth.Format.ps1xml'
            'SfOAuth.nuspec'
            'SfOAuth.psd1'
            '[Content_Types].xml'
            '_rels/.rels'
            'bin/Core/SfOAuth.Core.dll'
            'bin/Core/SfOAuth.dll'
            'bin/Desktop/SfOAuth.Core.dll'
            'bin/Desktop/SfOAuth.dll'
            'en-US/SfOAuth.dll-Help.xml'
            'en-US/about_SfOAuth.help.txt'
            'en-US/about_SfOAuth_SharedVault.help.txt'
            'en-US/about_SfOAuth_Troubleshooting.help.txt'
            'en-US/about_SfOAuth_Vaults.help.txt'
            'package/services/metadata/core-properties/nuget.psmdcp'
        )
    }

    It 'is the same, byte for byte, when it is made again elsewhere and later' {
        $copy = New-Item "$TestDrive/elsewhere/$(Split-Path $env:SFOAUTH_TEST_RELEASE -Leaf)" -ItemType Directory
        # Copied the other way round, for some file systems list files in the order they came.
        Get-ChildItem $env:SFOAUTH_TEST_RELEASE | Sort-Object Name -Descending | Copy-Item -Destination $copy -Recurse
        Get-ChildItem $copy -File -Recurse | ForEach-Object { $_.LastWriteTime = [datetime]'2031-05-04' }

        $again = 1..3 | ForEach-Object { & $pack -Release $copy -Destination "$TestDrive/again$_" }

        ($again | Get-FileHash).Hash | Select-Object -Unique | Should -Be (Get-FileHash $package).Hash
        # A zip counts in steps of two seconds, in which both may have been made.
        $zip.Entries.LastWriteTime.DateTime | Select-Object -Unique | Should -Be ([datetime]'1980-01-01')
    }

    It 'is the same when the packer lists everything the other way round, and names and numbers it otherwise' {
        # What the script calls in place of the packer's own.
        function Compress-PSResource([string] $Path, [string] $DestinationPath, [switch] $SkipModuleManifestValidate) {
            Microsoft.PowerShell.PSResourceGet\Compress-PSResource -Path $Path -DestinationPath $DestinationPath -SkipModuleManifestValidate:$SkipModuleManifestValidate
            $made = Get-ChildItem $DestinationPath -Filter *.nupkg
            $parts = "$TestDrive/otherwise"
            [System.IO.Compression.ZipFile]::ExtractToDirectory($made, $parts)
            $properties = Get-ChildItem $parts -Filter *.psmdcp -Recurse | Rename-Item -NewName '0ther.psmdcp' -PassThru
            (Get-Content $properties -Raw) -replace '(?<=<lastModifiedBy>)[^<]+', 'another packer' | Set-Content $properties
            foreach ($list in "$parts/[Content_Types].xml", "$parts/_rels/.rels") {
                $document = [xml](Get-Content -LiteralPath $list -Raw)
                $children = @($document.DocumentElement.ChildNodes)
                [array]::Reverse($children)
                $children | ForEach-Object { $null = $document.DocumentElement.AppendChild($_) }
                $children | Where-Object { $_.HasAttribute('Id') } | ForEach-Object { $_.SetAttribute('Id', "X$([guid]::NewGuid().ToString('N'))") }
                $children | Where-Object { $_.GetAttribute('Target') -like '*.psmdcp' } | ForEach-Object { $_.SetAttribute('Target', '/package/services/metadata/core-properties/0ther.psmdcp') }
                $document.Save($list)
            }

            Remove-Item $made
            [System.IO.Compression.ZipFile]::CreateFromDirectory($parts, $made)
        }

        $again = & $pack -Release $env:SFOAUTH_TEST_RELEASE -Destination "$TestDrive/other"

        (Get-FileHash $again).Hash | Should -Be (Get-FileHash $package).Hash
    }

    It 'does not tell the folder it was built in: <Part>' -ForEach @(
        'Core', 'Desktop' | ForEach-Object { @{ Part = "bin/$_/SfOAuth.dll" }; @{ Part = "bin/$_/SfOAuth.Core.dll" } }
    ) {
        $folder = (Resolve-Path "$PSScriptRoot/../..").Path
        $bytes = Read-Part $Part
        foreach ($encoding in [System.Text.Encoding]::Latin1, [System.Text.Encoding]::Unicode) {
            $encoding.GetString($bytes).Contains($folder) | Should -BeFalse
        }

        # Where the compiler would have put it.
        [System.Text.Encoding]::Latin1.GetString($bytes) | Should -Match '/_/src[/\\]SfOAuth'
    }

    It 'says what it is, and what it needs' {
        $nuspec = [xml][System.Text.Encoding]::UTF8.GetString((Read-Part 'SfOAuth.nuspec')).TrimStart([char]0xFEFF)
        $about = $nuspec.package.metadata

        $about.id | Should -BeExactly 'SfOAuth'
        $about.version | Should -Be (Split-Path $env:SFOAUTH_TEST_RELEASE -Leaf)
        $about.licenseUrl | Should -Match '^https://.+/LICENSE$'
        $about.projectUrl | Should -Match '^https://'
        $about.releaseNotes, $about.description, $about.authors, $about.copyright | ForEach-Object { $_ | Should -Not -BeNullOrEmpty }
        'PSModule', 'Salesforce', 'OAuth', 'PSEdition_Core', 'PSEdition_Desktop' | ForEach-Object { $about.tags -split ' ' | Should -Contain $_ }
        @($about.dependencies.dependency) | Should -HaveCount 1
        $about.dependencies.dependency.id | Should -BeExactly 'Microsoft.PowerShell.SecretManagement'
        $about.dependencies.dependency.version | Should -Be '1.1.0'
    }

    Context 'in a repository' {
        BeforeAll {
            $repository = "SfOAuthTest$PID"
            $feed = New-Item "$TestDrive/feed" -ItemType Directory
            $modules = New-Item "$TestDrive/modules" -ItemType Directory
            Register-PSResourceRepository -Name $repository -Uri $feed.FullName -Trusted
            Publish-PSResource -NupkgPath $package -Repository $repository -SkipDependenciesCheck
            # The module it depends on is installed already; no gallery is asked for it.
            Save-PSResource SfOAuth -Repository $repository -Path $modules -SkipDependencyCheck
            $environment = @{ PSModulePath = $modules.FullName, $env:PSModulePath -join [System.IO.Path]::PathSeparator }
        }

        AfterAll { Unregister-PSResourceRepository $repository }

        It 'is found under its name' {
            $found = Find-PSResource SfOAuth -Repository $repository

            $found.Version | Should -Be ([version](Split-Path $env:SFOAUTH_TEST_RELEASE -Leaf))
        }

        It 'installs the files of the release' {
            $installed = "$modules/SfOAuth/$(Split-Path $env:SFOAUTH_TEST_RELEASE -Leaf)"
            foreach ($file in Get-ChildItem $env:SFOAUTH_TEST_RELEASE -File -Recurse) {
                $name = [System.IO.Path]::GetRelativePath($env:SFOAUTH_TEST_RELEASE, $file.FullName)
                (Get-FileHash "$installed/$name").Hash | Should -Be (Get-FileHash $file).Hash -Because $name
            }
        }

        It 'installs a module that PowerShell finds by a cmdlet''s name' {
            $script = "(Get-SfAuthorizeUrl -ClientId 3MVG9 -LoginUrl acme).Url; (Get-Module SfOAuth).ModuleBase; (Get-Help Get-SfAuthorizeUrl).Synopsis"

            $run = Invoke-NewProcess $script $environment

            $run.ExitCode | Should -Be 0
            $run.Text | Should -Match 'https://acme\.my\.salesforce\.com/services/oauth2/authorize\?'
            $run.Text | Should -Match ([regex]::Escape("modules$([System.IO.Path]::DirectorySeparatorChar)SfOAuth"))
            $run.Text | Should -Match 'Makes the URL'
        }

        It 'installs the build that is under test' {
            $assembly = (Get-ChildItem "$modules/SfOAuth" -Recurse -Filter SfOAuth.dll | Where-Object { $_.Directory.Name -eq $env:SFOAUTH_TEST_EDITION }).FullName

            $run = Invoke-NewProcess "Import-Module '$assembly'; (Get-SfAuthorizeUrl -ClientId 3MVG9 -LoginUrl acme).Url; (Get-Command Get-SfAuthorizeUrl).DLL" $environment

            $run.ExitCode | Should -Be 0
            $run.Text | Should -Match 'https://acme\.my\.salesforce\.com/services/oauth2/authorize\?'
            $run.Text | Should -Match ([regex]::Escape($assembly))
        }
    }
}
