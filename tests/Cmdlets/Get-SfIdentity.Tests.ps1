Describe 'Get-SfIdentity' {
    BeforeAll {
        Import-Module "$PSScriptRoot/../Kit/TestKit.psm1" -Force
        $org = Start-TestOrg
        $userInfo = '/services/oauth2/userinfo'
        $keys = '/id/keys'
        $quiet = @{ ErrorAction = 'SilentlyContinue' }
    }

    AfterAll { Stop-TestOrg $org }

    BeforeEach {
        Reset-FakeOrg $org
        Clear-TestVault
        $saved = New-TestConnection $org 'demo'
    }

    Context 'that asks the org' {
        It 'tells whose the login is' {
            $identity = Get-SfIdentity demo

            $identity | Should -BeOfType SfOAuth.Identity
            $identity.Username, $identity.Email, $identity.IsActive | Should -Be $org.username, $org.username, $true
            $identity.UserId, $identity.OrganizationId, $identity.Id | Should -Be $saved.UserId, $saved.OrganizationId, $saved.Id
            $identity.Urls['rest'] | Should -BeLike "$($org.myDomainUrl)/services/data/*"
            "$($identity.Source) $identity" | Should -Be "IdentityUrl $($org.username)"
            Get-OrgRequest $org 'refresh_token' | Should -BeNullOrEmpty
        }

        It 'takes <Form>' -ForEach @(
            @{ Form = 'names'; Get = { Get-SfIdentity demo, other } }
            @{ Form = 'names from the pipeline'; Get = { 'demo', 'other' | Get-SfIdentity } }
            @{ Form = 'connections from the pipeline'; Get = { Get-SfConnection | Get-SfIdentity } }
            @{ Form = 'token objects as arguments'; Get = { Get-SfIdentity (New-TestToken $org); Get-SfIdentity $saved } }
            @{ Form = 'tokens from the pipeline'; Get = { (New-TestToken $org), $saved | Get-SfIdentity } }
        ) {
            $null = New-TestConnection $org 'other'

            @(& $Get).Username | Should -Be $org.username, $org.username
        }

        It 'takes the only saved one where no name is given' {
            (Get-SfIdentity).Username | Should -Be $org.username
        }

        It 'refreshes a saved token that is too old, and saves the new one' {
            # A token that ends in half a minute is not fresh enough.
            Set-OrgScenario $org @{ tokenFormat = 'Jwt'; sessionTimeout = 30 }
            $null = New-TestConnection $org 'short'
            Set-OrgScenario $org @{ sessionTimeout = 7200 }

            Get-SfIdentity short -WhatIf | Should -BeNullOrEmpty
            Get-OrgRequest $org 'refresh_token' | Should -BeNullOrEmpty
            (Get-SfIdentity short).Username | Should -Be $org.username

            Get-OrgRequest $org 'refresh_token' | Should -HaveCount 1
            Assert-Alive $org 'short'
        }

        It 'asks userinfo when the identity URL answers <Text>' -ForEach @(@{ Text = 'Wrong_Org' }, @{ Text = 'Missing_OAuth_Token' }) {
            Add-OrgRefusal $org 'identity' $Text '' 403

            $identity = Get-SfIdentity demo

            "$($identity.Source)", $identity.Username, $identity.UserId | Should -Be 'UserInfo', $org.username, $saved.UserId
        }

        It 'asks userinfo when the identity URL is <Case>' -ForEach @(
            @{ Case = 'missing'; Change = @{ omitFields = @('id') } }
            @{ Case = 'on a foreign host'; Change = @{ extraFields = @{ id = 'https://evil.example/id/00D000000000001AAA/005000000000001AAA' } } }
        ) {
            Set-OrgScenario $org $Change
            $token = New-TestToken $org

            "$(($token | Get-SfIdentity).Source)" | Should -Be 'UserInfo'
        }

        It 'follows the login host to the instance' {
            Set-OrgScenario $org @{ identityRedirect = $org.myDomainUrl }

            "$((Get-SfIdentity demo).Source)" | Should -Be 'IdentityUrl'
        }

        It 'does not follow it to a foreign host' {
            Set-OrgScenario $org @{ identityRedirect = 'https://evil.example' }

            Get-SfIdentity demo @quiet -ErrorVariable problem | Should -BeNullOrEmpty

            Assert-Problem $problem 'RedirectRefused' 'InvalidArgument' 'demo'
            Assert-Alive $org 'demo'
        }

        It 'says that the token is dead when the org says Bad_OAuth_Token, and how to get another' {
            Revoke-SfToken $saved -TokenTypeHint access_token -WarningAction SilentlyContinue

            Get-SfIdentity demo @quiet -ErrorVariable problem | Should -BeNullOrEmpty

            Assert-Problem $problem 'AccessTokenExpired' 'AuthenticationError' 'demo'
            $problem[0].ErrorDetails.RecommendedAction | Should -Match 'Update-SfAccessToken demo'
            Get-EndpointRequest $org $userInfo | Should -BeNullOrEmpty
            Assert-Alive $org 'demo'
        }

        It 'says that the token lacks the scope, and goes on with the next' {
            $found = (New-TestToken $org 'api'), $saved | Get-SfIdentity @quiet -ErrorVariable problem

            $found.Username | Should -Be $org.username
            Assert-Problem $problem 'ScopeMissing' 'PermissionDenied' $org.loginUrl
        }

        It 'is <Id> when <Case>' -ForEach @(
            @{ Case = 'a page comes'; Fault = @{ action = 'html' }; Id = 'AnswerHtml'; Category = 'InvalidData' }
            @{ Case = 'the org has trouble'; Fault = @{ action = 'status'; status = 500 }; Id = 'ServerUnavailable'; Category = 'ResourceUnavailable' }
            @{ Case = 'the answer names nobody'; Fault = @{ action = 'garbage'; body = '{}' }; Id = 'AnswerIncomplete'; Category = 'InvalidData' }
        ) {
            Add-OrgFault $org ($Fault + @{ path = '/id/*' })

            Get-SfIdentity demo @quiet -ErrorVariable problem | Should -BeNullOrEmpty

            Assert-Problem $problem $Id $Category 'demo'
        }

        It 'says that the connection is missing' {
            Get-SfIdentity missing @quiet -ErrorVariable problem | Should -BeNullOrEmpty

            Assert-Problem $problem 'ConnectionNotFound' 'ObjectNotFound' 'missing'
        }
    }

    Context 'that reads the id token' {
        It 'tells whose it is, and asks nothing but the keys' {
            $before = @(Get-EndpointRequest $org '/id/00D*').Count
            $identity = Get-SfIdentity demo -FromIdToken

            "$($identity.Source)", $identity.UserId, $identity.OrganizationId | Should -Be 'IdToken', $saved.UserId, $saved.OrganizationId
            $identity.AdditionalFields['iss'] | Should -Be $org.loginUrl
            Get-EndpointRequest $org $keys | Should -HaveCount 1
            @(Get-EndpointRequest $org '/id/00D*') | Should -HaveCount $before
            ($saved | Get-SfIdentity -FromIdToken).UserId | Should -Be $saved.UserId
        }

        It 'refuses one <Case>' -ForEach @(
            @{ Case = 'signed by a foreign key'; Change = @{ idTokenKeyIsForeign = $true }; Reason = 'signature' }
            @{ Case = 'of a foreign issuer'; Change = @{ idTokenClaims = @{ iss = 'https://login.evil.example' } }; Reason = 'issuer' }
            @{ Case = 'for another app'; Change = @{ idTokenClaims = @{ aud = '3MVG9another' } }; Reason = 'another app' }
            @{ Case = 'that has ended'; Change = @{ idTokenClaims = @{ exp = 1000000000 } }; Reason = 'ended' }
            @{ Case = 'without a signature'; Change = @{ idTokenAlgorithm = 'none' }; Reason = 'none' }
            @{ Case = 'that is missing'; Change = @{ omitFields = @('id_token') }; Reason = 'no id token' }
        ) {
            Set-OrgScenario $org $Change
            $token = New-TestToken $org

            $token | Get-SfIdentity -FromIdToken @quiet -ErrorVariable problem | Should -BeNullOrEmpty

            Assert-Problem $problem 'IdTokenInvalid' 'SecurityError' $org.loginUrl
            "$problem" | Should -Match $Reason
        }

        It 'says what scope a login lacks that has none' {
            New-TestToken $org 'api', 'id', 'refresh_token' | Get-SfIdentity -FromIdToken @quiet -ErrorVariable problem | Should -BeNullOrEmpty

            Assert-Problem $problem 'ScopeMissing' 'PermissionDenied' $org.loginUrl
            "$problem" | Should -Match "'openid'"
        }
    }

    It 'shows a list without secrets' {
        $shown = Get-SfIdentity demo | Out-String

        $shown | Should -Match "(?s)Username +: $([regex]::Escape($org.username)).*UserId +: $($saved.UserId).*Source +: IdentityUrl"
    }

    It 'shows no secret when <Case>' -ForEach @(
        @{ Case = 'all goes well'; Prepare = {}; Run = { Get-SfIdentity demo -Verbose -Debug; Get-SfIdentity demo -FromIdToken -Verbose -Debug }; Sees = 'IdentityUrl' }
        @{ Case = 'the org repeats the token'; Prepare = { Add-OrgFault $org @{ action = 'status'; status = 403; body = $saved.GetAccessToken(); contentType = 'text/html'; path = '/id/*' } }; Run = { Get-SfIdentity demo -Verbose -Debug }; Sees = 'AnswerHtml' }
        @{ Case = 'a redirect repeats the token'; Prepare = { Set-OrgScenario $org @{ identityRedirect = "https://evil.example/$($saved.GetAccessToken())" } }; Run = { Get-SfIdentity demo -Verbose -Debug }; Sees = 'RedirectRefused' }
        @{ Case = 'the id token is refused'; Prepare = { Set-OrgScenario $org @{ idTokenKeyIsForeign = $true }; $other = New-TestToken $org }; Run = { $other | Get-SfIdentity -FromIdToken -Verbose -Debug }; Sees = 'IdTokenInvalid' }
    ) {
        $other = New-TestToken $org
        . $Prepare
        $planted = @($saved, $other | ForEach-Object { $_.GetAccessToken(); (ConvertFrom-Secure $_.IdToken) }) + $org.clientSecret

        $shown = Get-EverythingShown $Run

        "$shown" | Should -Match $Sees
        Find-PlantedSecret $shown $planted | Should -BeNullOrEmpty
    }
}
