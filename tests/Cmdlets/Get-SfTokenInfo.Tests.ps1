Describe 'Get-SfTokenInfo' {
    BeforeAll {
        Import-Module "$PSScriptRoot/../Kit/TestKit.psm1" -Force
        $org = Start-TestOrg
        $path = '/services/oauth2/introspect'
        $quiet = @{ ErrorAction = 'SilentlyContinue' }
    }

    AfterAll { Stop-TestOrg $org }

    BeforeEach {
        Reset-FakeOrg $org
        Clear-TestVault
        $saved = New-TestConnection $org 'demo'
    }

    It 'tells whose the saved token is, what for, and until when; it does not refresh' {
        $info = Get-SfTokenInfo demo

        $info | Should -BeOfType SfOAuth.TokenInfo
        $info.Active, $info.TokenType, $info.ClientId, $info.Username | Should -Be $true, 'access_token', $org.clientId, $org.username
        $info.OrganizationId, $info.UserId, $info.Id | Should -Be $saved.OrganizationId, $saved.UserId, $saved.Id
        $info.Scope | Should -Contain 'api'
        # The end of a session is counted from its last use.
        [Math]::Round(($info.ExpiresAt - $info.IssuedAt).TotalHours, 1) | Should -Be 2
        Get-OrgRequest $org 'refresh_token' | Should -BeNullOrEmpty
        (Get-EndpointRequest $org $path).query | Should -BeNullOrEmpty
    }

    It 'takes <Form>' -ForEach @(
        @{ Form = 'names'; Get = { Get-SfTokenInfo demo, other } }
        @{ Form = 'names from the pipeline'; Get = { 'demo', 'other' | Get-SfTokenInfo } }
        @{ Form = 'connections from the pipeline'; Get = { Get-SfConnection | Get-SfTokenInfo } }
        @{ Form = 'tokens of saved connections'; Get = { Get-SfAccessToken demo, other | Get-SfTokenInfo } }
        @{ Form = 'token objects as arguments'; Get = { Get-SfTokenInfo $saved; Get-SfTokenInfo (Get-SfAccessToken other) } }
        @{ Form = 'tokens that are not saved'; Get = { (New-TestToken $org), (New-TestToken $org) | Get-SfTokenInfo -ClientSecret $org.clientSecret } }
    ) {
        $null = New-TestConnection $org 'other'

        $found = @(& $Get)

        $found.Active | Should -Be $true, $true
    }

    It 'takes the only saved one where no name is given' {
        (Get-SfTokenInfo).Active | Should -BeTrue
    }

    It 'takes a bare access token, the app''s secret sent as <Authentication>' -ForEach @(
        @{ Authentication = 'Body' }
        @{ Authentication = 'Basic' }
    ) {
        $info = Get-SfTokenInfo -AccessToken $saved.GetAccessToken() -ClientId $org.clientId -ClientSecret $org.clientSecret -ClientAuthentication $Authentication -LoginUrl $org.loginUrl

        $info.Username | Should -Be $org.username
    }

    It 'looks at the refresh token with -TokenTypeHint, which has no end' {
        $info = Get-SfTokenInfo demo -TokenTypeHint refresh_token

        $info.Active, $info.TokenType, $info.ExpiresAt | Should -Be $true, 'refresh_token', $null
        Get-FormValue (Get-EndpointRequest $org $path) 'token_type_hint' | Should -Be 'refresh_token'
    }

    It 'is inactive, and no error, for <Case>' -ForEach @(
        @{ Case = 'a token that has expired'; Prepare = { $null = Invoke-OrgControl $org 'clock' -Body @{ advanceSeconds = 8000 } } }
        @{ Case = 'a token that was revoked'; Prepare = { Revoke-SfToken $saved -WarningAction SilentlyContinue } }
        @{ Case = 'the token object of a connection that is forgotten'; Prepare = { Disconnect-SfOrg demo } }
    ) {
        . $Prepare

        $info = $saved | Get-SfTokenInfo -ClientSecret $org.clientSecret -ErrorVariable problem

        $problem | Should -BeNullOrEmpty
        $info.Active, $info.Username, $info.ExpiresAt | Should -Be $false, $null, $null
    }

    It 'shows a list, and of an inactive token nothing but that' {
        $live = Get-SfTokenInfo demo | Out-String
        Revoke-SfToken $saved -WarningAction SilentlyContinue
        $dead = Get-SfTokenInfo demo | Out-String

        $live | Should -Match "(?s)Active +: True.*Username +: $([regex]::Escape($org.username)).*Expires +: .*\(in (119 min|120 min|2 h)\)"
        $dead.Trim() | Should -Be 'Active : False'
    }

    It 'says what an app without a secret can do instead; nothing is sent: <Case>' -ForEach @(
        @{ Case = 'a saved connection'; Get = { Get-SfTokenInfo public @quiet -ErrorVariable script:problem }; Target = { 'public' } }
        @{ Case = 'a token object'; Get = { New-TestToken $org -App $org.publicClientId | Get-SfTokenInfo @quiet -ErrorVariable script:problem }; Target = { $org.loginUrl } }
        @{ Case = 'a bare token'; Get = { Get-SfTokenInfo -AccessToken $saved -ClientId $org.clientId -LoginUrl $org.loginUrl @quiet -ErrorVariable script:problem }; Target = { $org.loginUrl } }
    ) {
        $null = New-TestToken $org -App $org.publicClientId -With @{ Name = 'public' }

        & $Get

        Assert-Problem $problem 'ClientProofMissing' 'InvalidOperation' (& $Target)
        $problem[0].ErrorDetails.RecommendedAction | Should -Match 'Test-SfToken'
        Get-EndpointRequest $org $path | Should -BeNullOrEmpty
    }

    It 'is <Id> when <Case>; what is saved stays, and the next one is looked at' -ForEach @(
        @{ Case = 'the secret is wrong'; Prepare = { Add-OrgRefusal $org 'introspect' 'invalid_client' 'invalid client credentials' }; Id = 'ClientSecretInvalid'; Category = 'AuthenticationError' }
        @{ Case = 'the app is blocked'; Prepare = { Add-OrgRefusal $org 'introspect' 'app_blocked' 'this app is blocked by admin' }; Id = 'AppBlocked'; Category = 'PermissionDenied' }
        @{ Case = 'a page comes'; Prepare = { Add-OrgFault $org @{ action = 'html'; path = $path } }; Id = 'AnswerHtml'; Category = 'InvalidData' }
        @{ Case = 'the answer does not say it'; Prepare = { Add-OrgFault $org @{ action = 'garbage'; body = '{}'; path = $path } }; Id = 'AnswerIncomplete'; Category = 'InvalidData' }
        @{ Case = 'nothing comes'; Prepare = { Add-OrgFault $org @{ action = 'stall'; phase = 'before'; path = $path } }; Id = 'RequestTimedOut'; Category = 'OperationTimeout' }
    ) {
        $null = New-TestConnection $org 'other'
        . $Prepare

        $found = 'demo', 'other' | Get-SfTokenInfo -TimeoutSec 2 @quiet -ErrorVariable problem

        $found | Should -HaveCount 1
        Assert-Problem $problem $Id $Category 'demo'
        Assert-Alive $org 'demo', 'other'
    }

    It 'says that <Case>; nothing is sent' -ForEach @(
        @{ Case = 'the connection is missing'; Get = { Get-SfTokenInfo missing @quiet -ErrorVariable script:problem }; Id = 'ConnectionNotFound'; Category = 'ObjectNotFound'; Target = { 'missing' } }
        @{ Case = 'there is no refresh token'; Get = { $null = Set-OrgScenario $org @{ omitFields = @('refresh_token') }; New-TestToken $org | Get-SfTokenInfo -TokenTypeHint refresh_token -ClientSecret $org.clientSecret @quiet -ErrorVariable script:problem }; Id = 'RefreshTokenMissing'; Category = 'InvalidOperation'; Target = { $org.loginUrl } }
        @{ Case = 'a secret is given without an app'; Get = { Get-SfTokenInfo -AccessToken $saved -ClientSecret $org.clientSecret @quiet -ErrorVariable script:problem }; Id = 'ParameterInvalid'; Category = 'InvalidArgument'; Target = { $null } }
        @{ Case = 'the token is redacted'; Get = { Get-SfTokenInfo -AccessToken '[REDACTED]' -ClientId x -ClientSecret y @quiet -ErrorVariable script:problem }; Id = 'SecretRedacted'; Category = 'InvalidArgument'; Target = { 'https://login.salesforce.com' } }
    ) {
        & $Get

        Assert-Problem $problem $Id $Category (& $Target)
        Get-EndpointRequest $org $path | Should -BeNullOrEmpty
    }

    It 'shows no secret when <Case>' -ForEach @(
        @{ Case = 'all goes well'; Prepare = {}; Sees = 'access_token' }
        @{ Case = 'the org refuses and echoes the request'; Prepare = { Add-OrgRefusal $org 'introspect' 'invalid_client' 'no: {token} {client_secret}' }; Sees = 'ClientSecretInvalid' }
        @{ Case = 'a page repeats the request'; Prepare = { Add-OrgFault $org @{ action = 'html'; body = "<html>$planted</html>"; path = $path } }; Sees = 'AnswerHtml' }
    ) {
        $planted = $saved.GetAccessToken(), (ConvertFrom-Secure $saved.RefreshToken), $org.clientSecret
        . $Prepare

        $shown = Get-EverythingShown { Get-SfTokenInfo demo -Verbose -Debug }

        "$shown" | Should -Match $Sees
        Find-PlantedSecret $shown $planted | Should -BeNullOrEmpty
    }
}
