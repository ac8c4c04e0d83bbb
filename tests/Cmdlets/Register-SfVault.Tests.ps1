# A container becomes a vault of this machine after it has been tried, and from then on -Vault takes its name everywhere.
Describe 'Register-SfVault' -Tag Azurite {
    BeforeAll {
        Import-Module "$PSScriptRoot/../Kit/TestKit.psm1" -Force
        Import-Module "$PSScriptRoot/../Kit/Azurite.psm1" -Force
        $org = Start-TestOrg
        $azurite = Start-Azurite
    }

    AfterAll {
        Stop-Azurite $azurite
        Stop-TestOrg $org
    }

    BeforeEach {
        Reset-FakeOrg $org
        Clear-TestVault
        $container = New-Container $azurite
        $url = Get-ContainerUrl $azurite $container
        $keyFile = "$env:HOME/$([guid]::NewGuid()).key"
    }

    AfterEach { 'SFOAUTH_SHARED_VAULT', 'SFOAUTH_SHARED_KEY', 'SFOAUTH_VAULT' | ForEach-Object { Remove-Item "Env:$_" -ErrorAction Ignore } }

    It 'makes the key on the first machine, for its user alone, and says what the vault is' {
        $vault = Register-SfVault fleet -ContainerUrl $url -KeyFile $keyFile

        $vault.Name, $vault.Kind, $vault.Location, $vault.State | Should -Be 'fleet', 'Shared', $container, 'Ok'
        [Convert]::FromBase64String((Get-Content $keyFile -Raw)) | Should -HaveCount 64
        if (-not $IsWindows) { (Get-Item $keyFile).UnixMode | Should -Be '-rw-------' }
        # And nothing else beside it.
        Join-Path (Split-Path $keyFile) '.new' | Should -Not -Exist
    }

    It 'is a vault to every command' {
        $null = Register-SfVault fleet -ContainerUrl (ConvertTo-Secure $url) -KeyFile $keyFile

        (New-TestConnection $org 'acme' -With @{ Vault = 'fleet' }).Vault | Should -Be 'fleet'
        (Get-SfAccessToken acme -Vault fleet).Name | Should -Be 'acme'
        (Update-SfAccessToken acme -Vault FLEET).Vault | Should -Be 'fleet'
        (Get-SfConnection acme -Vault fleet).Vault | Should -Be 'fleet'
        (Invoke-SfRestMethod /services/data/v66.0/limits -Name acme -Vault fleet).DailyApiRequests.Max | Should -BeGreaterThan 0
        Test-SfToken -Name acme -Vault fleet | Should -BeTrue
        (Get-SfTokenInfo -Name acme -Vault fleet).Active | Should -BeTrue
        (Get-SfIdentity -Name acme -Vault fleet).UserId | Should -Not -BeNullOrEmpty
        Disconnect-SfOrg acme -Vault fleet
        Get-SfConnection -Vault fleet | Should -BeNullOrEmpty
    }

    It 'is listed with the others, and piped on from there' {
        $null = Register-SfVault fleet -ContainerUrl $url -KeyFile $keyFile
        $null = New-TestConnection $org 'here' -With @{ Vault = 'SfOAuth' }
        $null = New-TestConnection $org 'there' -With @{ Vault = 'fleet' }

        (Get-SfConnection).Vault | Should -Be 'SfOAuth', 'fleet'
        (Get-SfConnection | Update-SfAccessToken).Vault | Sort-Object | Should -Be 'fleet', 'SfOAuth'
        Get-SfConnection there | Remove-SfConnection
        (Get-SfConnection).Name | Should -Be 'here'
    }

    It 'does not hide the other vaults when it can''t be reached' {
        $null = Register-SfVault fleet -ContainerUrl $url -KeyFile $keyFile
        $null = New-TestConnection $org 'here' -With @{ Vault = 'SfOAuth' }
        $null = Invoke-Storage $azurite Delete "${container}?restype=container"

        (Get-SfConnection -ErrorVariable problem -ErrorAction SilentlyContinue).Name | Should -Be 'here'

        Assert-Problem $problem 'SharedContainerMissing' 'ObjectNotFound' $null
    }

    It 'is completed by its name, and what is in it too' {
        $null = Register-SfVault fleet -ContainerUrl $url -KeyFile $keyFile
        $null = New-TestConnection $org 'there' -With @{ Vault = 'fleet' }

        (TabExpansion2 'Get-SfAccessToken -Vault fl').CompletionMatches.CompletionText | Should -Be 'fleet'
        (TabExpansion2 'Get-SfAccessToken -Vault fleet -Name th').CompletionMatches.CompletionText | Should -Be 'there'
    }

    It 'is the vault of the environment by its name' {
        $null = Register-SfVault fleet -ContainerUrl $url -KeyFile $keyFile
        $env:SFOAUTH_VAULT = 'fleet'

        (New-TestConnection $org 'acme').Vault | Should -Be 'fleet'
        (Update-SfAccessToken acme).Vault | Should -Be 'fleet'
    }

    It 'needs no registration where the environment has URL and key' {
        $null = Register-SfVault fleet -ContainerUrl $url -KeyFile $keyFile
        $null = New-TestConnection $org 'acme' -With @{ Vault = 'fleet' }
        # Another machine.
        Initialize-TestHome
        $env:SFOAUTH_SHARED_VAULT = $url
        $env:SFOAUTH_SHARED_KEY = Get-Content $keyFile -Raw

        (Get-SfConnection).Vault | Should -Be 'shared'
        (Update-SfAccessToken acme).Vault | Should -Be 'shared'
        (Update-SfAccessToken acme -Vault shared).Vault | Should -Be 'shared'
        (TabExpansion2 'Get-SfAccessToken ac').CompletionMatches.CompletionText | Should -Be 'acme'
        Assert-Alive $org 'acme'
    }

    It 'says that the environment has a URL and no key' {
        $env:SFOAUTH_SHARED_VAULT = $url

        Get-SfAccessToken acme -ErrorVariable problem -ErrorAction SilentlyContinue

        Assert-Problem $problem 'SharedKeyInvalid' 'InvalidArgument' 'acme'
    }

    It 'lets two machines refresh one login in turn' {
        $null = Register-SfVault fleet -ContainerUrl $url -KeyFile $keyFile
        $null = New-TestConnection $org 'acme' -With @{ Vault = 'fleet' }
        $first = $env:SFOAUTH_HOME
        Initialize-TestHome
        $second = $env:SFOAUTH_HOME
        $null = Register-SfVault team -ContainerUrl $url -KeyFile $keyFile

        foreach ($round in 1..3) {
            $env:SFOAUTH_HOME = $first
            (Update-SfAccessToken acme -Vault fleet).Vault | Should -Be 'fleet'
            $env:SFOAUTH_HOME = $second
            (Update-SfAccessToken acme -Vault team).Vault | Should -Be 'team'
        }

        (Get-OrgFamily $org | Where-Object endedBecause -EQ 'reuse') | Should -BeNullOrEmpty
    }

    It 'replaces the URL and keeps the key' {
        $null = Register-SfVault fleet -ContainerUrl $url -KeyFile $keyFile
        $null = New-TestConnection $org 'acme' -With @{ Vault = 'fleet' }

        $null = Register-SfVault fleet -ContainerUrl (Get-ContainerUrl $azurite $container -To '02:00')

        (Update-SfAccessToken acme -Vault fleet).Vault | Should -Be 'fleet'
    }

    It 'refuses <Case>' -ForEach @(
        @{ Case = 'a URL without a signature'; Id = 'SharedUrlInvalid'; Category = 'InvalidArgument'; Change = { $args[0] -replace '\?.*' } }
        @{ Case = 'a signature whose time is over'; Id = 'SharedUrlExpired'; Category = 'AuthenticationError'; Change = { Get-ContainerUrl $azurite $container -To '-00:05' } }
        @{ Case = 'a signature that may only read'; Id = 'SharedPermissionMissing'; Category = 'PermissionDenied'; Change = { Get-ContainerUrl $azurite $container -Permissions 'r' } }
        @{ Case = 'a container that is not there'; Id = 'SharedContainerMissing'; Category = 'ObjectNotFound'; Change = { Get-ContainerUrl $azurite "$($azurite.Url)/nowhere" } }
        @{ Case = 'a URL without encryption'; Id = 'SharedUrlInvalid'; Category = 'InvalidArgument'; Change = { $args[0] -replace '127\.0\.0\.1', 'storage.example' } }
    ) {
        $bad = & $Change $url

        $shown = Get-EverythingShown { Register-SfVault fleet -ContainerUrl $bad -KeyFile $keyFile -ErrorVariable script:problem }

        Assert-Problem $problem $Id $Category $null
        Get-SfVault | Where-Object Kind -EQ 'Shared' | Should -BeNullOrEmpty
        Find-PlantedSecret $shown (Get-SharedSecret ([pscustomobject]@{ Url = $bad; KeyFile = $keyFile })) | Should -BeNullOrEmpty
    }

    It 'refuses another key than the vault has, and makes none' {
        $null = Register-SfVault fleet -ContainerUrl $url -KeyFile $keyFile
        $other = Register-TestSharedVault $azurite 'other'

        Register-SfVault fleet -ContainerUrl $url -KeyFile $other.KeyFile -ErrorVariable different -ErrorAction SilentlyContinue
        Register-SfVault fleet -ContainerUrl $url -KeyFile "$keyFile.lost" -ErrorVariable missing -ErrorAction SilentlyContinue

        Assert-Problem $different 'SharedKeyDifferent' 'SecurityError' $null
        Assert-Problem $missing 'SharedKeyInvalid' 'InvalidArgument' $null
        "$keyFile.lost" | Should -Not -Exist
    }

    It 'refuses a key that others can read' -Skip:$IsWindows {
        $null = Register-SfVault fleet -ContainerUrl $url -KeyFile $keyFile
        chmod 644 $keyFile

        Register-SfVault fleet -ContainerUrl $url -KeyFile $keyFile -ErrorVariable problem -ErrorAction SilentlyContinue

        Assert-Problem $problem 'SealingKeyUnsafe' 'SecurityError' $null
    }

    It 'asks for a key where it knows none' {
        Register-SfVault fleet -ContainerUrl $url -ErrorVariable problem -ErrorAction SilentlyContinue

        Assert-Problem $problem 'SharedKeyInvalid' 'InvalidArgument' $null
    }

    It 'refuses the name <Name>' -ForEach @(@{ Name = 'SfOAuth' }, @{ Name = 'a vault' }) {
        Register-SfVault $Name -ContainerUrl $url -KeyFile $keyFile -ErrorVariable problem -ErrorAction SilentlyContinue

        Assert-Problem $problem 'ParameterInvalid' 'InvalidArgument' $null
    }

    It 'changes nothing with -WhatIf' {
        Register-SfVault fleet -ContainerUrl $url -KeyFile $keyFile -WhatIf | Should -BeNullOrEmpty

        $keyFile | Should -Not -Exist
        Get-SfVault | Where-Object Kind -EQ 'Shared' | Should -BeNullOrEmpty
    }

    It 'shows neither signature nor key, in whatever is done with it, and keeps neither in the clear' {
        $shared = [pscustomobject]@{ Url = $url; KeyFile = $keyFile }

        $shown = Get-EverythingShown {
            $secret = ConvertTo-Secure $url
            Register-SfVault fleet -ContainerUrl $secret -KeyFile $keyFile
            Get-SfVault
            New-TestConnection $org 'acme' -With @{ Vault = 'fleet' }
            Update-SfAccessToken acme -Vault fleet
            Get-SfConnection -Vault fleet
            $null = Invoke-Storage $azurite Delete "${container}?restype=container"
            Update-SfAccessToken acme -Vault fleet
            Get-SfVault fleet
            Unregister-SfVault fleet
        }
        $kept = Get-ChildItem $env:SFOAUTH_HOME -File -Recurse | ForEach-Object { Get-Content $_ -Raw }

        $shown -join "`n" | Should -Match 'SharedContainerMissing'
        Find-PlantedSecret ($shown + $kept) (Get-SharedSecret $shared) | Should -BeNullOrEmpty
    }
}
