Describe 'Update-SfAccessToken' {
    BeforeAll {
        Import-Module "$PSScriptRoot/../Kit/TestKit.psm1" -Force
        $org = Start-TestOrg
    }

    AfterAll { Stop-TestOrg $org }

    BeforeEach {
        Reset-FakeOrg $org
        Clear-TestVault
    }

    Context 'with the name of a saved connection' {
        It 'sends one request, and gives a new token that the REST API takes, with rotation <Rotation>' -ForEach @(
            @{ Rotation = 'on'; Rotates = $true }
            @{ Rotation = 'off'; Rotates = $false }
        ) {
            Set-OrgScenario $org @{ rotateRefreshTokens = $Rotates }
            $old = New-TestConnection $org 'demo'

            $new = Update-SfAccessToken demo

            Get-OrgRequest $org 'refresh_token' | Should -HaveCount 1
            $new.GetAccessToken() | Should -Not -Be $old.GetAccessToken()
            $new.Name, $new.Vault | Should -Be 'demo', 'SfOAuth'
            $new | Should -BeOfType SfOAuth.Token
            Assert-Alive $org 'demo'
            (Get-OrgFamily $org).generation | Should -Be $(if ($Rotates) { 2 } else { 0 })
        }

        It 'keeps the saved refresh token when the org sends no new one' {
            Set-OrgScenario $org @{ rotateRefreshTokens = $false }
            $old = New-TestConnection $org 'demo'
            $first, $second = 1..2 | ForEach-Object { Update-SfAccessToken demo }

            $sent = Get-OrgRequest $org 'refresh_token' | ForEach-Object { Get-FormValue $_ 'refresh_token' }
            $sent | Select-Object -Unique | Should -Be (ConvertFrom-SecureString $old.RefreshToken -AsPlainText)
            ConvertFrom-SecureString $second.RefreshToken -AsPlainText | Should -Be $sent[0]
        }

        It 'follows an org that moved to another instance' {
            $null = New-TestConnection $org 'demo'
            Set-OrgScenario $org @{ instanceUrl = 'https://acme--new.my.salesforce.com/' }

            (Update-SfAccessToken demo).InstanceUrl | Should -Be 'https://acme--new.my.salesforce.com'
            (Get-SfConnection demo).InstanceUrl | Should -Be 'https://acme--new.my.salesforce.com'
        }

        It 'keeps what the answer to a refresh leaves out: <Field>' -ForEach @(
            @{ Field = 'id'; Property = 'UserId' }
            @{ Field = 'scope'; Property = 'Scope' }
            @{ Field = 'instance_url'; Property = 'InstanceUrl' }
        ) {
            $old = New-TestConnection $org 'demo'
            Set-OrgScenario $org @{ omitFields = @($Field) }

            (Update-SfAccessToken demo).$Property | Should -Be $old.$Property
            $old.$Property | Should -Not -BeNullOrEmpty
        }

        It 'goes over the connection that another command opened, in whatever runspace, where no form can be sent twice' {
            $null = New-TestConnection $org 'demo'
            $null = Update-SfAccessToken demo

            $elsewhere = 1 | ForEach-Object -Parallel {
                Import-Module $using:PSScriptRoot/../Kit/TestKit.psm1
                Import-SfOAuth
                Update-SfAccessToken demo
            }

            $elsewhere.Name | Should -Be 'demo'
            # .NET Framework would send a form again by itself when a connection it kept is dead; its build keeps none.
            (Get-OrgRequest $org 'refresh_token').connectionId | Select-Object -Unique | Should -HaveCount ($env:SFOAUTH_TEST_EDITION -eq 'Core' ? 1 : 2)
        }

        It 'takes names as <Form>' -ForEach @(
            @{ Form = 'an array'; Refresh = { Update-SfAccessToken -Name 'one', 'two' } }
            @{ Form = 'an array by position'; Refresh = { Update-SfAccessToken one, two } }
            @{ Form = 'strings from the pipeline'; Refresh = { 'one', 'two' | Update-SfAccessToken } }
            @{ Form = 'connections from the pipeline'; Refresh = { Get-SfConnection | Update-SfAccessToken } }
            @{ Form = 'tokens from the pipeline'; Refresh = { $tokens | Update-SfAccessToken } }
            @{ Form = 'connections that came back from a job'; Refresh = { [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize(@(Get-SfConnection))) | Update-SfAccessToken } }
            @{ Form = 'what Select-Object makes of connections'; Refresh = { Get-SfConnection | Select-Object Name, Vault | Update-SfAccessToken } }
        ) {
            $tokens = 'one', 'two' | ForEach-Object { New-TestConnection $org $_ }

            $new = & $Refresh

            $new.Name | Sort-Object | Should -Be 'one', 'two'
            Get-OrgRequest $org 'refresh_token' | Should -HaveCount 2
            Assert-Alive $org 'one', 'two'
        }

        It 'goes on with the next one when one fails' {
            'one', 'two' | ForEach-Object { $null = New-TestConnection $org $_ }

            $new = 'one', 'missing', 'bad_name', 'two' | Update-SfAccessToken -ErrorVariable problems -ErrorAction SilentlyContinue

            $new.Name | Sort-Object | Should -Be 'one', 'two'
            $problems | Should -HaveCount 2
            Assert-Problem ($problems | Where-Object TargetObject -EQ 'missing') 'ConnectionNotFound' 'ObjectNotFound' 'missing'
            # What can't be a name may be a token in the wrong place, and is not repeated.
            Assert-Problem ($problems | Where-Object FullyQualifiedErrorId -Like 'ParameterInvalid,*') 'ParameterInvalid' 'InvalidArgument' $null
        }

        It 'says that a connection was saved without a refresh token' {
            $request = Get-SfAuthorizeUrl -ClientId $org.clientId -LoginUrl $org.loginUrl -Scope api, id
            $null = $request | Invoke-SfCodeExchange -ResponseUrl (New-ResponseUrl $org $request) -ClientSecret $org.clientSecret -Name demo -WarningAction SilentlyContinue

            Update-SfAccessToken demo -ErrorVariable problem -ErrorAction SilentlyContinue

            Assert-Problem $problem 'RefreshTokenMissing' 'InvalidOperation' 'demo'
            Get-OrgRequest $org 'refresh_token' | Should -BeNullOrEmpty
        }
    }

    Context 'without a name' {
        BeforeEach { Remove-Item Env:SFOAUTH_CONNECTION -ErrorAction Ignore }
        AfterEach { Remove-Item Env:SFOAUTH_CONNECTION -ErrorAction Ignore }

        It 'refreshes the only saved connection' {
            $null = New-TestConnection $org 'only'

            (Update-SfAccessToken).Name | Should -Be 'only'
        }

        It 'refreshes the one that SFOAUTH_CONNECTION names' {
            'one', 'two' | ForEach-Object { $null = New-TestConnection $org $_ }
            $env:SFOAUTH_CONNECTION = 'two'

            (Update-SfAccessToken).Name | Should -Be 'two'
            Get-OrgRequest $org 'refresh_token' | Should -HaveCount 1
        }

        It 'asks which one when there are several, and sends nothing' {
            'one', 'two' | ForEach-Object { $null = New-TestConnection $org $_ }

            Update-SfAccessToken -ErrorVariable problem -ErrorAction SilentlyContinue | Should -BeNullOrEmpty

            Assert-Problem $problem 'ConnectionAmbiguous' 'InvalidArgument' $null
            "$problem" | Should -Match 'one, two|two, one'
            Get-OrgRequest $org 'refresh_token' | Should -BeNullOrEmpty
        }

        It 'says that none is saved' {
            Update-SfAccessToken -ErrorVariable problem -ErrorAction SilentlyContinue | Should -BeNullOrEmpty

            Assert-Problem $problem 'ConnectionAmbiguous' 'InvalidArgument' $null
            "$problem" | Should -Match 'No connection is saved'
        }
    }

    Context 'with other app settings than the saved ones' {
        BeforeEach { $null = New-TestConnection $org 'demo' }

        It 'saves a consumer secret that was rotated, given as <Form>' -ForEach @(
            @{ Form = 'a string'; Secret = { 'Rotated+Secret/1=' } }
            @{ Form = 'a SecureString'; Secret = { ConvertTo-Secure 'Rotated+Secret/1=' } }
            @{ Form = 'digits without quotes'; Secret = { 1955279925675241571 } }
        ) {
            $secret = & $Secret
            $text = if ($secret -is [securestring]) { ConvertFrom-SecureString $secret -AsPlainText } else { "$secret" }
            Set-OrgScenario $org @{ apps = @(@{ clientId = $org.clientId; clientSecret = $text }) }

            Update-SfAccessToken demo -ErrorVariable problem -ErrorAction SilentlyContinue
            $null = Update-SfAccessToken demo -ClientSecret $secret

            Assert-Problem $problem 'ClientSecretInvalid' 'AuthenticationError' 'demo'
            Get-OrgRequest $org 'refresh_token' | Select-Object -Last 1 | ForEach-Object { Get-FormValue $_ 'client_secret' } | Should -Be $text
            Assert-Alive $org 'demo'
        }

        It 'keeps the saved consumer secret when another one is refused' {
            Update-SfAccessToken demo -ClientSecret 'wrong' -ErrorVariable problem -ErrorAction SilentlyContinue

            Assert-Problem $problem 'ClientSecretInvalid' 'AuthenticationError' 'demo'
            Assert-Alive $org 'demo'
        }

        It 'sends nothing when the consumer secret is <Case>' -ForEach @(
            @{ Case = "the Salesforce CLI's placeholder"; Secret = '[REDACTED] run sf org auth show-access-token'; Id = 'SecretRedacted' }
            @{ Case = 'empty'; Secret = ''; Id = 'ParameterInvalid' }
        ) {
            Update-SfAccessToken demo -ClientSecret $Secret -ErrorVariable problem -ErrorAction SilentlyContinue

            Assert-Problem $problem $Id 'InvalidArgument' 'demo'
            Get-OrgRequest $org 'refresh_token' | Should -BeNullOrEmpty
        }

        It 'refuses a number that can no longer be the digits that were typed' {
            { Update-SfAccessToken demo -ClientSecret 195527992567524157112345678901234567890 } | Should -Throw '*must be put in quotes*' -ErrorId 'ParameterArgumentTransformationError*'
        }

        It 'saves the way the consumer secret is sent' {
            $null = Update-SfAccessToken demo -ClientAuthentication Basic
            $null = Update-SfAccessToken demo

            foreach ($request in Get-OrgRequest $org 'refresh_token') {
                $request.headers.Authorization | Should -BeLike 'Basic *'
                $request.form.name | Should -Not -Contain 'client_secret'
                $request.form.name | Should -Not -Contain 'client_id'
            }
        }

        It 'asks for <Format>, reads it and saves it' -ForEach @(
            @{ Format = 'Json'; Wire = 'json' }
            @{ Format = 'Xml'; Wire = 'xml' }
            @{ Format = 'UrlEncoded'; Wire = 'urlencoded' }
        ) {
            $token = Update-SfAccessToken demo -ResponseFormat $Format
            $null = Update-SfAccessToken demo

            Get-OrgRequest $org 'refresh_token' | ForEach-Object { Get-FormValue $_ 'format' } | Should -Be $Wire, $Wire
            $token.InstanceUrl | Should -Be $org.myDomainUrl
            $token.UserId | Should -Match '^005'
            Assert-Alive $org 'demo'
        }

        It 'saves another login URL, here the My Domain' {
            $token = Update-SfAccessToken demo -LoginUrl $org.myDomainUrl
            $null = Update-SfAccessToken demo

            $token.LoginUrl | Should -Be $org.myDomainUrl
            (Get-OrgRequest $org 'refresh_token').port | Should -Be @(([uri]$org.myDomainUrl).Port, ([uri]$org.myDomainUrl).Port)
        }

        It 'refuses a login URL that is none, and sends nothing' {
            Update-SfAccessToken demo -LoginUrl 'http://acme.my.salesforce.com' -ErrorVariable problem -ErrorAction SilentlyContinue

            Assert-Problem $problem 'LoginUrlInvalid' 'InvalidArgument' 'demo'
            Get-OrgRequest $org 'refresh_token' | Should -BeNullOrEmpty
        }
    }

    Context 'with a refresh token' {
        BeforeEach {
            $login = Invoke-OrgControl $org 'login' -Body @{}
            $app = @{ ClientId = $org.clientId; ClientSecret = $org.clientSecret; LoginUrl = $org.loginUrl }
        }

        It 'takes it as <Form>, and gives a token with the one that is valid now' -ForEach @(
            @{ Form = 'a string'; Make = { $login.refresh_token } }
            @{ Form = 'a SecureString'; Make = { ConvertTo-Secure $login.refresh_token } }
        ) {
            $token = Update-SfAccessToken -RefreshToken (& $Make) @app -WarningAction SilentlyContinue

            ConvertFrom-SecureString $token.RefreshToken -AsPlainText | Should -Be (Get-OrgFamily $org).refreshToken
            $token.Name, $token.Vault | Should -Be $null, $null
            Get-SfConnection | Should -BeNullOrEmpty
        }

        It 'warns that the given one is dead when the org rotates, and only then' {
            $token = Update-SfAccessToken -RefreshToken $login.refresh_token @app -WarningVariable rotated -WarningAction SilentlyContinue
            Set-OrgScenario $org @{ rotateRefreshTokens = $false }
            $null = Update-SfAccessToken -RefreshToken $token.RefreshToken @app -WarningVariable kept -WarningAction SilentlyContinue

            $rotated | Should -HaveCount 1
            "$rotated" | Should -Match 'rotated the refresh token'
            $kept | Should -BeNullOrEmpty
        }

        It 'sends no secret for a public app' {
            $public = Invoke-OrgControl $org 'login' -Body @{ clientId = $org.publicClientId }
            $token = Update-SfAccessToken -RefreshToken $public.refresh_token -ClientId $org.publicClientId -LoginUrl $org.loginUrl -WarningAction SilentlyContinue

            $token.Signature | Should -BeNullOrEmpty
            $request = Get-OrgRequest $org 'refresh_token'
            $request.form.name | Should -Be 'grant_type', 'refresh_token', 'client_id', 'format'
            $request.headers.PSObject.Properties.Name | Should -Not -Contain 'Authorization'
        }

        It 'sends the consumer secret in <Where>' -ForEach @(
            @{ Where = 'the body'; Way = 'Body' }
            @{ Where = 'a Basic header'; Way = 'Basic' }
        ) {
            $null = Update-SfAccessToken -RefreshToken $login.refresh_token @app -ClientAuthentication $Way -WarningAction SilentlyContinue

            $request = Get-OrgRequest $org 'refresh_token'
            $header = [Convert]::ToBase64String([Text.Encoding]::ASCII.GetBytes("$($org.clientId):$($org.clientSecret)"))
            $request.form.name -contains 'client_secret' | Should -Be ($Way -eq 'Body')
            "$($request.headers.PSObject.Properties['Authorization'].Value)" | Should -Be $(if ($Way -eq 'Basic') { "Basic $header" } else { '' })
        }

        It 'sends nothing when it is <Case>' -ForEach @(
            @{ Case = "the Salesforce CLI's placeholder"; Text = '[REDACTED] use sf org auth show-sfdx-auth-url'; Id = 'SecretRedacted' }
            @{ Case = 'empty'; Text = ''; Id = 'ParameterInvalid' }
        ) {
            Update-SfAccessToken -RefreshToken $Text @app -ErrorVariable problem -ErrorAction SilentlyContinue

            Assert-Problem $problem $Id 'InvalidArgument' $org.loginUrl
            Get-OrgRequest $org 'refresh_token' | Should -BeNullOrEmpty
        }
    }

    Context 'with a token object' {
        It 'refreshes one that is not saved, <How>, at the host it came from' -ForEach @(
            @{ How = 'from the pipeline'; Refresh = { $token | Update-SfAccessToken -ClientSecret $org.clientSecret -WarningAction SilentlyContinue } }
            @{ How = 'as an argument'; Refresh = { Update-SfAccessToken -Token $token -ClientSecret $org.clientSecret -WarningAction SilentlyContinue } }
        ) {
            $request = Get-SfAuthorizeUrl -ClientId $org.clientId -LoginUrl $org.loginUrl
            $token = $request | Invoke-SfCodeExchange -ResponseUrl (New-ResponseUrl $org $request) -ClientSecret $org.clientSecret

            $new = & $Refresh

            $new.LoginUrl | Should -Be $org.loginUrl
            ConvertFrom-SecureString $new.RefreshToken -AsPlainText | Should -Be (Get-OrgFamily $org).refreshToken
            Get-OrgRequest $org 'refresh_token' | Should -HaveCount 1
        }

        It 'refreshes the connection it belongs to and saves it, <How>' -ForEach @(
            @{ How = 'from the pipeline'; Refresh = { $token | Update-SfAccessToken } }
            @{ How = 'as an argument'; Refresh = { Update-SfAccessToken -Token $token } }
        ) {
            $token = New-TestConnection $org 'demo'

            (& $Refresh).Name | Should -Be 'demo'

            Get-OrgRequest $org 'refresh_token' | Should -HaveCount 1
            Assert-Alive $org 'demo'
        }

        It 'uses what is saved when the object is older than that' {
            $stale = New-TestConnection $org 'demo'
            $null = Update-SfAccessToken demo

            ($stale | Update-SfAccessToken).Name | Should -Be 'demo'

            Assert-Alive $org 'demo'
        }

        It 'says that the token came without a refresh token, and goes on with the next' {
            $bare = Get-SfAuthorizeUrl -ClientId $org.clientId -LoginUrl $org.loginUrl -Scope api, id
            $without = $bare | Invoke-SfCodeExchange -ResponseUrl (New-ResponseUrl $org $bare) -ClientSecret $org.clientSecret
            $saved = New-TestConnection $org 'demo'

            $new = $without, $saved | Update-SfAccessToken -ErrorVariable problem -ErrorAction SilentlyContinue

            $new.Name | Should -Be 'demo'
            Assert-Problem $problem 'RefreshTokenMissing' 'InvalidOperation' $org.loginUrl
        }
    }
}
