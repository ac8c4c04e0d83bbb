Describe 'Revoke-SfToken' {
    BeforeAll {
        Import-Module "$PSScriptRoot/../Kit/TestKit.psm1" -Force
        $org = Start-TestOrg
        $path = '/services/oauth2/revoke'
        $quiet = @{ ErrorAction = 'SilentlyContinue'; WarningAction = 'SilentlyContinue' }
    }

    AfterAll { Stop-TestOrg $org }

    BeforeEach {
        Reset-FakeOrg $org
        Clear-TestVault
    }

    It 'ends the login of a token, and gives nothing' {
        $token = New-TestToken $org

        $token | Revoke-SfToken | Should -BeNullOrEmpty

        (Get-OrgFamily $org).endedBecause | Should -Be 'revoked'
        $request = Get-EndpointRequest $org $path
        Get-FormValue $request 'token_type_hint' | Should -Be 'refresh_token'
        $request.query | Should -BeNullOrEmpty
    }

    It 'ends the access token of <Case>' -ForEach @(
        @{ Case = 'a token without a refresh token'; Scope = 'api'; How = @{}; Alive = $true }
        @{ Case = 'a token, as -TokenTypeHint says'; Scope = 'api', 'refresh_token'; How = @{ TokenTypeHint = 'access_token' }; Alive = $true }
    ) {
        $token = New-TestToken $org $Scope

        Revoke-SfToken $token @How

        (Get-OrgFamily $org).accessTokensAlive | Should -Be 0
        (Get-OrgFamily $org).isAlive | Should -Be $Alive
    }

    It 'ends a bare <Kind> given as <Form>' -ForEach @(
        @{ Kind = 'refresh token'; Form = 'a string'; Revoke = { Revoke-SfToken -RefreshToken (ConvertFrom-Secure $token.RefreshToken) -LoginUrl $org.loginUrl } }
        @{ Kind = 'refresh token'; Form = 'a SecureString'; Revoke = { Revoke-SfToken -RefreshToken $token.RefreshToken -LoginUrl $org.myDomainUrl } }
        @{ Kind = 'access token'; Form = 'a string'; Revoke = { Revoke-SfToken -AccessToken $token.GetAccessToken() -LoginUrl $org.loginUrl } }
        @{ Kind = 'access token'; Form = 'a token object'; Revoke = { Revoke-SfToken -AccessToken $token -LoginUrl $org.loginUrl } }
    ) {
        $token = New-TestToken $org

        & $Revoke

        (Get-OrgFamily $org).accessTokensAlive | Should -Be 0
        (Get-OrgFamily $org).isAlive | Should -Be ($Kind -eq 'access token')
    }

    It 'takes a token the org does not know for revoked, and says so with -Verbose' {
        $token = New-TestToken $org
        $token | Revoke-SfToken

        $shown = $token | Revoke-SfToken -Verbose -ErrorVariable problem 4>&1

        $problem | Should -BeNullOrEmpty
        "$shown" | Should -Match 'does not know the token'
    }

    It 'warns that a saved connection stays, and how to forget it' {
        $token = New-TestConnection $org 'demo'

        Revoke-SfToken $token -WarningVariable warning -WarningAction SilentlyContinue

        "$warning" | Should -Match "'demo' stays saved.*Disconnect-SfOrg demo"
        (Get-SfConnection).Name | Should -Be 'demo'
        Update-SfAccessToken demo @quiet -ErrorVariable problem
        Assert-Problem $problem 'RefreshTokenExpired' 'AuthenticationError' 'demo'
    }

    It 'ends the login of a session whose token a refresh has replaced' {
        Set-OrgScenario $org @{ rotateRefreshTokens = $true }
        $token = New-TestToken $org
        $null = Update-SfAccessToken

        $token | Revoke-SfToken @quiet -ErrorVariable problem

        $problem | Should -BeNullOrEmpty
        (Get-OrgFamily $org).isAlive, (Get-OrgFamily $org).endedBecause | Should -Be $false, 'revoked'
    }

    It 'says that a saved login may live on where the connection has another token by now: <Case>' -ForEach @(
        @{ Case = 'refreshed'; Renew = { Update-SfAccessToken demo } }
        @{ Case = 'signed in anew'; Renew = { New-TestConnection $org 'demo' } }
    ) {
        Set-OrgScenario $org @{ rotateRefreshTokens = $true }
        $token = New-TestConnection $org 'demo'
        $null = Update-SfAccessToken demo
        $null = & $Renew

        $token | Revoke-SfToken -WarningVariable warning -WarningAction SilentlyContinue

        "$warning" | Should -Match "'demo' has another one by now.*Disconnect-SfOrg demo"
        (Get-OrgFamily $org)[-1].isAlive | Should -BeTrue
        Assert-Alive $org 'demo'
    }

    It 'leaves the login alone that another app has under the same name by now' {
        $token = New-TestConnection $org 'demo'
        Remove-SfConnection demo
        $null = New-TestToken $org -App $org.publicClientId -With @{ Name = 'demo' }

        $token | Revoke-SfToken @quiet

        (Get-OrgFamily $org).isAlive | Should -Be $false, $true
    }

    It 'warns that a saved connection needs a new access token, which it gets' {
        $token = New-TestConnection $org 'demo'

        Revoke-SfToken $token -TokenTypeHint access_token -WarningVariable warning -WarningAction SilentlyContinue

        "$warning" | Should -Match 'Update-SfAccessToken demo'
        Assert-Alive $org 'demo'
    }

    It 'sends nothing with -WhatIf, and shows the request with its token masked' {
        $token = New-TestToken $org

        $shown = Get-EverythingShown { $token | Revoke-SfToken -WhatIf }

        "$shown" | Should -Match 'POST token=\*\*\*&token_type_hint=refresh_token'
        Get-EndpointRequest $org $path | Should -BeNullOrEmpty
        (Get-OrgFamily $org).isAlive | Should -BeTrue
    }

    It 'is <Id> when <Case>, and goes on with the next token' -ForEach @(
        @{ Case = 'the org refuses'; Prepare = { Add-OrgRefusal $org 'revoke' 'unsupported_token_type' 'this token type is not supported' }; Id = 'RequestRefused'; Category = 'PermissionDenied' }
        @{ Case = 'a page comes'; Prepare = { Add-OrgFault $org @{ action = 'html'; path = $path } }; Id = 'AnswerHtml'; Category = 'InvalidData' }
        @{ Case = 'the org redirects'; Prepare = { Add-OrgFault $org @{ action = 'status'; status = 302; headers = @{ Location = 'https://evil.example/' }; path = $path } }; Id = 'RedirectRefused'; Category = 'InvalidArgument' }
        @{ Case = 'the org has trouble'; Prepare = { Add-OrgFault $org @{ action = 'status'; status = 500; path = $path } }; Id = 'ServerUnavailable'; Category = 'ResourceUnavailable' }
    ) {
        $first, $second = (New-TestToken $org), (New-TestToken $org)
        . $Prepare

        $first, $second | Revoke-SfToken -ErrorVariable problem @quiet

        Assert-Problem $problem $Id $Category $org.loginUrl
        (Get-OrgFamily $org).isAlive | Should -Be $true, $false
    }

    It 'tries again when the org is busy' {
        $token = New-TestToken $org
        Add-OrgFault $org @{ action = 'status'; status = 503; headers = @{ 'Retry-After' = '0' }; path = $path }

        $token | Revoke-SfToken

        (Get-OrgFamily $org).endedBecause | Should -Be 'revoked'
    }

    It 'says that <Case>; nothing is sent' -ForEach @(
        @{ Case = 'there is no refresh token'; Revoke = { New-TestToken $org 'api' | Revoke-SfToken -TokenTypeHint refresh_token @quiet -ErrorVariable script:problem }; Id = 'RefreshTokenMissing'; Category = 'InvalidOperation'; Target = { $org.loginUrl } }
        @{ Case = 'the secret is redacted'; Revoke = { Revoke-SfToken -AccessToken '[REDACTED] Use sf' -LoginUrl $org.loginUrl @quiet -ErrorVariable script:problem }; Id = 'SecretRedacted'; Category = 'InvalidArgument'; Target = { $org.loginUrl } }
        @{ Case = 'the secret is empty'; Revoke = { Revoke-SfToken -RefreshToken '' -LoginUrl $org.loginUrl @quiet -ErrorVariable script:problem }; Id = 'ParameterInvalid'; Category = 'InvalidArgument'; Target = { $org.loginUrl } }
        @{ Case = 'the host is not Salesforce'; Revoke = { Revoke-SfToken -AccessToken 'x-token' -LoginUrl www.salesforce.com @quiet -ErrorVariable script:problem }; Id = 'LoginUrlInvalid'; Category = 'InvalidArgument'; Target = { 'https://www.salesforce.com' } }
    ) {
        & $Revoke

        Assert-Problem $problem $Id $Category (& $Target)
        Get-EndpointRequest $org $path | Should -BeNullOrEmpty
    }

    It 'shows no secret when <Case>' -ForEach @(
        @{ Case = 'all goes well'; Prepare = {}; Sees = 'revoked the token' }
        @{ Case = 'the org refuses and echoes the token'; Prepare = { Add-OrgRefusal $org 'revoke' 'unsupported_token_type' 'no: {token}' }; Sees = 'RequestRefused' }
        @{ Case = 'a page repeats the token'; Prepare = { Add-OrgFault $org @{ action = 'html'; body = "<html>$($planted -join ' ')</html>"; path = $path } }; Sees = 'AnswerHtml' }
    ) {
        $token = New-TestConnection $org 'demo'
        $planted = $token.GetAccessToken(), (ConvertFrom-Secure $token.RefreshToken), $org.clientSecret
        . $Prepare

        $shown = Get-EverythingShown { $token | Revoke-SfToken -Verbose -Debug }

        "$shown" | Should -Match $Sees
        Find-PlantedSecret $shown $planted | Should -BeNullOrEmpty
    }
}
