Describe 'A vault' -Tag SecretStore {
    BeforeAll {
        Import-Module "$PSScriptRoot/../Kit/TestKit.psm1" -Force
        $org = Start-TestOrg -SecretStore
        $quiet = @{ ErrorAction = 'SilentlyContinue' }
        # What a process without a user shows of its one error.
        $showError = ' -ErrorAction SilentlyContinue -ErrorVariable e; "$($e.FullyQualifiedErrorId -replace '',.*'') $($e.CategoryInfo.Category) $($e.TargetObject)"'

        function Get-Exchange {
            $request = Get-SfAuthorizeUrl -ClientId $org.clientId -LoginUrl $org.loginUrl -NoPkce
            @{
                ResponseUrl = New-ResponseUrl $org $request; State = $request.State; RedirectUri = $request.RedirectUri
                ClientId = $org.clientId; ClientSecret = $org.clientSecret; LoginUrl = $org.loginUrl
            }
        }

        # The same as a command line.
        function Format-Exchange([hashtable] $Call) {
            'Invoke-SfCodeExchange ' + (($Call.GetEnumerator() | ForEach-Object { "-$($_.Key) '$($_.Value)'" }) -join ' ')
        }
    }

    AfterAll { Stop-TestOrg $org }

    BeforeEach {
        Reset-FakeOrg $org
        Clear-TestVault
    }

    Context 'that takes a secret' {
        It 'has the new tokens before the caller has them' {
            $folder = Register-FileVault 'Files' -DefaultVault
            $null = New-TestConnection $org 'demo'
            Clear-Content "$folder/calls.log"

            $log = Update-SfAccessToken demo | ForEach-Object { Get-Content "$folder/calls.log" }

            $log | Should -Contain 'Set-Secret SfOAuth-demo'
        }

        It 'is the only one that is asked' {
            $folder = Register-FileVault 'Other'
            $null = New-TestConnection $org 'demo'
            $null = Update-SfAccessToken demo
            $null = Get-SfConnection
            Remove-SfConnection demo

            "$folder/calls.log" | Should -Not -Exist
        }

        It 'is found whatever the case of its name' {
            $null = New-TestConnection $org 'demo'

            (Update-SfAccessToken DEMO -Vault TESTVAULT).Vault | Should -Be 'TestVault'
        }

        It 'holds one secret for a connection, and no token beside it' {
            $folder = Register-FileVault 'Files' -DefaultVault
            $token = New-TestConnection $org 'demo'

            (Get-ChildItem $folder).Name | Sort-Object | Should -Be 'calls.log', 'SfOAuth-demo.info', 'SfOAuth-demo.secret'
            $secrets = $token.GetAccessToken(), (ConvertFrom-SecureString $token.RefreshToken -AsPlainText), $org.clientSecret
            Find-PlantedSecret (Get-Content "$folder/SfOAuth-demo.info" -Raw) $secrets | Should -BeNullOrEmpty
            Find-PlantedSecret (Get-Content "$folder/SfOAuth-demo.secret" -Raw) $secrets | Should -HaveCount 3
        }

        It 'keeps the login when it knows no metadata and only strings' {
            $null = Register-FileVault 'Plain' 'PlainVault' -DefaultVault
            $token = New-TestConnection $org 'demo'

            $token.Vault | Should -Be 'Plain'
            (Get-SfConnection).InstanceUrl | Should -Be $org.myDomainUrl
            Assert-Alive $org 'demo'
            Get-SfConnection | Remove-SfConnection
            Get-SfConnection | Should -BeNullOrEmpty
        }
    }

    Context 'that refuses to write' {
        BeforeEach {
            $folder = Register-FileVault 'Files' -DefaultVault
            $refusal = "$folder/refuse.Set-Secret"
        }

        It 'loses no token: a refresh gives it with an error that says how to save it, and then it is saved' {
            $null = New-TestConnection $org 'demo'
            Set-Content $refusal 'The vault is read-only.'

            $token = Update-SfAccessToken demo @quiet -ErrorVariable problem

            Assert-Problem $problem 'ConnectionNotSaved' 'WriteError' 'demo'
            "$problem" | Should -Match 'The vault is read-only\.'
            "$problem" | Should -Not -Match 'ErrorActionPreference'
            $problem[0].ErrorDetails.RecommendedAction | Should -Match '\| Update-SfAccessToken'
            ConvertFrom-SecureString $token.RefreshToken -AsPlainText | Should -Be (Get-OrgFamily $org).refreshToken

            Remove-Item $refusal
            ($token | Update-SfAccessToken).Name | Should -Be 'demo'
            Assert-Alive $org 'demo'
        }

        It 'loses no token when the answers <Case>, so that time does not tell which is newer' -ForEach @(
            @{ Case = 'carry whole seconds'; Scenario = @{ issuedAtInSeconds = $true } }
            @{ Case = 'carry no time'; Scenario = @{ omitFields = @('issued_at') } }
        ) {
            Set-OrgScenario $org $Scenario
            $null = New-TestConnection $org 'demo'
            Set-Content $refusal 'The vault is read-only.'
            $token = Update-SfAccessToken demo @quiet
            Remove-Item $refusal

            ($token | Update-SfAccessToken).Name | Should -Be 'demo'

            Assert-Alive $org 'demo'
        }

        It 'loses no token: an exchange gives it with an error, and what that error says saves it' {
            $call = Get-Exchange
            Set-Content $refusal 'The vault is read-only.'

            $token = Invoke-SfCodeExchange @call -Name demo @quiet -ErrorVariable problem

            Assert-Problem $problem 'ConnectionNotSaved' 'WriteError' 'demo'
            ConvertFrom-SecureString $token.RefreshToken -AsPlainText | Should -Be (Get-OrgFamily $org).refreshToken

            Remove-Item $refusal
            ($token | Update-SfAccessToken -ClientSecret $org.clientSecret).Name | Should -Be 'demo'
            Assert-Alive $org 'demo'
        }

        It 'loses no token when errors stop the caller: it is in the exception' {
            $null = New-TestConnection $org 'demo'
            Set-Content $refusal 'The vault is read-only.'

            $problem = try { $null = Update-SfAccessToken demo -ErrorAction Stop } catch { $_ }

            Assert-Problem $problem 'ConnectionNotSaved' 'WriteError' 'demo'
            $problem.ErrorDetails.RecommendedAction | Should -Match 'Exception\.Token'
            Remove-Item $refusal
            ($problem.Exception.Token | Update-SfAccessToken).Name | Should -Be 'demo'
            Assert-Alive $org 'demo'
        }

        It 'loses no other connection of the same command' {
            'one', 'two' | ForEach-Object { $null = New-TestConnection $org $_ }
            Set-Content $refusal 'The vault is read-only.'

            $tokens = 'one', 'two' | Update-SfAccessToken @quiet -ErrorVariable problems

            $tokens.Name | Sort-Object | Should -Be 'one', 'two'
            $problems.TargetObject | Sort-Object | Should -Be 'one', 'two'
            Remove-Item $refusal
            ($tokens | Update-SfAccessToken).Name | Sort-Object | Should -Be 'one', 'two'
            Assert-Alive $org 'one', 'two'
        }

        It 'saves the connection though it refuses the metadata' {
            Set-Content "$folder/refuse.Set-SecretInfo" 'No metadata today.'

            (New-TestConnection $org 'demo').Name | Should -Be 'demo'

            (Get-SfConnection demo).InstanceUrl | Should -Be $org.myDomainUrl
            Assert-Alive $org 'demo'
        }
    }

    Context 'that cannot be read' {
        It 'stops a refresh before anything is sent, and a code from being spent' {
            $folder = Register-FileVault 'Files' -DefaultVault
            $null = New-TestConnection $org 'demo'
            $call = Get-Exchange
            Set-Content "$folder/refuse.Get-Secret" 'The network is down.'
            Set-Content "$folder/refuse.Get-SecretInfo" 'The network is down.'

            Update-SfAccessToken demo @quiet -ErrorVariable problem | Should -BeNullOrEmpty
            Invoke-SfCodeExchange @call -Name demo @quiet -ErrorVariable second | Should -BeNullOrEmpty
            Get-SfConnection demo @quiet -ErrorVariable third | Should -BeNullOrEmpty

            $problem, $second, $third | ForEach-Object { Assert-Problem $_ 'VaultReadFailed' 'ReadError' 'demo' }
            Get-OrgRequest $org 'refresh_token' | Should -BeNullOrEmpty
            Remove-Item "$folder/refuse.*"
            Assert-Alive $org 'demo'
            (Invoke-SfCodeExchange @call -Name demo).Name | Should -Be 'demo'
        }

        It 'is told apart from a secret that is no connection: <Case>' -ForEach @(
            @{ Case = 'a text'; Value = { 'a secret of another program' } }
            @{ Case = 'JSON of another program'; Value = { '{"password":"of another program"}' } }
            @{ Case = 'a table'; Value = { @{ password = 'of another program' } } }
            @{ Case = 'a document of a version to come'; Value = { (Get-Secret SfOAuth-demo -AsPlainText) -replace '"version":"1"', '"version":"99"' } }
            @{ Case = 'half a document'; Value = { $text = Get-Secret SfOAuth-demo -AsPlainText; $text.Substring(0, $text.Length / 2) } }
        ) {
            $null = New-TestConnection $org 'demo'
            $before = Get-Secret SfOAuth-demo -AsPlainText
            $value = & $Value
            Set-Secret -Name SfOAuth-demo -Secret $value

            Update-SfAccessToken demo @quiet -ErrorVariable problem | Should -BeNullOrEmpty

            Assert-Problem $problem 'ConnectionUnreadable' 'InvalidData' 'demo'
            "$problem $($problem.Exception)" | Should -Not -Match 'of another program'
            Get-OrgRequest $org 'refresh_token' | Should -BeNullOrEmpty
            # Nothing was written over it.
            Set-Secret -Name SfOAuth-demo -Secret $before
            Assert-Alive $org 'demo'
        }
    }

    Context 'that is not there' {
        It 'is VaultNotFound for every command, and spends no code' {
            $call = Get-Exchange

            Update-SfAccessToken demo -Vault Nowhere @quiet -ErrorVariable first
            Invoke-SfCodeExchange @call -Name demo -Vault Nowhere @quiet -ErrorVariable second
            Get-SfConnection demo -Vault Nowhere @quiet -ErrorVariable third
            Remove-SfConnection demo -Vault Nowhere @quiet -ErrorVariable fourth

            $first, $second, $third, $fourth | ForEach-Object { Assert-Problem $_ 'VaultNotFound' 'ObjectNotFound' 'demo' }
            $first[0].ErrorDetails.RecommendedAction | Should -Match 'Register-SecretVault'
            # Without a name there is nothing to save.
            (Invoke-SfCodeExchange @call).UserId | Should -Match '^005'
        }

        It 'is not missed: without any, logins are in the built-in vault' {
            $call = Get-Exchange
            Unregister-TestVault
            try {
                Update-SfAccessToken demo @quiet -ErrorVariable problem
                Assert-Problem $problem 'ConnectionNotFound' 'ObjectNotFound' 'demo'

                (Invoke-SfCodeExchange @call -Name demo).Vault | Should -Be 'SfOAuth'
                Assert-Alive $org 'demo'
            } finally {
                Register-TestVault
            }
        }
    }

    Context 'where nobody is there to be asked' {
        It 'that does not exist is an error, not a question: <Command>' -ForEach @(
            @{ Command = 'Update-SfAccessToken demo'; Shown = 'VaultNotFound ObjectNotFound demo' }
            @{ Command = 'Update-SfAccessToken'; Shown = 'VaultNotFound ObjectNotFound' }
            @{ Command = 'Get-SfConnection demo'; Shown = 'VaultNotFound ObjectNotFound demo' }
            @{ Command = 'Invoke-SfCodeExchange -Code x -ClientId y -Name demo'; Shown = 'VaultNotFound ObjectNotFound demo' }
        ) {
            $empty = New-Item "$env:HOME/$([guid]::NewGuid())" -ItemType Directory

            $child = Invoke-NewProcess ((Get-Prologue) + $Command + ' -Vault Nowhere' + $showError) @{ HOME = "$empty" }

            $child.Text.Trim() | Should -Be $Shown
        }

        It 'that wants to be set up first is an error, not a question' {
            $empty = New-Item "$env:HOME/$([guid]::NewGuid())" -ItemType Directory
            $register = 'Register-SecretVault -Name New -ModuleName Microsoft.PowerShell.SecretStore -DefaultVault; '

            $child = Invoke-NewProcess ((Get-Prologue) + $register + 'Update-SfAccessToken demo' + $showError) @{ HOME = "$empty" }

            $child.Text | Should -Match 'VaultLocked PermissionDenied demo'
        }

        It 'that is locked is an error, not a question, and after it is unlocked all works' {
            Register-TestVault -Password (ConvertTo-Secure 'a password of the store')
            try {
                $null = New-TestConnection $org 'demo'
                $exchange = Format-Exchange (Get-Exchange)
                $unlock = "Unlock-SecretStore -Password ([System.Net.NetworkCredential]::new('', 'a password of the store').SecurePassword); "

                $commands = @(
                    Get-Prologue
                    'Import-Module Microsoft.PowerShell.SecretStore'
                    "Update-SfAccessToken demo$showError"
                    "Get-SfConnection demo$showError"
                    "Remove-SfConnection demo$showError"
                    "$exchange -Name fresh$showError"
                    $unlock
                    '(Update-SfAccessToken demo).Name'
                    "($exchange -Name fresh).Name"
                )
                $child = Invoke-NewProcess ($commands -join "`n")

                $lines = $child.Text.Trim() -split '\r?\n'
                $lines | Should -Be (@('VaultLocked PermissionDenied demo') * 3 + 'VaultLocked PermissionDenied fresh' + 'demo' + 'fresh')
                Get-OrgRequest $org 'refresh_token' | Should -HaveCount 1
                Get-OrgRequest $org 'authorization_code' | Should -HaveCount 2
            } finally {
                Register-TestVault
            }
        }
    }
}
