Describe 'Request-SfClientCredentialsToken' {
    BeforeAll {
        Import-Module "$PSScriptRoot/../Kit/TestKit.psm1" -Force
        $org = Start-TestOrg
    }

    AfterAll { Stop-TestOrg $org }

    BeforeEach {
        Reset-FakeOrg $org
        Clear-TestVault
        $app = @{ ClientId = $org.clientId; ClientSecret = $org.clientSecret; LoginUrl = $org.myDomainUrl }
    }

    It 'gets a token that works, its secret sent as <Authentication>' -ForEach @(
        @{ Authentication = 'Body' }
        @{ Authentication = 'Basic' }
    ) {
        $token = Request-SfClientCredentialsToken @app -ClientAuthentication $Authentication

        $token | Should -BeOfType SfOAuth.Token
        $token.RefreshToken | Should -BeNullOrEmpty
        $token.Name | Should -BeNullOrEmpty
        (Invoke-RestMethod $token.Resolve('/services/data/v66.0/limits') -Headers $token.GetHeaders()).DailyApiRequests.Max | Should -BeGreaterThan 0
        $request = Get-OrgRequest $org 'client_credentials'
        $request | Should -HaveCount 1
        Get-FormValue $request 'scope' | Should -BeNullOrEmpty
        Get-FormValue $request 'client_secret' | Should -Be $(if ($Authentication -eq 'Body') { $org.clientSecret })
        $request.headers.Authorization | Should -Be $(if ($Authentication -eq 'Basic') { 'Basic ' + [Convert]::ToBase64String([Text.Encoding]::ASCII.GetBytes("$($org.clientId):$($org.clientSecret)")) })
    }

    It 'refuses <LoginUrl> before anything is sent, and names the right kind of host' -ForEach @(
        @{ LoginUrl = 'production' }
        @{ LoginUrl = 'sandbox' }
        @{ LoginUrl = 'https://test.salesforce.com/' }
    ) {
        Request-SfClientCredentialsToken 3MVG9 -LoginUrl $LoginUrl -ClientSecret x -ErrorVariable problem -ErrorAction SilentlyContinue | Should -BeNullOrEmpty

        Assert-Problem $problem 'HostNotSupported' 'InvalidArgument' $problem[0].TargetObject
        $problem[0].ErrorDetails.RecommendedAction | Should -BeLike '*my.salesforce.com*'
    }

    It 'asks for a secret or a key before anything is sent' {
        Request-SfClientCredentialsToken $org.clientId -LoginUrl $org.myDomainUrl -ErrorVariable problem -ErrorAction SilentlyContinue

        Assert-Problem $problem 'ParameterInvalid' 'InvalidArgument' $org.myDomainUrl
        Get-OrgRequest $org 'client_credentials' | Should -BeNullOrEmpty
    }

    Context 'with -Name' {
        It 'saves the login, which then makes its tokens anew' {
            $first = Request-SfClientCredentialsToken @app -Name nightly

            (Get-SfAccessToken nightly).GetAccessToken() | Should -Be $first.GetAccessToken()
            $second = Update-SfAccessToken nightly
            $third = Get-SfAccessToken nightly -MaxAge 0

            $second.GetAccessToken(), $third.GetAccessToken() | Should -Not -Contain $first.GetAccessToken()
            $third.GetAccessToken() | Should -Not -Be $second.GetAccessToken()
            (Get-SfConnection nightly).GrantType | Should -Be 'client_credentials'
            Get-OrgRequest $org 'client_credentials' | Should -HaveCount 3
            Get-OrgRequest $org 'refresh_token' | Should -BeNullOrEmpty
        }

        It 'warns of nothing: there is no refresh token to miss' {
            $null = Request-SfClientCredentialsToken @app -Name nightly -WarningVariable warned -WarningAction SilentlyContinue

            $warned | Should -BeNullOrEmpty
        }

        It 'keeps the new secret when a rotated one is given' {
            $null = Request-SfClientCredentialsToken @app -Name nightly
            Set-OrgScenario $org @{ apps = @(@{ clientId = $org.clientId; clientSecret = 'rotated-consumer-secret' }) }
            Update-SfAccessToken nightly -ErrorVariable problem -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
            Assert-Problem $problem 'ClientSecretInvalid' 'AuthenticationError' 'nightly'

            $null = Update-SfAccessToken nightly -ClientSecret 'rotated-consumer-secret' -ErrorAction Stop

            Update-SfAccessToken nightly | Should -BeOfType SfOAuth.Token
        }

        It 'is refreshed once for many who ask at once' {
            $null = Request-SfClientCredentialsToken @app -Name nightly
            $null = Invoke-OrgControl $org 'requests' -Method Delete
            Add-OrgFault $org @{ action = 'hold'; path = '/services/oauth2/token' }
            $runs = 1..4 | ForEach-Object { Start-Elsewhere 'Get-SfAccessToken nightly -MaxAge 0 -AsPlainText' }
            try {
                $null = Wait-OrgRequest $org 'client_credentials'
                $null = Invoke-OrgControl $org 'release'
                $tokens = $runs | ForEach-Object { Complete-Elsewhere $_ }
            } finally {
                $runs | ForEach-Object { Stop-Elsewhere $_ }
            }

            $tokens | Should -HaveCount 4
            # Who came later than the answer asks for one of their own; who waited takes what was saved.
            (Get-OrgRequest $org 'client_credentials').Count | Should -Be @($tokens | Select-Object -Unique).Count
        }
    }

    It 'says <Id> when the org answers "<Description>"' -ForEach @(
        @{ Description = 'no client credentials user enabled'; Id = 'RunAsUserMissing'; Category = 'PermissionDenied'; Scenario = { @{ apps = @(@{ clientId = $org.clientId; runAsUser = $null }) } } }
        @{ Description = 'no valid scopes defined'; Id = 'ScopeInvalid'; Category = 'InvalidArgument'; Scenario = { @{ apps = @(@{ clientId = $org.clientId; scopes = @('full', 'refresh_token') }) } } }
        @{ Description = 'grant type not supported'; Id = 'GrantNotSupported'; Category = 'PermissionDenied'; Scenario = { @{ disabledGrants = @('client_credentials') } } }
        @{ Description = 'client identifier invalid'; Id = 'ClientIdInvalid'; Category = 'InvalidArgument'; Scenario = { @{ appUnknown = $true } } }
        @{ Description = 'this app is blocked by admin'; Id = 'AppBlocked'; Category = 'PermissionDenied'; Scenario = { @{ appBlocked = $true } } }
        @{ Description = 'External client app is not installed in this org'; Id = 'AppNotInstalled'; Category = 'ObjectNotFound'; Scenario = { @{ appNotInstalled = $true } } }
        @{ Description = 'oauth flow is disabled for this app'; Id = 'GrantNotSupported'; Category = 'PermissionDenied'; Scenario = { @{ oAuthFlowDisabled = $true } } }
    ) {
        Set-OrgScenario $org (& $Scenario)

        Request-SfClientCredentialsToken @app -Name nightly -ErrorVariable problem -ErrorAction SilentlyContinue | Should -BeNullOrEmpty

        Assert-Problem $problem $Id $Category 'nightly'
        "$problem" | Should -BeLike "*$Description*"
        Get-SfConnection | Should -BeNullOrEmpty
    }

    It 'asks a busy org again, after the time it names' {
        Add-OrgFault $org @{ action = 'status'; status = 503; headers = @{ 'Retry-After' = '0' }; count = 2; path = '/services/oauth2/token' }

        Request-SfClientCredentialsToken @app | Should -BeOfType SfOAuth.Token

        Get-OrgRequest $org 'client_credentials' | Should -HaveCount 3
    }

    It 'does not wait longer than -TimeoutSec for a busy org' {
        Add-OrgFault $org @{ action = 'status'; status = 429; headers = @{ 'Retry-After' = '3600' }; count = 0; path = '/services/oauth2/token' }

        Request-SfClientCredentialsToken @app -ErrorVariable problem -ErrorAction SilentlyContinue | Should -BeNullOrEmpty

        Assert-Problem $problem 'RateLimited' 'LimitsExceeded' $org.myDomainUrl
        Get-OrgRequest $org 'client_credentials' | Should -HaveCount 1
    }

    It 'sends and saves nothing with -WhatIf' {
        Request-SfClientCredentialsToken @app -Name nightly -WhatIf | Should -BeNullOrEmpty

        Get-OrgRequest $org 'client_credentials' | Should -BeNullOrEmpty
        Get-SfConnection | Should -BeNullOrEmpty
    }

    It 'shows no secret when <Case>' -ForEach @(
        @{ Case = 'all goes well'; Sees = 'Salesforce token of' }
        @{ Case = 'it is only asked'; With = @{ WhatIf = $true }; Sees = 'client_secret=\*\*\*' }
        @{ Case = 'it is only asked, with Basic'; With = @{ WhatIf = $true; ClientAuthentication = 'Basic' }; Sees = 'Basic \*\*\*' }
        @{ Case = 'the org echoes it'; Prepare = { Add-OrgRefusal $org 'client_credentials' 'invalid_client' 'no {client_secret}' }; Sees = 'ClientSecretInvalid' }
    ) {
        $all = $app + @{ Name = 'nightly'; Verbose = $true; Debug = $true }
        if (Test-Path Variable:Prepare) { . $Prepare }
        if (Test-Path Variable:With) { $all += $With }

        $shown = Get-EverythingShown { Request-SfClientCredentialsToken @all }

        "$shown" | Should -Match $Sees
        $token = if (Get-SfConnection) { Get-SfAccessToken nightly -AsPlainText -NoRefresh }
        Find-PlantedSecret $shown $org.clientSecret, $token | Should -BeNullOrEmpty
    }
}
