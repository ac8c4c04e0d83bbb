Describe 'Test-SfApp' {
    BeforeAll {
        Import-Module "$PSScriptRoot/../Kit/TestKit.psm1" -Force
        $org = Start-TestOrg
        $checks = 'Host', 'App', 'Redirect URI', 'PKCE', 'Client proof', 'Refresh token flow', 'JWT bearer flow', 'Client credentials flow'

        function Write-OrgKey { Set-Content "$TestDrive/key.pem" (Invoke-OrgControl $org 'key' @{ clientId = $org.clientId }).privateKeyPem }

        function Get-Result($Found, [string] $Check) { ($Found | Where-Object Check -EQ $Check).Result }
    }

    AfterAll { Stop-TestOrg $org }

    BeforeEach {
        Reset-FakeOrg $org
        Clear-TestVault
        $app = @{ ClientId = $org.clientId; LoginUrl = $org.myDomainUrl; ClientSecret = $org.clientSecret }
    }

    Context 'of an app that is well' {
        It 'says so, one object a check, in order, and what can''t be told it does not guess' {
            $found = Test-SfApp @app

            $found | Should -BeOfType SfOAuth.AppCheck
            $found.Check | Should -Be $checks
            $found.Result | Should -Be (@('Passed') * 5 + @('Unknown') * 3)
            $found.Remedy | Where-Object { $_ } | Should -BeNullOrEmpty
            $found.Detail | Should -Not -BeNullOrEmpty
        }

        It 'changes nothing at the org: no login, no token, no code, no user named' {
            $null = Test-SfApp @app
            $null = Test-SfApp -ClientId $org.publicClientId -LoginUrl $org.loginUrl

            Get-OrgFamily $org | Should -BeNullOrEmpty
            (Invoke-OrgControl $org 'ledger' -Method Get).accessTokensAlive | Should -Be 0
            $sent = (Invoke-OrgControl $org 'requests' -Method Get).requests
            $sent.Count | Should -BeGreaterThan 10
            $sent.form.name | Should -Not -Contain 'username'
            $sent.form.name | Should -Not -Contain 'password'
        }

        It 'shows no secret in any stream' {
            $shown = Get-EverythingShown { Test-SfApp @app -Verbose -Debug; Test-SfApp -ClientId $org.clientId -LoginUrl $org.loginUrl -ClientSecret 'Planted-wrong-secret' }

            Find-PlantedSecret ($shown -replace '(?m)^.*Test-SfApp .*$') $org.clientSecret, 'Planted-wrong-secret' | Should -BeNullOrEmpty
        }

        It 'takes the proof as <Kind>' -ForEach @(
            @{ Kind = 'a secret in the header'; With = { @{ ClientSecret = $org.clientSecret; ClientAuthentication = 'Basic' } } }
            @{ Kind = 'a private key'; With = { Write-OrgKey; @{ KeyPath = "$TestDrive/key.pem" } } }
        ) {
            $proof = & $With

            $found = Test-SfApp $org.clientId -LoginUrl $org.myDomainUrl @proof

            Get-Result $found 'Client proof' | Should -Be 'Passed'
        }

        It 'tells whether the app requires PKCE: <Requires>' -ForEach @{ Requires = $true; Says = 'app requires a code challenge' }, @{ Requires = $false; Says = "'Require PKCE' is off" } {
            Set-OrgScenario $org @{ apps = @(@{ clientId = $org.clientId; requirePkce = $Requires }) }

            $pkce = Test-SfApp @app | Where-Object Check -EQ 'PKCE'

            $pkce.Result | Should -Be 'Passed'
            $pkce.Detail | Should -Match $Says
        }
    }

    Context 'finds before anybody signs in' {
        It '<What>' -ForEach @(
            @{ What = 'an unknown client id'; Scenario = @{}; With = @{ ClientId = 'nope' }; Check = 'App'; Says = 'Check the consumer key'; Stops = $true }
            @{ What = 'an app that is not installed'; Scenario = @{ appMustBeInstalled = $true }; Check = 'App'; Says = 'Install'; Stops = $true }
            @{ What = 'an external app that is not installed'; Scenario = @{ appNotInstalled = $true }; Check = 'App'; Says = 'Install'; Stops = $true }
            @{ What = 'a blocked app'; Scenario = @{ appBlocked = $true }; Check = 'App'; Says = 'unblock'; Stops = $true }
            @{ What = 'a flow that is off'; Scenario = @{ oAuthFlowDisabled = $true }; Check = 'App'; Says = 'Switch the flow on'; Stops = $true }
            @{ What = 'a redirect URI that is none of the app''s'; Scenario = @{}; With = @{ RedirectUri = 'http://localhost:1717/OauthRedirect/' }; Check = 'Redirect URI'; Says = "'http://localhost:1717/OauthRedirect/', to the letter" }
            @{ What = 'a wrong secret'; Scenario = @{}; With = @{ ClientSecret = 'Planted-wrong' }; Check = 'Client proof'; Says = 'Check -ClientSecret' }
            @{ What = 'a missing secret'; Scenario = @{}; Without = 'ClientSecret'; Check = 'Client proof'; Says = 'Check -ClientSecret' }
            @{ What = 'a refresh flow that wants a secret'; Scenario = @{}; Without = 'ClientSecret'; Check = 'Refresh token flow'; Says = 'refresh token flow' }
            @{ What = 'a refresh flow that is off'; Scenario = @{ disabledGrants = @('refresh_token') }; Check = 'Refresh token flow'; Says = 'Switch the flow on' }
            @{ What = 'a JWT flow that is off'; Scenario = @{ disabledGrants = @('urn:ietf:params:oauth:grant-type:jwt-bearer') }; Check = 'JWT bearer flow'; Says = 'Switch the flow on' }
            @{ What = 'a client credentials flow that is off'; Scenario = @{ disabledGrants = @('client_credentials') }; Check = 'Client credentials flow'; Says = 'Switch the flow on' }
        ) {
            Set-OrgScenario $org $Scenario
            $changed = if (Test-Path Variable:With) { $With } else { @{} }
            $changed.GetEnumerator() | ForEach-Object { $app[$_.Key] = $_.Value }
            if (Test-Path Variable:Without) { $app.Remove($Without) }

            $found = Test-SfApp @app

            $failed = $found | Where-Object Check -EQ $Check
            $failed.Result | Should -Be 'Failed'
            $failed.Remedy | Should -Match $Says
            if (Test-Path Variable:Stops) {
                $found.Check | Should -Be 'Host', 'App', 'Redirect URI'
                Get-Result $found 'Redirect URI' | Should -Be 'Unknown'
            } else {
                $found.Check | Should -Be $checks
            }
        }

        It 'what the org says <How>' -ForEach @(
            @{ How = 'on a page'; Style = 'Page' }, @{ How = 'in a bare text'; Style = 'Raw' }, @{ How = 'in a download without a type'; Style = 'RawWithoutContentType' }
        ) {
            Set-OrgScenario $org @{ authorizeErrorStyle = $Style }

            $found = Test-SfApp @app -RedirectUri 'http://localhost:1/other'

            Get-Result $found 'App' | Should -Be 'Passed'
            Get-Result $found 'Redirect URI' | Should -Be 'Failed'
        }

        It 'what the org says by a redirect: to <Where>' -ForEach @(
            @{ Where = 'its login page'; Location = '/?ec=302&startURL=%2Fsetup%2Fsecur%2FRemoteAccessAuthorizationPage.apexp'; Knows = 'Passed'; Callback = 'Passed' }
            @{ Where = 'its error page'; Location = '/setup/secur/RemoteAccessErrorPage.apexp?error=redirect_uri_mismatch&error_description=redirect_uri%20must%20match%20configuration'; Knows = 'Passed'; Callback = 'Failed' }
            @{ Where = 'the callback'; Location = 'http://localhost:1717/OauthRedirect?error=OAUTH_APP_ACCESS_DENIED&error_description=blocked&state=x'; Knows = 'Failed'; Callback = 'Unknown' }
        ) {
            Add-OrgFault $org @{ path = '/services/oauth2/authorize'; action = 'status'; status = 302; headers = @{ Location = $Location }; count = 2 }

            $found = Test-SfApp @app

            Get-Result $found 'App' | Should -Be $Knows
            Get-Result $found 'Redirect URI' | Should -Be $Callback
        }

        It 'a host that <Case>' -ForEach @(
            @{ Case = 'does not answer'; LoginUrl = { 'http://127.0.0.1:9' }; Prepare = { }; Says = 'Check the name' }
            @{ Case = 'is no login host'; LoginUrl = { $org.loginUrl }; Prepare = { Add-OrgFault $org @{ path = '/.well-known/openid-configuration'; action = 'status'; status = 404; body = '<html>nothing</html>' } }; Says = 'Give -LoginUrl' }
            @{ Case = 'is a web site'; LoginUrl = { $org.loginUrl }; Prepare = { Add-OrgFault $org @{ path = '/.well-known/openid-configuration'; action = 'status'; status = 200; body = '<html>hello</html>' } }; Says = 'Give -LoginUrl' }
        ) {
            . $Prepare
            $app.LoginUrl = & $LoginUrl

            $found = @(Test-SfApp @app)

            $found.Check | Should -Be 'Host'
            $found.Result | Should -Be 'Failed'
            $found.Remedy | Should -Match $Says
        }
    }

    Context 'does not guess' {
        It 'what an answer means that is neither a login page nor a refusal' {
            Add-OrgFault $org @{ path = '/services/oauth2/authorize'; action = 'status'; status = 418; body = 'teapot' }

            $found = Test-SfApp @app

            Get-Result $found 'App' | Should -Be 'Unknown'
            Get-Result $found 'Client proof' | Should -Be 'Passed'
        }

        It 'about the client credentials flow on a host that does not serve it' {
            $app.LoginUrl = $org.loginUrl

            $flow = Test-SfApp @app | Where-Object Check -EQ 'Client credentials flow'

            $flow.Result | Should -Be 'Unknown'
            $flow.Detail | Should -Match 'My Domain'
        }

        It 'about the secret of a public app' {
            $proof = Test-SfApp $org.publicClientId -LoginUrl $org.loginUrl | Where-Object Check -EQ 'Client proof'

            $proof.Result | Should -Be 'Unknown'
        }
    }

    It 'refuses what can''t be asked about, and sends nothing: <Case>' -ForEach @(
        @{ Case = 'a host that is none'; With = @{ LoginUrl = 'na45.salesforce.com' }; Id = 'LoginUrlInvalid' }
        @{ Case = 'a variable that was not filled in'; With = @{ ClientSecret = '$(SfSecret)' }; Id = 'VariableUnexpanded' }
        @{ Case = 'a key that is not there'; With = @{ ClientSecret = $null; KeyPath = '/no/such.key' }; Id = 'KeyNotFound' }
    ) {
        $With.GetEnumerator() | ForEach-Object { if ($null -eq $_.Value) { $app.Remove($_.Key) } else { $app[$_.Key] = $_.Value } }

        Test-SfApp @app -ErrorVariable problem -ErrorAction SilentlyContinue | Should -BeNullOrEmpty

        "$($problem[0].FullyQualifiedErrorId)" | Should -BeLike "$Id,SfOAuth.Commands.TestSfAppCommand"
        (Invoke-OrgControl $org 'requests' -Method Get).requests | Should -BeNullOrEmpty
    }

    It 'is a table that fits the screen, with what to do' {
        $app.RedirectUri = 'http://localhost:1/other'

        $shown = Test-SfApp @app | Out-String -Width 100

        $shown | Should -Match '(?m)^Redirect URI\s+Failed'
        $shown | Should -Match 'to the letter'
        ($shown -split '\r?\n').ForEach('TrimEnd').Where({ $_.Length -gt 100 }) | Should -BeNullOrEmpty
    }
}
