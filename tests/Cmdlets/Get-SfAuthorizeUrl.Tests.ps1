Describe 'Get-SfAuthorizeUrl' {
    BeforeAll {
        Import-Module "$PSScriptRoot/../Kit/TestKit.psm1" -Force
        Import-SfOAuth

        function Get-QueryValue([string] $Url) {
            $values = [ordered]@{}
            ([uri]$Url).Query.TrimStart('?') -split '&' | ForEach-Object {
                $name, $value = $_ -split '=', 2
                $values[$name] = [uri]::UnescapeDataString($value)
            }
            $values
        }
    }

    It 'mints a URL for production with PKCE, a state, and the built-in success page' {
        $request = Get-SfAuthorizeUrl 3MVG9key

        $request | Should -BeOfType SfOAuth.AuthorizationRequest
        $request.Url | Should -BeLike 'https://login.salesforce.com/services/oauth2/authorize?*'
        $query = Get-QueryValue $request.Url
        $query.Keys | Should -Be 'response_type', 'client_id', 'redirect_uri', 'state', 'code_challenge', 'code_challenge_method'
        $query.response_type, $query.client_id, $query.code_challenge_method | Should -Be 'code', '3MVG9key', 'S256'
        $query.redirect_uri | Should -Be 'https://login.salesforce.com/services/oauth2/success'
        $query.state | Should -Be $request.State
        $request.RedirectUri, $request.LoginUrl, $request.ClientId | Should -Be 'https://login.salesforce.com/services/oauth2/success', 'https://login.salesforce.com', '3MVG9key'
        $request.Scope | Should -HaveCount 0
    }

    It 'gives the URL where a string is wanted' {
        $request = Get-SfAuthorizeUrl 3MVG9key

        "$request" | Should -Be $request.Url
        [string]$request | Should -Be $request.Url
    }

    It 'keeps the verifier whose challenge is in the URL' {
        $request = Get-SfAuthorizeUrl 3MVG9key
        $request.CodeVerifier | Should -BeOfType securestring
        $verifier = ConvertFrom-SecureString $request.CodeVerifier -AsPlainText

        $verifier | Should -Match '^[0-9A-Za-z._~-]{43,128}$'
        $hash = [System.Security.Cryptography.SHA256]::HashData([Text.Encoding]::ASCII.GetBytes($verifier))
        [Convert]::ToBase64String($hash).TrimEnd('=').Replace('+', '-').Replace('/', '_') | Should -Be (Get-QueryValue $request.Url).code_challenge
        $request.Url | Should -Not -Match ([regex]::Escape($verifier))
    }

    It 'gives each request a state and a verifier of its own' {
        $requests = 1..20 | ForEach-Object { Get-SfAuthorizeUrl 3MVG9key }

        $requests.State | Select-Object -Unique | Should -HaveCount 20
        $requests | ForEach-Object { ConvertFrom-SecureString $_.CodeVerifier -AsPlainText } | Select-Object -Unique | Should -HaveCount 20
        $requests.State | ForEach-Object { $_.Length | Should -BeGreaterThan 21 }
    }

    It 'leaves PKCE out with -NoPkce' {
        $request = Get-SfAuthorizeUrl 3MVG9key -NoPkce

        $request.CodeVerifier | Should -BeNullOrEmpty
        $request.Url | Should -Not -Match 'code_challenge'
    }

    It 'puts -<Parameter> into the URL, escaped once' -ForEach @(
        @{ Parameter = 'State'; Value = "my state&=%2F+`u{fc}"; Name = 'state'; Sent = "my state&=%2F+`u{fc}" }
        @{ Parameter = 'RedirectUri'; Value = 'http://localhost:1717/OauthRedirect?a=b&c'; Name = 'redirect_uri'; Sent = 'http://localhost:1717/OauthRedirect?a=b&c' }
        @{ Parameter = 'Prompt'; Value = @('login', 'consent'); Name = 'prompt'; Sent = 'login consent' }
        @{ Parameter = 'Display'; Value = 'popup'; Name = 'display'; Sent = 'popup' }
        @{ Parameter = 'LoginHint'; Value = 'ada+test@acme.example'; Name = 'login_hint'; Sent = 'ada+test@acme.example' }
        @{ Parameter = 'Nonce'; Value = 'n-0S6_WzA2Mj'; Name = 'nonce'; Sent = 'n-0S6_WzA2Mj' }
        @{ Parameter = 'Scope'; Value = @('api', 'refresh_token'); Name = 'scope'; Sent = 'api refresh_token' }
        @{ Parameter = 'Scope'; Value = 'api refresh_token'; Name = 'scope'; Sent = 'api refresh_token' }
        @{ Parameter = 'Scope'; Value = 'api,refresh_token'; Name = 'scope'; Sent = 'api refresh_token' }
    ) {
        $with = @{ $Parameter = $Value }
        $request = Get-SfAuthorizeUrl 3MVG9key @with

        (Get-QueryValue $request.Url).$Name | Should -BeExactly $Sent
        $request.Url | Should -Match "[?&]$Name=$([regex]::Escape([uri]::EscapeDataString($Sent)))(&|$)"
    }

    It 'remembers state, redirect URI, scope and nonce for the exchange' {
        $request = Get-SfAuthorizeUrl 3MVG9key -State mystate -RedirectUri http://localhost:1717/OauthRedirect -Scope api, openid -Nonce n-1

        $request.State, $request.RedirectUri, $request.Nonce | Should -Be 'mystate', 'http://localhost:1717/OauthRedirect', 'n-1'
        $request.Scope | Should -Be 'api', 'openid'
    }

    It 'refuses -<Parameter> <Value>, which Salesforce does not know' -ForEach @(
        @{ Parameter = 'Prompt'; Value = 'maybe' }
        @{ Parameter = 'Display'; Value = 'hologram' }
        @{ Parameter = 'ClientId'; Value = '' }
    ) {
        $with = @{ ClientId = '3MVG9key' }
        $with[$Parameter] = $Value
        { Get-SfAuthorizeUrl @with } | Should -Throw -ErrorId 'ParameterArgumentValidationError*'
    }

    It 'takes <LoginUrl> for <Expected>' -ForEach @(
        @{ LoginUrl = 'production'; Expected = 'https://login.salesforce.com' }
        @{ LoginUrl = 'sandbox'; Expected = 'https://test.salesforce.com' }
        @{ LoginUrl = 'acme'; Expected = 'https://acme.my.salesforce.com' }
        @{ LoginUrl = 'acme--uat'; Expected = 'https://acme--uat.sandbox.my.salesforce.com' }
        @{ LoginUrl = 'Acme.my.salesforce.com'; Expected = 'https://acme.my.salesforce.com' }
        @{ LoginUrl = 'https://acme.my.salesforce.com/'; Expected = 'https://acme.my.salesforce.com' }
        @{ LoginUrl = 'https://acme.my.site.com/partners/s/login'; Expected = 'https://acme.my.site.com/partners' }
        @{ LoginUrl = 'https://login.example.com/partners'; Expected = 'https://login.example.com/partners' }
        @{ LoginUrl = 'https://acme.my.salesforce.mil'; Expected = 'https://acme.my.salesforce.mil' }
        @{ LoginUrl = 'https://acme.my.sfcrmproducts.cn'; Expected = 'https://acme.my.sfcrmproducts.cn' }
        @{ LoginUrl = 'http://localhost:5080'; Expected = 'http://localhost:5080' }
        @{ LoginUrl = 'http://127.0.0.1:5081/partners'; Expected = 'http://127.0.0.1:5081/partners' }
    ) {
        $request = Get-SfAuthorizeUrl 3MVG9key -LoginUrl $LoginUrl -WarningVariable warning -WarningAction SilentlyContinue

        $request.LoginUrl | Should -BeExactly $Expected
        $request.Url | Should -BeLike "$Expected/services/oauth2/authorize?*"
        $request.RedirectUri | Should -Be "$Expected/services/oauth2/success"
        $warning | Should -BeNullOrEmpty
    }

    It 'puts <LoginUrl> right and says so' -ForEach @(
        @{ LoginUrl = 'https://acme.lightning.force.com/lightning/o/Account/list'; Expected = 'https://acme.my.salesforce.com' }
        @{ LoginUrl = 'acme--uat.sandbox.lightning.force.com'; Expected = 'https://acme--uat.sandbox.my.salesforce.com' }
        @{ LoginUrl = 'https://acme.my.salesforce-setup.com/lightning/setup/SetupOneHome/home'; Expected = 'https://acme.my.salesforce.com' }
    ) {
        $request = Get-SfAuthorizeUrl 3MVG9key -LoginUrl $LoginUrl -WarningVariable warning -WarningAction SilentlyContinue

        $request.LoginUrl | Should -BeExactly $Expected
        $warning | Should -HaveCount 1
        "$warning" | Should -Match ([regex]::Escape(([uri]$Expected).Host))
    }

    It 'refuses <LoginUrl> and names what to use' -ForEach @(
        @{ LoginUrl = 'http://acme.my.salesforce.com'; Instead = 'https://acme.my.salesforce.com'; Target = 'http://acme.my.salesforce.com' }
        @{ LoginUrl = 'https://na139.salesforce.com'; Instead = 'MyDomainName.my.salesforce.com'; Target = 'https://na139.salesforce.com' }
        @{ LoginUrl = 'acme.salesforce.com/lightning'; Instead = 'acme.my.salesforce.com'; Target = 'https://acme.salesforce.com' }
        @{ LoginUrl = 'https://help.salesforce.com/s/'; Instead = 'login.salesforce.com'; Target = 'https://help.salesforce.com' }
        @{ LoginUrl = 'not a host'; Instead = 'My Domain name'; Target = $null }
    ) {
        Get-SfAuthorizeUrl 3MVG9key -LoginUrl $LoginUrl -ErrorVariable problem -ErrorAction SilentlyContinue | Should -BeNullOrEmpty

        Assert-Problem $problem 'LoginUrlInvalid' 'InvalidArgument' $Target
        "$problem" | Should -Match ([regex]::Escape($Instead))
    }
}
