Describe 'Test-SfToken' {
    BeforeAll {
        Import-Module "$PSScriptRoot/../Kit/TestKit.psm1" -Force
        $org = Start-TestOrg
        $introspect = '/services/oauth2/introspect'
        $quiet = @{ ErrorAction = 'SilentlyContinue' }
    }

    AfterAll { Stop-TestOrg $org }

    BeforeEach {
        Reset-FakeOrg $org
        Clear-TestVault
        $saved = New-TestConnection $org 'demo'
    }

    It 'is True for a token that works and False for one that does not, by introspection' {
        Test-SfToken demo | Should -BeExactly $true
        $null = Invoke-OrgControl $org 'clock' -Body @{ advanceSeconds = 8000 }
        Test-SfToken demo | Should -BeExactly $false

        Get-EndpointRequest $org $introspect | Should -HaveCount 2
        Get-OrgRequest $org 'refresh_token' | Should -BeNullOrEmpty
        Assert-Alive $org 'demo'
    }

    It 'gives one answer for each of <Form>' -ForEach @(
        @{ Form = 'several names'; Test = { Test-SfToken demo, dead } }
        @{ Form = 'names from the pipeline'; Test = { 'demo', 'dead' | Test-SfToken } }
        @{ Form = 'connections from the pipeline'; Test = { Get-SfConnection dem*, dea* | Test-SfToken } }
        @{ Form = 'token objects as arguments'; Test = { Test-SfToken $saved; Test-SfToken $dead } }
        @{ Form = 'tokens from the pipeline'; Test = { $saved, $dead | Test-SfToken } }
    ) {
        $dead = New-TestConnection $org 'dead'
        Revoke-SfToken $dead -WarningAction SilentlyContinue

        $answers = @(& $Test)

        $answers | Should -BeExactly @($true, $false)
        $answers | ForEach-Object { $_ | Should -BeOfType bool }
    }

    It 'tests the refresh token with -TokenTypeHint' {
        Test-SfToken demo -TokenTypeHint refresh_token | Should -BeExactly $true
        $null = Invoke-OrgControl $org 'reset'
        Test-SfToken demo -TokenTypeHint refresh_token | Should -BeExactly $false
    }

    It 'takes a bare token, with an app that introspects' {
        Test-SfToken -AccessToken $saved.GetAccessToken() -ClientId $org.clientId -ClientSecret $org.clientSecret -LoginUrl $org.loginUrl | Should -BeExactly $true

        Get-EndpointRequest $org $introspect | Should -HaveCount 1
    }

    Context 'of an app without a secret' {
        It 'asks the identity URL for <Case>' -ForEach @(
            @{ Case = 'a saved connection'; Test = { Test-SfToken public }; Asked = '/id/*' }
            @{ Case = 'a token object'; Test = { $token | Test-SfToken }; Asked = '/id/*' }
            @{ Case = 'a bare token'; Test = { Test-SfToken -AccessToken $token.GetAccessToken() -LoginUrl $org.loginUrl }; Asked = '/services/oauth2/userinfo' }
        ) {
            $token = New-TestToken $org -App $org.publicClientId -With @{ Name = 'public' }
            $before = @(Get-EndpointRequest $org $Asked).Count

            & $Test | Should -BeExactly $true
            $null = Invoke-OrgControl $org 'clock' -Body @{ advanceSeconds = 8000 }
            & $Test | Should -BeExactly $false

            (Get-EndpointRequest $org $Asked | Select-Object -Skip $before).status | Should -Be 200, 403
            Get-EndpointRequest $org $introspect | Should -BeNullOrEmpty
        }

        It 'says so with -Verbose' {
            "$(New-TestToken $org -App $org.publicClientId | Test-SfToken -Verbose 4>&1)" | Should -Match 'no secret and no key'
        }

        It 'says that a refresh token can''t be tested; nothing is sent' {
            New-TestToken $org -App $org.publicClientId | Test-SfToken -TokenTypeHint refresh_token @quiet -ErrorVariable problem | Should -BeNullOrEmpty

            Assert-Problem $problem 'ClientProofMissing' 'InvalidOperation' $org.loginUrl
            Get-EndpointRequest $org $introspect | Should -BeNullOrEmpty
        }

        It 'says that the token lacks the scope to be asked' {
            New-TestToken $org api -App $org.publicClientId | Test-SfToken @quiet -ErrorVariable problem | Should -BeNullOrEmpty

            Assert-Problem $problem 'ScopeMissing' 'PermissionDenied' $org.loginUrl
        }
    }

    It 'is <Id> and no answer when <Case>; the next one is tested' -ForEach @(
        @{ Case = 'the secret is wrong'; Prepare = { Add-OrgRefusal $org 'introspect' 'invalid_client' 'invalid client credentials' }; Id = 'ClientSecretInvalid'; Category = 'AuthenticationError' }
        @{ Case = 'a page comes'; Prepare = { Add-OrgFault $org @{ action = 'html'; path = $introspect } }; Id = 'AnswerHtml'; Category = 'InvalidData' }
    ) {
        $null = New-TestConnection $org 'other'
        . $Prepare

        'demo', 'other' | Test-SfToken @quiet -ErrorVariable problem | Should -BeExactly $true

        Assert-Problem $problem $Id $Category 'demo'
        Assert-Alive $org 'demo', 'other'
    }

    It 'says that the connection is missing' {
        Test-SfToken missing @quiet -ErrorVariable problem | Should -BeNullOrEmpty

        Assert-Problem $problem 'ConnectionNotFound' 'ObjectNotFound' 'missing'
    }

    It 'shows no secret when <Case>' -ForEach @(
        @{ Case = 'all goes well'; Prepare = {}; Run = { Test-SfToken demo -Verbose -Debug; $public | Test-SfToken -Verbose -Debug }; Sees = 'True' }
        @{ Case = 'the org refuses and echoes the request'; Prepare = { Add-OrgRefusal $org 'introspect' 'invalid_client' 'no: {token} {client_secret}' }; Run = { Test-SfToken demo -Verbose -Debug }; Sees = 'ClientSecretInvalid' }
        @{ Case = 'userinfo repeats the token'; Prepare = { Add-OrgFault $org @{ action = 'status'; status = 403; body = $public.GetAccessToken(); path = '/id/*' } }; Run = { $public | Test-SfToken -Verbose -Debug }; Sees = 'AnswerTypeUnknown' }
    ) {
        $public = New-TestToken $org -App $org.publicClientId
        $planted = @($saved, $public | ForEach-Object { $_.GetAccessToken(); (ConvertFrom-Secure $_.RefreshToken) }) + $org.clientSecret
        . $Prepare

        $shown = Get-EverythingShown $Run

        "$shown" | Should -Match $Sees
        Find-PlantedSecret $shown $planted | Should -BeNullOrEmpty
    }
}
