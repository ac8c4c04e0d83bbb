Describe 'Invoke-SfCodeExchange' {
    BeforeAll {
        Import-Module "$PSScriptRoot/../Kit/TestKit.psm1" -Force
        $org = Start-TestOrg
        function Get-Request([hashtable] $With = @{}) { Get-SfAuthorizeUrl -ClientId $org.clientId -LoginUrl $org.loginUrl @With }
    }

    AfterAll { Stop-TestOrg $org }

    BeforeEach {
        Reset-FakeOrg $org
        Clear-TestVault
        $secret = @{ ClientSecret = $org.clientSecret }
    }

    Context 'with the address the browser ended on' {
        It 'gives a token that the REST API takes' {
            $request = Get-Request
            $token = $request | Invoke-SfCodeExchange -ResponseUrl (New-ResponseUrl $org $request) @secret

            $token | Should -BeOfType SfOAuth.Token
            $token.LoginUrl, $token.InstanceUrl, $token.ClientId | Should -Be $org.loginUrl, $org.myDomainUrl, $org.clientId
            $token.Name, $token.Vault | Should -Be $null, $null
            $limits = Invoke-RestMethod $token.Resolve('/services/data/v66.0/limits') -Headers $token.GetHeaders()
            $limits.DailyApiRequests.Max | Should -BeGreaterThan 0
            Get-SfConnection | Should -BeNullOrEmpty
        }

        It 'takes the request by parameters too' {
            $request = Get-Request
            $token = Invoke-SfCodeExchange (New-ResponseUrl $org $request) -ClientId $request.ClientId -LoginUrl $request.LoginUrl -RedirectUri $request.RedirectUri -State $request.State -CodeVerifier $request.CodeVerifier @secret

            $token.UserId | Should -Match '^005'
        }

        It 'uses the success page of the login host where no redirect URI is given' {
            $request = Get-Request
            $null = Invoke-SfCodeExchange (New-ResponseUrl $org $request) -ClientId $request.ClientId -LoginUrl $request.LoginUrl -State $request.State -CodeVerifier $request.CodeVerifier @secret

            Get-FormValue (Get-OrgRequest $org 'authorization_code') 'redirect_uri' | Should -Be "$($org.loginUrl)/services/oauth2/success"
        }

        It 'reads <Form> as the same response' -ForEach @(
            @{ Form = 'the bare query'; Write = { $args[0] -replace '^.*\?' } }
            @{ Form = 'the query with its question mark'; Write = { $args[0] -replace '^.*\?', '?' } }
            @{ Form = 'an address in quotes'; Write = { '"' + $args[0] + '"' } }
            @{ Form = 'an address broken over two lines'; Write = { $args[0].Insert(60, "`r`n") } }
            @{ Form = 'an address with blanks around it'; Write = { "  $($args[0]) " } }
            @{ Form = 'an address with a fragment'; Write = { $args[0] + '#_=_' } }
            @{ Form = 'an address with more parameters'; Write = { $args[0] + '&sfdc_community_id=0DB&display=page' } }
            @{ Form = 'state before code'; Write = { $args[0] -replace '\?(code=[^&]+)&(state=.+)$', '?$2&$1' } }
        ) {
            $request = Get-Request
            $address = New-ResponseUrl $org $request

            $token = $request | Invoke-SfCodeExchange -ResponseUrl (& $Write $address) @secret

            $token.UserId | Should -Match '^005'
            $code = [uri]::UnescapeDataString(($address -replace '^.*[?&]code=([^&]+).*$', '$1'))
            Get-FormValue (Get-OrgRequest $org 'authorization_code') 'code' | Should -Be $code
        }

        It 'sends nothing when the state is <Case>' -ForEach @(
            @{ Case = 'another one'; Write = { $args[0] -replace 'state=.*$', 'state=of-another-request' } }
            @{ Case = 'missing'; Write = { $args[0] -replace '&state=.*$' } }
            @{ Case = 'empty'; Write = { $args[0] -replace 'state=.*$', 'state=' } }
            @{ Case = 'the same in another case'; Write = { $args[0] -replace 'state=.*$', "state=$($request.State.ToUpperInvariant())" } }
            @{ Case = 'wrong beside an error'; Write = { $args[0] -replace '\?.*$', '?error=access_denied&state=of-another-request' } }
        ) {
            $request = Get-Request @{ State = 'myState-1' }
            $address = & $Write (New-ResponseUrl $org $request)

            $request | Invoke-SfCodeExchange -ResponseUrl $address @secret -ErrorVariable problem -ErrorAction SilentlyContinue | Should -BeNullOrEmpty

            Assert-Problem $problem 'StateMismatch' 'SecurityError' $org.loginUrl
            Get-OrgRequest $org 'authorization_code' | Should -BeNullOrEmpty
        }

        It 'sends nothing when the response has a state and none was given to compare' {
            $request = Get-Request
            $app = @{ ClientId = $request.ClientId; LoginUrl = $request.LoginUrl; CodeVerifier = $request.CodeVerifier }

            Invoke-SfCodeExchange (New-ResponseUrl $org $request) @app @secret -ErrorVariable problem -ErrorAction SilentlyContinue

            Assert-Problem $problem 'StateMismatch' 'SecurityError' $org.loginUrl
            Get-OrgRequest $org 'authorization_code' | Should -BeNullOrEmpty
        }

        It 'sends nothing when <Case> is pasted' -ForEach @(
            @{ Case = 'the authorize URL'; Paste = { $request.Url } }
            @{ Case = 'an address without a query'; Paste = { $request.RedirectUri } }
            @{ Case = 'a bare word'; Paste = { 'aPrxsmIEeqM9PiQroGEWx1UiMQd95' } }
            @{ Case = 'an empty code'; Paste = { "$($request.RedirectUri)?code=&state=$($request.State)" } }
        ) {
            $request = Get-Request
            $request | Invoke-SfCodeExchange -ResponseUrl (& $Paste) @secret -ErrorVariable problem -ErrorAction SilentlyContinue | Should -BeNullOrEmpty

            Assert-Problem $problem 'ResponseUrlInvalid' 'InvalidArgument' $org.loginUrl
            Get-OrgRequest $org 'authorization_code' | Should -BeNullOrEmpty
        }

        It 'says what the callback said: <ErrorCode>' -ForEach @(
            @{ ErrorCode = 'access_denied'; Id = 'AccessDenied'; Category = 'PermissionDenied' }
            @{ ErrorCode = 'access-denied'; Id = 'AccessDenied'; Category = 'PermissionDenied' }
            @{ ErrorCode = 'OAUTH_APP_BLOCKED'; Id = 'AppBlocked'; Category = 'PermissionDenied' }
            @{ ErrorCode = 'OAUTH_APP_ACCESS_DENIED'; Id = 'AppBlocked'; Category = 'PermissionDenied' }
            @{ ErrorCode = 'NO_ACCESS'; Id = 'AppBlocked'; Category = 'PermissionDenied' }
            @{ ErrorCode = 'OAUTH_APPROVAL_ERROR_GENERIC'; Id = 'ApprovalFailed'; Category = 'PermissionDenied' }
            @{ ErrorCode = 'OAUTH_EC_APP_NOT_FOUND'; Id = 'AppNotInstalled'; Category = 'ObjectNotFound' }
            @{ ErrorCode = 'invalid_scope'; Id = 'ScopeInvalid'; Category = 'InvalidArgument' }
            @{ ErrorCode = 'inactive_user'; Id = 'UserInactive'; Category = 'PermissionDenied' }
            @{ ErrorCode = 'inactive_org'; Id = 'OrgInactive'; Category = 'PermissionDenied' }
            @{ ErrorCode = 'rate_limit_exceeded'; Id = 'RateLimited'; Category = 'LimitsExceeded' }
            @{ ErrorCode = 'unsupported_response_type'; Id = 'GrantNotSupported'; Category = 'PermissionDenied' }
            @{ ErrorCode = 'something_new'; Id = 'RequestRefused'; Category = 'PermissionDenied' }
        ) {
            $request = Get-Request
            Add-OrgRefusal $org 'authorize' $ErrorCode 'as the org says'
            $visit = Invoke-OrgControl $org 'browser' -Body @{ url = $request.Url }

            $request | Invoke-SfCodeExchange -ResponseUrl $visit.location @secret -Name demo -ErrorVariable problem -ErrorAction SilentlyContinue

            Assert-Problem $problem $Id $Category 'demo'
            "$problem" | Should -Match 'as the org says'
            Get-OrgRequest $org 'authorization_code' | Should -BeNullOrEmpty
        }

        It 'says what a page without a redirect said, which has no state' {
            $request = Get-Request
            $request | Invoke-SfCodeExchange -ResponseUrl 'error=invalid_client_id&error_description=client%20identifier%20invalid' @secret -ErrorVariable problem -ErrorAction SilentlyContinue

            Assert-Problem $problem 'ClientIdInvalid' 'InvalidArgument' $org.loginUrl
        }
    }

    Context 'with a code' {
        It 'sends a code <Form> with the same bytes, escaped once' -ForEach @(
            @{ Form = 'escaped once'; Exchange = { $request | Invoke-SfCodeExchange -Code $escaped @secret } }
            @{ Form = 'not escaped'; Exchange = { $request | Invoke-SfCodeExchange -Code $plain @secret } }
            @{ Form = 'with blanks and a line end'; Exchange = { $request | Invoke-SfCodeExchange -Code " $escaped`n" @secret } }
            @{ Form = 'inside the whole address'; Exchange = { $request | Invoke-SfCodeExchange -ResponseUrl $address @secret } }
        ) {
            $request = Get-Request
            $address = New-ResponseUrl $org $request
            $escaped = $address -replace '^.*[?&]code=([^&]+).*$', '$1'
            $plain = [uri]::UnescapeDataString($escaped)
            $escaped | Should -BeLike '*%3D%3D'

            (& $Exchange).UserId | Should -Match '^005'

            $body = (Get-OrgRequest $org 'authorization_code').body
            $body | Should -BeLike "*&code=$escaped&*"
            $body | Should -Not -BeLike '*%25*'
        }

        It 'leaves a plus sign in a code alone, <Form>' -ForEach @(
            @{ Form = 'given as it is'; Exchange = { $request | Invoke-SfCodeExchange -Code 'a+b==' @secret @quiet } }
            @{ Form = 'escaped'; Exchange = { $request | Invoke-SfCodeExchange -Code 'a%2Bb%3D%3D' @secret @quiet } }
            @{ Form = 'in an address'; Exchange = { $request | Invoke-SfCodeExchange -ResponseUrl "?code=a+b%3D%3D&state=$($request.State)" @secret @quiet } }
        ) {
            $request = Get-Request
            $quiet = @{ ErrorAction = 'SilentlyContinue' }

            & $Exchange

            Get-FormValue (Get-OrgRequest $org 'authorization_code') 'code' | Should -Be 'a+b=='
        }

        It 'exchanges a code that was asked for without PKCE' {
            $request = Get-Request @{ NoPkce = $true }
            $token = $request | Invoke-SfCodeExchange -ResponseUrl (New-ResponseUrl $org $request) @secret

            $token.UserId | Should -Match '^005'
            (Get-OrgRequest $org 'authorization_code').form.name | Should -Not -Contain 'code_verifier'
        }

        It 'takes the verifier as <Form>' -ForEach @(
            @{ Form = 'a string'; Make = { ConvertFrom-SecureString $request.CodeVerifier -AsPlainText } }
            @{ Form = 'a SecureString'; Make = { $request.CodeVerifier } }
        ) {
            $request = Get-Request
            $code = (New-ResponseUrl $org $request) -replace '^.*[?&]code=([^&]+).*$', '$1'
            $token = Invoke-SfCodeExchange -Code $code -ClientId $request.ClientId -LoginUrl $request.LoginUrl -CodeVerifier (& $Make) @secret

            $token.UserId | Should -Match '^005'
        }
    }

    Context 'with an app' {
        It 'sends no secret for a public app' {
            $request = Get-SfAuthorizeUrl -ClientId $org.publicClientId -LoginUrl $org.loginUrl
            $token = $request | Invoke-SfCodeExchange -ResponseUrl (New-ResponseUrl $org $request) -Name demo

            $token.Signature | Should -BeNullOrEmpty
            $sent = Get-OrgRequest $org 'authorization_code'
            $sent.form.name | Should -Be 'grant_type', 'code', 'redirect_uri', 'code_verifier', 'client_id', 'format'
            $sent.headers.PSObject.Properties.Name | Should -Not -Contain 'Authorization'
            Assert-Alive $org 'demo'
        }

        It 'sends the consumer secret in <Where>, and refreshes the same way' -ForEach @(
            @{ Where = 'the body'; Way = 'Body' }
            @{ Where = 'a Basic header'; Way = 'Basic' }
        ) {
            $null = New-TestConnection $org 'demo' @{ ClientAuthentication = $Way }
            Assert-Alive $org 'demo'

            foreach ($request in Get-OrgRequest $org) {
                $request.form.name -contains 'client_secret' | Should -Be ($Way -eq 'Body')
                $request.form.name -contains 'client_id' | Should -Be ($Way -eq 'Body')
                "$($request.headers.PSObject.Properties['Authorization'].Value)" | Should -BeLike $(if ($Way -eq 'Basic') { 'Basic ?*' } else { '' })
            }
        }

        It 'sends a secret with signs in it as it is, in <Where>' -ForEach @(
            @{ Where = 'the body'; Way = 'Body' }
            @{ Where = 'a Basic header'; Way = 'Basic' }
        ) {
            Set-OrgScenario $org @{ apps = @(@{ clientId = $org.clientId; clientSecret = "a+b/c=d&e:f% `u{fc}" }) }
            $request = Get-Request

            $token = $request | Invoke-SfCodeExchange -ResponseUrl (New-ResponseUrl $org $request) -ClientSecret "a+b/c=d&e:f% `u{fc}" -ClientAuthentication $Way

            $token | Test-SfTokenSignature -ClientSecret "a+b/c=d&e:f% `u{fc}" | Should -BeTrue
        }

        It 'takes the consumer secret as <Form>' -ForEach @(
            @{ Form = 'a SecureString'; Make = { ConvertTo-Secure '1955279925675241571' } }
            @{ Form = 'a string'; Make = { '1955279925675241571' } }
            @{ Form = 'digits without quotes'; Make = { 1955279925675241571 } }
        ) {
            Set-OrgScenario $org @{ apps = @(@{ clientId = $org.clientId; clientSecret = '1955279925675241571' }) }
            $request = Get-Request

            $token = $request | Invoke-SfCodeExchange -ResponseUrl (New-ResponseUrl $org $request) -ClientSecret (& $Make)

            $token.UserId | Should -Match '^005'
        }

        It 'sends nothing when -<Parameter> is <Case>' -ForEach @(
            @{ Parameter = 'ClientSecret'; Case = "the Salesforce CLI's placeholder"; Text = '[REDACTED] Use "sf org auth show-access-token"'; Id = 'SecretRedacted' }
            @{ Parameter = 'CodeVerifier'; Case = "the Salesforce CLI's placeholder"; Text = '[REDACTED]'; Id = 'SecretRedacted' }
            @{ Parameter = 'ClientSecret'; Case = 'empty'; Text = ''; Id = 'ParameterInvalid' }
        ) {
            $request = Get-Request
            $call = @{ ResponseUrl = New-ResponseUrl $org $request; ClientId = $request.ClientId; LoginUrl = $request.LoginUrl; State = $request.State }
            $call[$Parameter] = $Text

            Invoke-SfCodeExchange @call -ErrorVariable problem -ErrorAction SilentlyContinue

            Assert-Problem $problem $Id 'InvalidArgument' $org.loginUrl
            Get-OrgRequest $org 'authorization_code' | Should -BeNullOrEmpty
        }

        It 'names the redirect URI that the app lacks' {
            $request = Get-Request
            $address = New-ResponseUrl $org $request

            $call = @{ ClientId = $request.ClientId; LoginUrl = $request.LoginUrl; State = $request.State; CodeVerifier = $request.CodeVerifier }
            Invoke-SfCodeExchange $address @call @secret -RedirectUri 'http://localhost:1717/' -ErrorVariable problem -ErrorAction SilentlyContinue

            Assert-Problem $problem 'RedirectUriMismatch' 'InvalidArgument' $org.loginUrl
            $problem[0].ErrorDetails.RecommendedAction | Should -Match 'http://localhost:1717/'
        }
    }

    Context 'with an answer in another form' {
        It 'asks for <Format> and reads it: the token is the same in all' -ForEach @(
            @{ Format = 'Json'; Wire = 'json'; Accept = 'application/json' }
            @{ Format = 'Xml'; Wire = 'xml'; Accept = 'application/xml' }
            @{ Format = 'UrlEncoded'; Wire = 'urlencoded'; Accept = 'application/x-www-form-urlencoded' }
        ) {
            Set-OrgScenario $org @{ extraFields = @{ custom_note = "a & b < c = d 'e' `u{fc}"; lightning_sid = 'SID-of-lightning' } }
            $request = Get-Request @{ Scope = 'api', 'refresh_token', 'openid' }

            $token = $request | Invoke-SfCodeExchange -ResponseUrl (New-ResponseUrl $org $request) @secret -ResponseFormat $Format

            $sent = Get-OrgRequest $org 'authorization_code'
            Get-FormValue $sent 'format' | Should -Be $Wire
            $sent.headers.Accept | Should -Be $Accept
            $token.LoginUrl, $token.InstanceUrl, $token.TokenType | Should -Be $org.loginUrl, $org.myDomainUrl, 'Bearer'
            $token.Scope | Should -Be 'api', 'refresh_token', 'openid'
            $token.Id | Should -Be "$($org.loginUrl)/id/$($token.OrganizationId)/$($token.UserId)"
            $token.AdditionalFields['custom_note'] | Should -Be "a & b < c = d 'e' `u{fc}"
            $token.AdditionalFields['lightning_sid'] | Should -BeOfType securestring
            ConvertFrom-SecureString $token.RefreshToken -AsPlainText | Should -Be (Get-OrgFamily $org).refreshToken
            $token.IdToken | Should -BeOfType securestring
            [Math]::Abs(([datetimeoffset]::UtcNow - $token.IssuedAt).TotalMinutes) | Should -BeLessThan 5
            $token | Test-SfTokenSignature @secret | Should -BeTrue
        }

        It 'reads issued_at in seconds as well' {
            Set-OrgScenario $org @{ issuedAtInSeconds = $true }
            $request = Get-Request
            $token = $request | Invoke-SfCodeExchange -ResponseUrl (New-ResponseUrl $org $request) @secret

            [Math]::Abs(([datetimeoffset]::UtcNow - $token.IssuedAt).TotalMinutes) | Should -BeLessThan 5
            $token | Test-SfTokenSignature @secret | Should -BeTrue
        }

        It 'gives a token without the fields the answer lacks' {
            Set-OrgScenario $org @{ omitFields = @('id', 'issued_at', 'signature', 'scope', 'token_type', 'instance_url', 'refresh_token', 'id_token') }
            $request = Get-Request
            $token = $request | Invoke-SfCodeExchange -ResponseUrl (New-ResponseUrl $org $request) @secret

            $token.GetAccessToken() | Should -Match '^00D'
            $token.TokenType | Should -Be 'Bearer'
            $token.Id, $token.IssuedAt, $token.Signature, $token.InstanceUrl, $token.RefreshToken, $token.IdToken, $token.ExpiresAt | Should -Be (, $null * 7)
            $token.Scope | Should -HaveCount 0
        }

        It 'knows when a JWT access token ends' {
            Set-OrgScenario $org @{ tokenFormat = 'Jwt'; sessionTimeout = 1800 }
            $request = Get-Request
            $token = $request | Invoke-SfCodeExchange -ResponseUrl (New-ResponseUrl $org $request) @secret

            ($token.ExpiresAt - [datetimeoffset]::UtcNow).TotalMinutes | Should -BeGreaterThan 25
            ($token.ExpiresAt - [datetimeoffset]::UtcNow).TotalMinutes | Should -BeLessThan 31
        }

        It 'keeps the path of an Experience Cloud site' {
            $site = "$($org.myDomainUrl)/partners"
            $request = Get-SfAuthorizeUrl -ClientId $org.clientId -LoginUrl $site
            $visit = Invoke-OrgControl $org 'browser' -Body @{ url = $request.Url }

            $token = $request | Invoke-SfCodeExchange -ResponseUrl $visit.location @secret -Name demo

            $token.LoginUrl, $token.SiteUrl | Should -Be $site, $site
            (Get-OrgRequest $org 'authorization_code').path | Should -Be '/partners/services/oauth2/token'
            Assert-Alive $org 'demo'
        }
    }

    Context 'with -Name' {
        BeforeAll {
            function Save-Quietly([string] $Vault) {
                $request = Get-Request
                $call = @{ ResponseUrl = New-ResponseUrl $org $request; Name = 'demo'; Vault = $Vault }
                $global:Error.Clear()
                $null = $request | Invoke-SfCodeExchange @call @secret
            }
        }

        It 'saves the connection, which another process can refresh' {
            $token = New-TestConnection $org 'demo'

            $token.Name, $token.Vault | Should -Be 'demo', 'SfOAuth'
            (Get-SfConnection demo).InstanceUrl | Should -Be $org.myDomainUrl
            $child = Invoke-NewProcess ((Get-Prologue) + '(Update-SfAccessToken demo).Name')
            $child.Text.Trim() | Should -Be 'demo'
            $child.ExitCode | Should -Be 0
        }

        It 'saves into the vault that -Vault names' -Tag SecretManagement {
            $null = Register-FileVault 'Other'
            $token = New-TestConnection $org 'demo' @{ Vault = 'Other' }

            $token.Vault | Should -Be 'Other'
            Get-SfConnection | Should -BeNullOrEmpty
            (Get-SfConnection -Vault Other).Name | Should -Be 'demo'
            ($token | Update-SfAccessToken).Vault | Should -Be 'Other'
            (Update-SfAccessToken demo -Vault Other).Vault | Should -Be 'Other'
        }

        It "leaves nothing in the user's `$Error when all went well" {
            Save-Quietly 'SfOAuth'

            $global:Error | Should -BeNullOrEmpty
        }

        It "leaves nothing in the user's `$Error when all went well in a vault without metadata" -Tag SecretManagement {
            $null = Register-FileVault 'Plain' 'PlainVault'

            Save-Quietly 'Plain'

            $global:Error | Should -BeNullOrEmpty
        }

        It 'replaces a connection of the same name' {
            $null = New-TestConnection $org 'demo'
            $null = New-TestConnection $org 'demo'

            Get-SfConnection | Should -HaveCount 1
            Assert-Alive $org 'demo'
            (Get-OrgFamily $org | Select-Object -Last 1).refreshCount | Should -Be 1
        }

        It 'warns that a login without a refresh token ends with its session' {
            $request = Get-Request @{ Scope = 'api', 'id' }
            $token = $request | Invoke-SfCodeExchange -ResponseUrl (New-ResponseUrl $org $request) @secret -Name demo -WarningVariable warning -WarningAction SilentlyContinue

            $token.RefreshToken | Should -BeNullOrEmpty
            "$warning" | Should -Match "'demo' is saved without a refresh token"
            (Get-SfConnection demo).Name | Should -Be 'demo'
        }

        It 'does not spend the code when <Case>' -Tag SecretManagement -ForEach @(
            @{ Case = 'the name suits no vault'; With = @{ Name = 'my org' }; Id = 'ParameterInvalid'; Category = 'InvalidArgument'; Target = { $org.loginUrl } }
            @{ Case = 'the vault is unknown'; With = @{ Name = 'demo'; Vault = 'Nowhere' }; Id = 'VaultNotFound'; Category = 'ObjectNotFound'; Target = { 'demo' } }
        ) {
            $request = Get-Request
            $address = New-ResponseUrl $org $request

            $request | Invoke-SfCodeExchange -ResponseUrl $address @secret @With -ErrorVariable problem -ErrorAction SilentlyContinue | Should -BeNullOrEmpty

            Assert-Problem $problem $Id $Category (& $Target)
            ($request | Invoke-SfCodeExchange -ResponseUrl $address @secret -Name demo).Name | Should -Be 'demo'
        }
    }

    Context 'with a nonce' {
        BeforeEach {
            $request = Get-Request @{ Nonce = 'n-0S6_WzA2Mj'; Scope = 'api', 'refresh_token', 'openid' }
            $address = New-ResponseUrl $org $request
        }

        It 'checks the id token, and then gives and saves the tokens' {
            $token = $request | Invoke-SfCodeExchange $address -Name demo @secret

            $token.IdToken | Should -BeOfType securestring
            Get-EndpointRequest $org '/id/keys' | Should -HaveCount 1
            Assert-Alive $org 'demo'
        }

        It 'does not ask for keys without one' {
            $plain = Get-Request
            $null = $plain | Invoke-SfCodeExchange (New-ResponseUrl $org $plain) @secret

            Get-EndpointRequest $org '/id/keys' | Should -BeNullOrEmpty
        }

        It 'saves nothing and revokes the tokens when the id token is <Case>' -ForEach @(
            @{ Case = 'signed by a foreign key'; Change = @{ idTokenKeyIsForeign = $true }; Reason = 'signature' }
            @{ Case = 'of another sign-in'; Change = @{ idTokenClaims = @{ nonce = 'another' } }; Reason = 'nonce' }
            @{ Case = 'of a foreign issuer'; Change = @{ idTokenClaims = @{ iss = 'https://evil.example' } }; Reason = 'issuer' }
            @{ Case = 'for another app'; Change = @{ idTokenClaims = @{ aud = '3MVG9another' } }; Reason = 'another app' }
            @{ Case = 'too old'; Change = @{ idTokenClaims = @{ exp = 1000000000 } }; Reason = 'ended' }
            @{ Case = 'missing'; Change = @{ omitFields = @('id_token') }; Reason = 'no id token' }
        ) {
            Set-OrgScenario $org $Change

            $request | Invoke-SfCodeExchange $address -Name demo @secret -ErrorVariable problem -ErrorAction SilentlyContinue | Should -BeNullOrEmpty

            Assert-Problem $problem 'IdTokenInvalid' 'SecurityError' 'demo'
            "$problem" | Should -Match "$Reason.*was revoked"
            Get-SfConnection | Should -BeNullOrEmpty
            (Get-OrgFamily $org).endedBecause | Should -Be 'revoked'
        }

        It 'leaves the connection of the same name as it was' {
            $null = New-TestConnection $org 'demo'
            Set-OrgScenario $org @{ idTokenKeyIsForeign = $true }

            $request | Invoke-SfCodeExchange $address -Name demo @secret -ErrorAction SilentlyContinue | Should -BeNullOrEmpty

            Set-OrgScenario $org @{ idTokenKeyIsForeign = $false }
            Assert-Alive $org 'demo'
        }

        It 'says that the keys could not be had' {
            Add-OrgFault $org @{ action = 'html'; path = '/id/keys' }

            $request | Invoke-SfCodeExchange $address -Name demo @secret -ErrorVariable problem -ErrorAction SilentlyContinue | Should -BeNullOrEmpty

            Assert-Problem $problem 'IdTokenInvalid' 'SecurityError' 'demo'
            "$problem" | Should -Match 'could not be checked'
            (Get-OrgFamily $org).endedBecause | Should -Be 'revoked'
        }
    }

    Context 'with a login URL' {
        It 'warns when it takes another host than the one named, and goes there' {
            $request = Get-SfAuthorizeUrl -ClientId $org.clientId
            $address = "$($request.RedirectUri)?code=x&state=$($request.State)"
            $call = @{ ClientId = $org.clientId; State = $request.State; Proxy = 'http://127.0.0.1:9' }

            Invoke-SfCodeExchange $address @call -LoginUrl 'https://acme.lightning.force.com/lightning/page/home' -WarningVariable warning -WarningAction SilentlyContinue -ErrorVariable problem -ErrorAction SilentlyContinue

            $warning | Should -HaveCount 1
            "$warning" | Should -Match 'acme\.my\.salesforce\.com'
            Assert-Problem $problem 'ConnectionFailed' 'ConnectionError' 'https://acme.my.salesforce.com'
        }

        It 'refuses <LoginUrl> and names what to use' -ForEach @(
            @{ LoginUrl = 'http://acme.my.salesforce.com'; Instead = 'https://acme.my.salesforce.com' }
            @{ LoginUrl = 'https://na139.salesforce.com'; Instead = 'MyDomainName.my.salesforce.com' }
            @{ LoginUrl = 'https://www.salesforce.com'; Instead = 'login.salesforce.com' }
            @{ LoginUrl = 'ftp://login.salesforce.com'; Instead = 'https://login.salesforce.com' }
        ) {
            Invoke-SfCodeExchange -Code x -ClientId y -LoginUrl $LoginUrl -ErrorVariable problem -ErrorAction SilentlyContinue

            Assert-Problem $problem 'LoginUrlInvalid' 'InvalidArgument' $LoginUrl
            "$problem" | Should -Match ([regex]::Escape($Instead))
        }
    }
}
