# Many processes, one login or one vault. With SFOAUTH_TEST_STRESS=1 (build.ps1 -Task Stress) in full size.
BeforeDiscovery {
    $rotations = @{ Rotation = $true }, @{ Rotation = $false }
    # SfOAuth needs nothing but the module.
    $own = @{ Vault = 'SfOAuth'; Tag = 'BuiltIn'; Password = '' }
    $store = @{ Vault = 'TestVault'; Tag = 'SecretStore'; Password = '' }
    $vaults = $own, $store
    $modes = $own, $store, ($store + @{})
    $modes[2].Password = 'a store password'
}

BeforeAll {
    Import-Module "$PSScriptRoot/../Kit/TestKit.psm1", "$PSScriptRoot/../Kit/Workers/Workers.psm1" -Force
    $org = Start-TestOrg
    $stress = $env:SFOAUTH_TEST_STRESS -eq '1'
    $module = (Get-Module SfOAuth).ModuleBase
    $manifest = "$module/SfOAuth.psd1"
}

AfterAll { Stop-TestOrg $org }

foreach ($kept in $vaults) {
    Describe 'Many processes and runspaces that ask for one connection in <Vault> at once' -Tag $kept.Tag -ForEach $kept {
        BeforeAll { if ($Vault -ne 'SfOAuth') { Register-TestVault } }
        BeforeEach { Clear-TestVault }

        It 'send one token request and all have one token, with rotation <Rotation>' -ForEach $rotations {
            $crowd = if ($stress) { 32, 8 } else { 3, 3 }
            Reset-FakeOrg $org
            Set-OrgScenario $org @{ rotateRefreshTokens = $Rotation }
            $null = New-TestConnection $org crowd @{ Vault = $Vault }
            $workers = 1..$crowd[0] | ForEach-Object { Start-Worker @{ Release = $module; Mode = 'Together'; Name = 'crowd'; Runspaces = $crowd[1] } }
            try {
                Wait-Worker $workers
                # The first request is held until everybody has asked; after that it is a matter of adopting what it brings.
                Add-OrgFault $org @{ action = 'hold'; phase = 'before'; path = '/services/oauth2/token'; grant = 'refresh_token' }
                Start-Round $workers
                Wait-Asked $workers $crowd[1]
                $null = Invoke-OrgControl $org 'requests/wait?grant=refresh_token&count=1&timeoutSeconds=60' $null Get
                $null = Invoke-OrgControl $org release
                $lines = Receive-Round $workers
            } finally {
                Stop-Worker $workers
            }

            $lines | Where-Object { $_ -notlike 'token crowd *' } | Should -BeNullOrEmpty
            $lines | Should -HaveCount ($crowd[0] * $crowd[1])
            $lines | Sort-Object -Unique | Should -HaveCount 1
            @(Get-OrgRequest $org refresh_token) | Should -HaveCount 1
            (Get-OrgFamily $org).isAlive | Should -BeTrue
        }
    }
}

foreach ($kept in $vaults) {
    Describe 'Two processes that refresh one connection in <Vault> again and again' -Tag $kept.Tag -ForEach $kept {
        BeforeAll { if ($Vault -ne 'SfOAuth') { Register-TestVault } }
        BeforeEach { Clear-TestVault }

        It 'never lose the login' {
            $rounds = if ($stress) { 1000 } else { 10 }
            Reset-FakeOrg $org
            $null = New-TestConnection $org rounds @{ Vault = $Vault }
            $workers = 1..2 | ForEach-Object { Start-Worker @{ Release = $module; Mode = 'Each'; Name = 'rounds' } }
            try {
                Wait-Worker $workers
                $lines = 1..$rounds | ForEach-Object {
                    Start-Round $workers
                    Receive-Round $workers
                }
            } finally {
                Stop-Worker $workers
            }

            $lines | Where-Object { $_ -notlike 'token *' } | Should -BeNullOrEmpty
            $lines | Should -HaveCount (2 * $rounds)
            (Get-OrgFamily $org).isAlive | Should -BeTrue
            Update-SfAccessToken rounds | Should -Not -BeNullOrEmpty
        }
    }
}

foreach ($mode in $modes) {
    Describe 'Four processes that refresh different connections in <Vault>, with the password ''<Password>''' -Tag $mode.Tag -ForEach $mode {
        BeforeAll { if ($Vault -ne 'SfOAuth') { Register-TestVault } }
        BeforeEach { Clear-TestVault }

        It 'lose none of them' {
            $count = if ($stress) { 50 } else { 3 }
            Reset-FakeOrg $org
            Set-OrgScenario $org @{ approvalLimit = 0 }
            $names = 1..4 | ForEach-Object { $process = $_; , @(1..$count | ForEach-Object { "p$process-$_" }) }
            if ($Password) {
                Set-SecretStoreConfiguration -Authentication Password -Password (ConvertTo-Secure $Password) -Interaction None -Confirm:$false
                Unlock-SecretStore -Password (ConvertTo-Secure $Password)
            }

            $env:SFOAUTH_TEST_UNLOCK = $Password
            $names | ForEach-Object { $_ | ForEach-Object { $null = New-TestConnection $org $_ @{ Vault = $Vault } } }
            # This one has the store open all the while, as a prompt somebody left.
            $idle = Start-Worker @{ Release = $module; Mode = 'Each'; Name = $names | ForEach-Object { $_[0] } }
            $workers = $names | ForEach-Object { Start-Worker @{ Release = $module; Mode = 'Each'; Name = $_ } }
            try {
                Wait-Worker (@($idle) + $workers)
                if ($stress -and $Password) {
                    Start-Sleep -Seconds 60
                }

                Start-Round $workers
                $lines = Receive-Round $workers
                Start-Round $idle
                $late = Receive-Round $idle
            } finally {
                Stop-Worker (@($idle) + $workers)
            }

            @($lines) + @($late) | Where-Object { $_ -notlike 'token *' } | Should -BeNullOrEmpty
            $lines | Should -HaveCount (4 * $count)
            $late | Should -HaveCount 4
            $families = Get-OrgFamily $org
            @($families | Where-Object isAlive) | Should -HaveCount (4 * $count)
            # And each of them can be refreshed by somebody who comes new.
            $new = Invoke-NewProcess "Import-Module '$manifest'; if (`$env:SFOAUTH_TEST_UNLOCK) { Unlock-SecretStore -Password ([Net.NetworkCredential]::new('', `$env:SFOAUTH_TEST_UNLOCK).SecurePassword) }; @(Get-SfConnection p* | Update-SfAccessToken -ErrorAction Stop).Count"
            $new.Text.Trim() | Should -Be "$(4 * $count)"
        }

        AfterEach {
            if ($Password) {
                Set-SecretStoreConfiguration -Authentication None -Interaction None -Password (ConvertTo-Secure $Password) -Confirm:$false
                $env:SFOAUTH_TEST_UNLOCK = $null
            }
        }
    }
}
