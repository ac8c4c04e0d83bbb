# An app that proves itself with its private key in place of a secret, whatever it asks for.
Describe 'An app with a private key' {
    BeforeAll {
        Import-Module "$PSScriptRoot/../Kit/TestKit.psm1" -Force
        $org = Start-TestOrg
        $path = "$env:HOME/app.key"

        function Register-AppKey { Set-Content $path (Invoke-OrgControl $org 'key' @{ clientId = $org.clientId }).privateKeyPem }

        function Get-Request { Get-SfAuthorizeUrl -ClientId $org.clientId -LoginUrl $org.loginUrl }

        function Get-Claim($Request) {
            $part = ((Get-FormValue $Request 'client_assertion') -split '\.')[1].Replace('-', '+').Replace('_', '/')
            [Text.Encoding]::UTF8.GetString([Convert]::FromBase64String($part.PadRight([Math]::Ceiling($part.Length / 4) * 4, '='))) | ConvertFrom-Json
        }

        function Assert-SignedOnly($Request, [string] $Endpoint = "$($org.loginUrl)/services/oauth2/token") {
            Get-FormValue $Request 'client_assertion_type' | Should -Be 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'
            Get-FormValue $Request 'client_secret' | Should -BeNullOrEmpty
            $Request.headers.Authorization | Should -BeNullOrEmpty
            $claims = Get-Claim $Request
            $claims.iss, $claims.sub, $claims.aud | Should -Be $org.clientId, $org.clientId, $Endpoint
            $claims.exp - $claims.iat | Should -Be 180
            [Math]::Abs($claims.iat - [datetimeoffset]::UtcNow.ToUnixTimeSeconds()) | Should -BeLessThan 60
            $claims.jti.Length | Should -BeGreaterThan 20
        }
    }

    AfterAll { Stop-TestOrg $org }

    BeforeEach {
        Reset-FakeOrg $org
        Clear-TestVault
        Register-AppKey
    }

    It 'exchanges a code, and refreshes what it saved, with an assertion each' {
        $request = Get-Request
        $token = $request | Invoke-SfCodeExchange -ResponseUrl (New-ResponseUrl $org $request) -KeyPath $path -Name signed

        $token.RefreshToken | Should -BeOfType securestring
        $null = Update-SfAccessToken signed -ErrorAction Stop
        $null = Get-SfAccessToken signed -MaxAge 0 -ErrorAction Stop
        Assert-Alive $org signed
        Assert-SignedOnly (Get-OrgRequest $org 'authorization_code')
        $refreshes = Get-OrgRequest $org 'refresh_token'
        $refreshes | Should -HaveCount 3
        $refreshes | ForEach-Object { Assert-SignedOnly $_ }
        ($refreshes | ForEach-Object { (Get-Claim $_).jti } | Select-Object -Unique) | Should -HaveCount 3
    }

    It 'asks what the org knows of a token' {
        $request = Get-Request
        $token = $request | Invoke-SfCodeExchange -ResponseUrl (New-ResponseUrl $org $request) -KeyPath $path -Name signed

        (Get-SfTokenInfo signed).Active, (Get-SfTokenInfo $token -KeyPath $path).Active, (Test-SfToken signed) | Should -Be $true, $true, $true

        $asked = (Invoke-OrgControl $org 'requests?path=/services/oauth2/introspect' -Method Get).requests
        $asked | Should -HaveCount 3
        $asked | ForEach-Object { Assert-SignedOnly $_ }
    }

    It 'refreshes a bare refresh token, and a token that is not saved' {
        $login = Invoke-OrgControl $org 'login' @{ clientId = $org.clientId }

        $first = Update-SfAccessToken -RefreshToken $login.refresh_token -ClientId $org.clientId -LoginUrl $org.loginUrl -KeyPath $path -WarningAction SilentlyContinue
        $second = $first | Update-SfAccessToken -KeyPath $path -WarningAction SilentlyContinue

        $second.GetAccessToken() | Should -Not -Be $first.GetAccessToken()
        Get-OrgRequest $org 'refresh_token' | ForEach-Object { Assert-SignedOnly $_ }
    }

    It 'gets a token for itself' {
        $null = Request-SfClientCredentialsToken $org.clientId -LoginUrl $org.myDomainUrl -KeyPath $path -Name nightly
        $null = Update-SfAccessToken nightly -ErrorAction Stop

        $requests = Get-OrgRequest $org 'client_credentials'
        $requests | Should -HaveCount 2
        $requests | ForEach-Object { Assert-SignedOnly $_ "$($org.myDomainUrl)/services/oauth2/token" }
    }

    It 'imports a login, and keeps it with the key' {
        $login = Invoke-OrgControl $org 'login' @{ clientId = $org.clientId }

        $null = Import-SfConnection moved -RefreshToken $login.refresh_token -ClientId $org.clientId -LoginUrl $org.loginUrl -KeyPath $path -WarningAction SilentlyContinue

        Assert-Alive $org moved
        Get-OrgRequest $org 'refresh_token' | ForEach-Object { Assert-SignedOnly $_ }
    }

    It 'moves a saved login from a secret to the key, and back' {
        $null = New-TestConnection $org 'demo'

        $null = Update-SfAccessToken demo -KeyPath $path -ErrorAction Stop
        $null = Update-SfAccessToken demo -ErrorAction Stop
        $null = Update-SfAccessToken demo -ClientAuthentication Body -ErrorAction Stop

        $requests = Get-OrgRequest $org 'refresh_token'
        $requests[0, 1] | ForEach-Object { Assert-SignedOnly $_ }
        Get-FormValue $requests[2] 'client_secret' | Should -Be $org.clientSecret
    }

    It 'moves a login that was made with the key to a secret' {
        $request = Get-Request
        $null = $request | Invoke-SfCodeExchange -ResponseUrl (New-ResponseUrl $org $request) -KeyPath $path -Name signed

        $null = Update-SfAccessToken signed -ClientSecret $org.clientSecret -ErrorAction Stop
        $null = Update-SfAccessToken signed -ErrorAction Stop

        Get-OrgRequest $org 'refresh_token' | ForEach-Object { Get-FormValue $_ 'client_secret' } | Should -Be $org.clientSecret, $org.clientSecret
    }

    It 'uses the secret when both are given, unless told to sign' {
        $request = Get-Request
        $both = @{ ClientSecret = $org.clientSecret; KeyPath = $path }
        $null = $request | Invoke-SfCodeExchange -ResponseUrl (New-ResponseUrl $org $request) @both
        $request = Get-Request
        $null = $request | Invoke-SfCodeExchange -ResponseUrl (New-ResponseUrl $org $request) @both -ClientAuthentication PrivateKeyJwt

        $requests = Get-OrgRequest $org 'authorization_code'
        Get-FormValue $requests[0] 'client_secret' | Should -Be $org.clientSecret
        Get-FormValue $requests[0] 'client_assertion' | Should -BeNullOrEmpty
        Assert-SignedOnly $requests[1]
    }

    It 'is refused with another key, and keeps the login' {
        $null = New-TestConnection $org 'demo'
        $null = Invoke-OrgControl $org 'key' @{ clientId = $org.clientId }

        Update-SfAccessToken demo -KeyPath $path -ErrorVariable problem -ErrorAction SilentlyContinue

        Assert-Problem $problem 'ClientSecretInvalid' 'AuthenticationError' 'demo'
        Assert-Alive $org demo
    }

    It 'sends nothing, and spends no code, when <Case>' -ForEach @(
        @{ Case = 'two keys are given'; With = { @{ KeyPath = $path; KeySecret = 'x' } }; Id = 'ParameterInvalid'; Category = 'InvalidArgument' }
        @{ Case = 'it is to sign and has no key'; With = { @{ ClientAuthentication = 'PrivateKeyJwt' } }; Id = 'ParameterInvalid'; Category = 'InvalidArgument' }
        @{ Case = 'there is a password and no key'; With = { @{ KeyPassword = 'x' } }; Id = 'ParameterInvalid'; Category = 'InvalidArgument' }
        @{ Case = 'the file is missing'; With = { @{ KeyPath = "$path.missing" } }; Id = 'KeyNotFound'; Category = 'ObjectNotFound' }
        @{ Case = 'the file holds no key'; With = { Set-Content $path 'hello'; @{ KeyPath = $path } }; Id = 'KeyInvalid'; Category = 'InvalidData' }
    ) {
        $null = New-TestConnection $org 'demo'
        $null = Invoke-OrgControl $org 'requests' -Method Delete
        $request = Get-Request
        $address = New-ResponseUrl $org $request
        $key = & $With

        $request | Invoke-SfCodeExchange -ResponseUrl $address @key -Name new -ErrorVariable problem -ErrorAction SilentlyContinue
        Assert-Problem $problem $Id $Category 'new'
        Update-SfAccessToken demo @key -ErrorVariable problem -ErrorAction SilentlyContinue
        Assert-Problem $problem $Id $Category 'demo'
        Get-SfAccessToken demo -MaxAge 0 @key -ErrorVariable problem -ErrorAction SilentlyContinue
        Assert-Problem $problem $Id $Category 'demo'

        Get-OrgRequest $org | Should -BeNullOrEmpty
        $request | Invoke-SfCodeExchange -ResponseUrl $address -ClientSecret $org.clientSecret | Should -BeOfType SfOAuth.Token
    }

    It 'shows no assertion when <Case>' -ForEach @(
        @{ Case = 'all goes well'; Sees = 'Salesforce token of' }
        @{ Case = 'it is only asked'; With = @{ WhatIf = $true }; Sees = 'client_assertion=\*\*\*' }
        @{ Case = 'the org echoes it'; Prepare = { Add-OrgRefusal $org 'refresh_token' 'invalid_client' 'no {client_assertion}' }; Sees = 'ClientSecretInvalid' }
    ) {
        $null = New-TestConnection $org 'demo'
        $all = @{ Name = 'demo'; KeyPath = $path; Verbose = $true; Debug = $true }
        if (Test-Path Variable:Prepare) { . $Prepare }
        if (Test-Path Variable:With) { $all += $With }

        $shown = Get-EverythingShown { Update-SfAccessToken @all }

        "$shown" | Should -Match $Sees
        $sent = Get-OrgRequest $org 'refresh_token' | ForEach-Object { Get-FormValue $_ 'client_assertion' }
        Find-PlantedSecret $shown (@($sent) + (Get-Content $path | Where-Object Length -GT 40)) | Should -BeNullOrEmpty
    }
}
