Describe 'Get-SfAccessToken' {
    BeforeAll {
        Import-Module "$PSScriptRoot/../Kit/TestKit.psm1" -Force
        $org = Start-TestOrg
    }

    AfterAll { Stop-TestOrg $org }

    BeforeEach {
        Reset-FakeOrg $org
        Clear-TestVault
    }

    Context 'when the saved token is fresh enough' {
        It 'gives that one, and sends nothing' {
            $saved = New-TestConnection $org 'demo'

            $token = Get-SfAccessToken demo

            $token | Should -BeOfType SfOAuth.Token
            $token.GetAccessToken() | Should -Be $saved.GetAccessToken()
            $token.Name, $token.Vault, $token.InstanceUrl | Should -Be 'demo', 'SfOAuth', $org.myDomainUrl
            Get-OrgRequest $org 'refresh_token' | Should -BeNullOrEmpty
        }

        It 'takes names as <Form>' -ForEach @(
            @{ Form = 'an array'; Get = { Get-SfAccessToken one, two } }
            @{ Form = 'strings from the pipeline'; Get = { 'one', 'two' | Get-SfAccessToken } }
            @{ Form = 'connections from the pipeline'; Get = { Get-SfConnection | Get-SfAccessToken } }
            @{ Form = 'tokens from the pipeline'; Get = { $tokens | Get-SfAccessToken } }
        ) {
            $tokens = 'one', 'two' | ForEach-Object { New-TestConnection $org $_ }

            (& $Get).Name | Sort-Object | Should -Be 'one', 'two'
            Get-OrgRequest $org 'refresh_token' | Should -BeNullOrEmpty
        }

        It 'gives the only saved one where no name is given' {
            $null = New-TestConnection $org 'only'

            (Get-SfAccessToken).Name | Should -Be 'only'
        }

        It 'gives the string with -AsPlainText' {
            $saved = New-TestConnection $org 'demo'

            $text = Get-SfAccessToken demo -AsPlainText

            $text | Should -BeOfType string
            $text | Should -Be $saved.GetAccessToken()
        }

        It 'takes -MaxAge as <Form>' -ForEach @(
            @{ Form = 'a number of minutes'; Age = 5 }
            @{ Form = 'a text of minutes'; Age = '5' }
            @{ Form = 'a time span'; Age = [timespan]::FromMinutes(5) }
        ) {
            $null = New-TestConnection $org 'demo'

            (Get-SfAccessToken demo -MaxAge $Age).Name | Should -Be 'demo'
            Get-OrgRequest $org 'refresh_token' | Should -BeNullOrEmpty
        }
    }

    Context 'when the saved token is not fresh enough' {
        It 'refreshes it once and saves the new one, with rotation <Rotation>' -ForEach @(
            @{ Rotation = 'on'; Rotates = $true }
            @{ Rotation = 'off'; Rotates = $false }
        ) {
            Set-OrgScenario $org @{ rotateRefreshTokens = $Rotates }
            $saved = New-TestConnection $org 'demo'

            $token = Get-SfAccessToken demo -MaxAge 0

            $token.GetAccessToken() | Should -Not -Be $saved.GetAccessToken()
            (Get-SfAccessToken demo).GetAccessToken() | Should -Be $token.GetAccessToken()
            Get-OrgRequest $org 'refresh_token' | Should -HaveCount 1
            Assert-Alive $org 'demo'
        }

        It 'refreshes a JWT that is about to end, however young it is' {
            Set-OrgScenario $org @{ tokenFormat = 'Jwt'; sessionTimeout = 45 }
            $null = New-TestConnection $org 'demo'
            Set-OrgScenario $org @{ sessionTimeout = 1800 }

            $token = Get-SfAccessToken demo

            Get-OrgRequest $org 'refresh_token' | Should -HaveCount 1
            ($token.ExpiresAt - [datetimeoffset]::UtcNow).TotalMinutes | Should -BeGreaterThan 20
            (Get-SfAccessToken demo).GetAccessToken() | Should -Be $token.GetAccessToken()
            Get-OrgRequest $org 'refresh_token' | Should -HaveCount 1
        }

        It 'sends nothing with -WhatIf' {
            $null = New-TestConnection $org 'demo'

            Get-SfAccessToken demo -MaxAge 0 -WhatIf | Should -BeNullOrEmpty

            Get-OrgRequest $org 'refresh_token' | Should -BeNullOrEmpty
        }

        It 'says why the org refuses, and what is saved stays' {
            $null = New-TestConnection $org 'demo'
            Add-OrgRefusal $org 'refresh_token' 'invalid_grant' 'inactive user'

            Get-SfAccessToken demo -MaxAge 0 -ErrorVariable problem -ErrorAction SilentlyContinue | Should -BeNullOrEmpty

            Assert-Problem $problem 'UserInactive' 'PermissionDenied' 'demo'
            Assert-Alive $org 'demo'
        }
    }

    Context 'with -NoRefresh' {
        It 'gives what is saved, and sends nothing' {
            $saved = New-TestConnection $org 'demo'

            (Get-SfAccessToken demo -NoRefresh).GetAccessToken() | Should -Be $saved.GetAccessToken()
            Get-OrgRequest $org 'refresh_token' | Should -BeNullOrEmpty
        }

        It 'says that it is older than -MaxAge, and sends nothing' {
            $null = New-TestConnection $org 'demo'

            Get-SfAccessToken demo -NoRefresh -MaxAge 0 -ErrorVariable problem -ErrorAction SilentlyContinue | Should -BeNullOrEmpty

            "$($problem[0].FullyQualifiedErrorId)" | Should -BeLike 'SavedTokenTooOld,*'
            $problem[0].TargetObject | Should -Be 'demo'
            $problem[0].ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
            Get-OrgRequest $org 'refresh_token' | Should -BeNullOrEmpty
        }
    }

    Context 'when there is none' {
        It 'says so, and goes on with the next' {
            $null = New-TestConnection $org 'demo'

            $found = 'missing', 'demo' | Get-SfAccessToken -ErrorVariable problem -ErrorAction SilentlyContinue

            $found.Name | Should -Be 'demo'
            Assert-Problem $problem 'ConnectionNotFound' 'ObjectNotFound' 'missing'
        }

        It 'says that an object without a name has none saved, and goes on with the next' {
            $saved = New-TestConnection $org 'demo'
            $request = Get-SfAuthorizeUrl -ClientId $org.clientId -LoginUrl $org.loginUrl
            $unsaved = $request | Invoke-SfCodeExchange -ResponseUrl (New-ResponseUrl $org $request) -ClientSecret $org.clientSecret

            $found = $unsaved, $saved | Get-SfAccessToken -ErrorVariable problem -ErrorAction SilentlyContinue

            $found.Name | Should -Be 'demo'
            Assert-Problem $problem 'ParameterInvalid' 'InvalidArgument' $null
        }
    }
}
