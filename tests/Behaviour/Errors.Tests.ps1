BeforeDiscovery {
    # What the org refuses with, and what the user gets: salesforce-oauth.md, section 4.3.
    $ofBoth = @(
        @{ Code = 'redirect_uri_mismatch'; Text = 'redirect_uri must match configuration'; Id = 'RedirectUriMismatch'; Category = 'InvalidArgument' }
        @{ Code = 'redirect_uri_missing'; Text = 'redirect_uri not provided'; Id = 'RedirectUriMismatch'; Category = 'InvalidArgument' }
        @{ Code = 'invalid_client_id'; Text = 'client identifier invalid'; Id = 'ClientIdInvalid'; Category = 'InvalidArgument' }
        @{ Code = 'app_not_found'; Text = 'app not found'; Id = 'ClientIdInvalid'; Category = 'InvalidArgument' }
        @{ Code = 'invalid_client'; Text = 'invalid client credentials'; Id = 'ClientSecretInvalid'; Category = 'AuthenticationError' }
        @{ Code = 'invalid_client'; Text = 'invalid client credentials'; Status = 401; Id = 'ClientSecretInvalid'; Category = 'AuthenticationError' }
        @{ Code = 'invalid_client_credentials'; Text = 'client secret is not correct'; Id = 'ClientSecretInvalid'; Category = 'AuthenticationError' }
        @{ Code = 'invalid_basic_auth_header'; Text = 'invalid basic authorization header'; Id = 'ClientSecretInvalid'; Category = 'AuthenticationError' }
        @{ Code = 'app_not_found'; Text = 'External client app is not installed in this org'; Id = 'AppNotInstalled'; Category = 'ObjectNotFound' }
        @{ Code = 'unsupported_grant_type'; Text = 'grant type not supported'; Id = 'GrantNotSupported'; Category = 'PermissionDenied' }
        @{ Code = 'oauth_flow_disabled'; Text = 'oauth flow is disabled for this app'; Id = 'GrantNotSupported'; Category = 'PermissionDenied' }
        @{ Code = 'app_blocked'; Text = 'this app is blocked by admin'; Id = 'AppBlocked'; Category = 'PermissionDenied' }
        @{ Code = 'fail_close_app_blocked'; Text = 'blocked'; Id = 'AppBlocked'; Category = 'PermissionDenied' }
        @{ Code = 'invalid_app_access'; Text = 'user is not admin approved to access this app'; Id = 'AppBlocked'; Category = 'PermissionDenied' }
        @{ Code = 'oauth_policy_not_found'; Text = 'no policy'; Id = 'PolicyRefused'; Category = 'PermissionDenied' }
        @{ Code = 'ecapp_policy_not_found'; Text = 'no policy'; Id = 'PolicyRefused'; Category = 'PermissionDenied' }
        @{ Code = 'invalid_session_level'; Text = 'session level is too low'; Id = 'PolicyRefused'; Category = 'PermissionDenied' }
        @{ Code = 'invalid_grant'; Text = 'ip restricted or invalid login hours'; Id = 'LoginRestricted'; Category = 'PermissionDenied' }
        @{ Code = 'invalid_grant'; Text = 'inactive user'; Id = 'UserInactive'; Category = 'PermissionDenied' }
        @{ Code = 'inactive_user'; Text = 'user is inactive'; Id = 'UserInactive'; Category = 'PermissionDenied' }
        @{ Code = 'inactive_org'; Text = 'org is locked, closed, or suspended'; Id = 'OrgInactive'; Category = 'PermissionDenied' }
        @{ Code = 'invalid_grant'; Text = 'request not supported on this domain'; Id = 'HostNotSupported'; Category = 'InvalidArgument' }
        @{ Code = 'invalid_scope'; Text = 'the requested scope is not allowed'; Id = 'ScopeInvalid'; Category = 'InvalidArgument' }
        @{ Code = 'rate_limit_exceeded'; Text = 'too many logins'; Status = 403; Id = 'RateLimited'; Category = 'LimitsExceeded' }
        @{ Code = 'invalid_grant'; Text = 'login rate exceeded'; Id = 'RateLimited'; Category = 'LimitsExceeded' }
        @{ Code = 'use_dpop_nonce'; Text = 'a nonce is needed'; Id = 'DPoPRequired'; Category = 'NotImplemented' }
        @{ Code = 'invalid_dpop_proof'; Text = 'the proof is missing'; Id = 'DPoPRequired'; Category = 'NotImplemented' }
        @{ Code = 'unknown_error'; Text = 'retry your request'; Id = 'ServerUnavailable'; Category = 'ResourceUnavailable' }
        @{ Code = 'server_error'; Text = 'an error has occurred'; Status = 500; Id = 'ServerUnavailable'; Category = 'ResourceUnavailable' }
        @{ Code = 'service_unavailable'; Text = 'try later'; Status = 503; Id = 'ServerUnavailable'; Category = 'ResourceUnavailable' }
        @{ Code = 'system_down'; Text = 'system is down'; Id = 'ServerUnavailable'; Category = 'ResourceUnavailable' }
        @{ Code = 'a_code_from_the_future'; Text = 'nobody knows'; Id = 'RequestRefused'; Category = 'PermissionDenied' }
    )
    $ofRefresh = @(
        @{ Code = 'invalid_grant'; Text = 'expired access/refresh token'; Id = 'RefreshTokenExpired'; Category = 'AuthenticationError' }
        @{ Code = 'invalid_grant'; Text = 'expired access/refresh token'; Status = 401; Id = 'RefreshTokenExpired'; Category = 'AuthenticationError' }
        @{ Code = 'invalid_grant'; Text = 'expired access/refresh token'; Status = 403; Id = 'RefreshTokenExpired'; Category = 'AuthenticationError' }
        @{ Code = 'invalid_token'; Text = 'no such token'; Id = 'RefreshTokenExpired'; Category = 'AuthenticationError' }
    )
    $ofCode = @(
        @{ Code = 'invalid_grant'; Text = 'expired authorization code'; Id = 'CodeExpired'; Category = 'AuthenticationError' }
        @{ Code = 'invalid_grant'; Text = 'invalid authorization code'; Id = 'CodeInvalid'; Category = 'AuthenticationError' }
        @{ Code = 'invalid_request'; Text = 'invalid code verifier'; Id = 'CodeVerifierRejected'; Category = 'AuthenticationError' }
        @{ Code = 'invalid_grant'; Text = 'missing code verifier'; Id = 'CodeVerifierMissing'; Category = 'AuthenticationError' }
        @{ Code = 'invalid_request'; Text = 'missing required code challenge'; Id = 'CodeChallengeMissing'; Category = 'AuthenticationError' }
        @{ Code = 'invalid_grant'; Text = 'something else about the code'; Id = 'CodeInvalid'; Category = 'AuthenticationError' }
    )

    # Answers that are none. The org has not acted on these requests.
    $ofTransport = @(
        @{ Answer = 'an empty status 500'; Fault = @{ action = 'status'; status = 500 }; Id = 'ServerUnavailable'; Category = 'ResourceUnavailable' }
        @{ Answer = 'status 502 and a page'; Fault = @{ action = 'html'; status = 502 }; Id = 'ServerUnavailable'; Category = 'ResourceUnavailable' }
        @{ Answer = 'status 503 and Retry-After'; Fault = @{ action = 'status'; status = 503; headers = @{ 'Retry-After' = '1' } }; Id = 'ServerUnavailable'; Category = 'ResourceUnavailable' }
        @{ Answer = 'status 429'; Fault = @{ action = 'status'; status = 429 }; Id = 'RateLimited'; Category = 'LimitsExceeded' }
        @{ Answer = 'a maintenance page with status 200'; Fault = @{ action = 'html' }; Id = 'AnswerHtml'; Category = 'InvalidData' }
        @{ Answer = 'a page with status 403'; Fault = @{ action = 'html'; status = 403 }; Id = 'AnswerHtml'; Category = 'InvalidData' }
        @{ Answer = 'a page that says it is JSON'; Fault = @{ action = 'html'; contentType = 'application/json' }; Id = 'AnswerHtml'; Category = 'InvalidData' }
        @{ Answer = 'an empty answer'; Fault = @{ action = 'empty' }; Id = 'AnswerEmpty'; Category = 'InvalidData' }
        @{ Answer = 'status 204'; Fault = @{ action = 'empty'; status = 204 }; Id = 'AnswerEmpty'; Category = 'InvalidData' }
        @{ Answer = 'a truncated answer'; Fault = @{ action = 'truncate'; phase = 'before' }; Id = 'AnswerTruncated'; Category = 'InvalidData' }
        @{ Answer = 'two mebibytes'; Fault = @{ action = 'oversize' }; Id = 'AnswerTooLarge'; Category = 'InvalidData' }
        @{ Answer = 'two mebibytes in chunks'; Fault = @{ action = 'oversize'; chunked = $true }; Id = 'AnswerTooLarge'; Category = 'InvalidData' }
        @{ Answer = 'half a JSON document'; Fault = @{ action = 'garbage'; body = '{"access_token":"00D' }; Id = 'AnswerMalformed'; Category = 'InvalidData' }
        @{ Answer = 'JSON that is no object'; Fault = @{ action = 'garbage'; body = '["access_token"]' }; Id = 'AnswerMalformed'; Category = 'InvalidData' }
        @{ Answer = 'half an XML document'; Fault = @{ action = 'garbage'; body = '<OAuth><access_token>'; contentType = 'application/xml' }; Id = 'AnswerMalformed'; Category = 'InvalidData' }
        @{ Answer = 'XML with a document type'; Fault = @{ action = 'garbage'; body = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><OAuth><access_token>&e;</access_token></OAuth>'; contentType = 'application/xml' }; Id = 'AnswerMalformed'; Category = 'InvalidData' }
        @{ Answer = 'an image'; Fault = @{ action = 'garbage'; body = 'GIF89a'; contentType = 'image/gif' }; Id = 'AnswerTypeUnknown'; Category = 'InvalidData' }
        @{ Answer = 'success without a token'; Fault = @{ action = 'garbage'; body = '{"instance_url":"https://acme.my.salesforce.com"}' }; Id = 'AnswerIncomplete'; Category = 'InvalidData' }
        @{ Answer = 'status 400 without an error'; Fault = @{ action = 'status'; status = 400; body = '{"message":"no"}' }; Id = 'AnswerIncomplete'; Category = 'InvalidData' }
        @{ Answer = 'a redirect'; Fault = @{ action = 'status'; status = 302; headers = @{ Location = 'https://evil.example/token' } }; Id = 'RedirectRefused'; Category = 'InvalidArgument' }
        @{ Answer = 'a permanent redirect'; Fault = @{ action = 'status'; status = 308; headers = @{ Location = 'https://evil.example/token' } }; Id = 'RedirectRefused'; Category = 'InvalidArgument' }
        @{ Answer = 'a broken connection'; Fault = @{ action = 'reset' }; Id = 'AnswerLost'; Category = 'ConnectionError' }
        @{ Answer = 'silence'; Fault = @{ action = 'stall'; phase = 'before' }; Id = 'RequestTimedOut'; Category = 'OperationTimeout'; With = @{ TimeoutSec = 1 } }
    )

    # The same when the org has acted: a code is spent, and the answer is lost.
    $ofLostAnswers = @(
        @{ Answer = 'a broken connection'; Fault = @{ action = 'reset'; phase = 'after' }; Id = 'AnswerLost'; Category = 'ConnectionError' }
        @{ Answer = 'a truncated answer'; Fault = @{ action = 'truncate' }; Id = 'AnswerTruncated'; Category = 'InvalidData' }
        @{ Answer = 'half an answer and silence'; Fault = @{ action = 'stall'; bytes = 20 }; Id = 'RequestTimedOut'; Category = 'OperationTimeout'; With = @{ TimeoutSec = 1 } }
        @{ Answer = 'a page'; Fault = @{ action = 'html'; phase = 'after' }; Id = 'AnswerHtml'; Category = 'InvalidData' }
        @{ Answer = 'the wrong content type'; Fault = @{ action = 'contentType'; contentType = 'image/png' }; Id = 'AnswerTypeUnknown'; Category = 'InvalidData' }
    )
}

Describe 'An error' {
    BeforeAll {
        Import-Module "$PSScriptRoot/../Kit/TestKit.psm1" -Force
        $org = Start-TestOrg
    }

    AfterAll { Stop-TestOrg $org }

    BeforeEach {
        Reset-FakeOrg $org
        Clear-TestVault
        $quiet = @{ ErrorAction = 'SilentlyContinue' }
        # Only some rows name these.
        $status = if (Test-Path Variable:Status) { $Status } else { 400 }
        $with = if (Test-Path Variable:With) { $With } else { @{} }
    }

    Context 'of a refresh' {
        BeforeEach {
            $null = New-TestConnection $org 'demo'
        }

        It 'is <Id> when the org says <Code>: <Text> (<Status>)' -ForEach ($ofBoth + $ofRefresh) {
            Add-OrgRefusal $org 'refresh_token' $Code $Text $status

            Update-SfAccessToken demo @quiet -ErrorVariable problem | Should -BeNullOrEmpty

            Assert-Problem $problem $Id $Category 'demo'
            "$problem" | Should -Match ([regex]::Escape($Text))
            (Get-OrgRequest $org 'refresh_token').status | Should -Be @($status)
            Assert-Alive $org 'demo'
        }

        It 'is RefreshInProgress when the org says <Text>' -ForEach @(
            @{ Text = 'token request is already being processed' }
            # Its wording before September 2024.
            @{ Text = 'expired authorization code' }
        ) {
            Set-OrgScenario $org @{ nextError = @{ grant = 'refresh_token'; error = 'invalid_grant'; description = $Text; count = 100 } }

            Update-SfAccessToken demo -TimeoutSec 2 @quiet -ErrorVariable problem | Should -BeNullOrEmpty

            Assert-Problem $problem 'RefreshInProgress' 'ResourceBusy' 'demo'
            Get-OrgRequest $org 'refresh_token' | Should -HaveCount 1
            Set-OrgScenario $org @{ nextError = $null }
            Assert-Alive $org 'demo'
        }

        It 'is <Id> when the answer is <Answer>; what is saved stays, and works the next time' -ForEach $ofTransport {
            Add-OrgFault $org ($Fault + @{ path = '/services/oauth2/token' })

            Update-SfAccessToken demo @with @quiet -ErrorVariable problem | Should -BeNullOrEmpty

            Assert-Problem $problem $Id $Category 'demo'
            Get-OrgRequest $org 'refresh_token' | Should -HaveCount 1
            Assert-Alive $org 'demo'
        }

        It 'is <Id> when the org has refreshed, but the answer is <Answer>: nothing is sent twice' -ForEach $ofLostAnswers {
            Set-OrgScenario $org @{ rotateRefreshTokens = $false }
            Add-OrgFault $org ($Fault + @{ path = '/services/oauth2/token' })

            Update-SfAccessToken demo @with @quiet -ErrorVariable problem | Should -BeNullOrEmpty

            Assert-Problem $problem $Id $Category 'demo'
            Get-OrgRequest $org 'refresh_token' | Should -HaveCount 1
            Assert-Alive $org 'demo'
        }

        It 'names the way back to a login that has ended' {
            Set-OrgScenario $org @{ refreshTokenIdleLimit = 60 }
            $null = Invoke-OrgControl $org 'clock' -Body @{ advanceSeconds = 3600 }

            Update-SfAccessToken demo @quiet -ErrorVariable problem

            Assert-Problem $problem 'RefreshTokenExpired' 'AuthenticationError' 'demo'
            $problem[0].ErrorDetails.RecommendedAction | Should -Match 'Connect-SfOrg -Name demo'
        }

        It 'leaves the rest of the pipeline alone' {
            $null = New-TestConnection $org 'other'
            Add-OrgFault $org @{ action = 'html'; path = '/services/oauth2/token' }

            $tokens = 'demo', 'other' | Update-SfAccessToken -ThrottleLimit 1 @quiet -ErrorVariable problem

            $tokens.Name | Should -Be 'other'
            Assert-Problem $problem 'AnswerHtml' 'InvalidData' 'demo'
        }

        It 'is terminating when the caller wants it so, and can be caught' {
            Add-OrgRefusal $org 'refresh_token' 'invalid_grant' 'expired access/refresh token'

            { Update-SfAccessToken demo -ErrorAction Stop } | Should -Throw -ErrorId 'RefreshTokenExpired,SfOAuth.Commands.UpdateSfAccessTokenCommand' -ExceptionType SfOAuth.Errors.ProtocolException
        }

        It 'is ConnectionFailed when <Case>; nothing was sent' -ForEach @(
            @{ Case = 'nothing listens on the port'; How = @{ LoginUrl = 'http://127.0.0.1:9' } }
            @{ Case = 'the proxy is dead'; How = @{ LoginUrl = 'https://acme.my.salesforce.com'; Proxy = 'http://127.0.0.1:9' } }
            @{ Case = 'the host is unknown'; How = @{ LoginUrl = 'http://no-such-host.localhost:9' } }
        ) {
            Update-SfAccessToken demo @How @quiet -ErrorVariable problem | Should -BeNullOrEmpty

            Assert-Problem $problem 'ConnectionFailed' 'ConnectionError' 'demo'
            Get-OrgRequest $org 'refresh_token' | Should -BeNullOrEmpty
            Assert-Alive $org 'demo'
        }

        It 'goes past every proxy to a host of this machine' {
            (Update-SfAccessToken demo -Proxy 'http://127.0.0.1:9').Name | Should -Be 'demo'
        }

        It 'goes to this machine for every name that is its own, whatever the resolver knows' {
            $url = $org.loginUrl -replace '127\.0\.0\.1', 'acme.localhost'
            (Update-SfAccessToken demo -LoginUrl $url).LoginUrl | Should -Be $url
        }

        It 'does not repeat the password of a proxy that <Case>' -ForEach @(
            @{ Case = 'is dead'; Port = { 9 } }
            @{ Case = 'refuses'; Port = { ([uri]$org.loginUrl).Port } }
        ) {
            $proxy = "http://user:planted-password@127.0.0.1:$(& $Port)"
            $call = "Update-SfAccessToken -RefreshToken x -ClientId y -LoginUrl https://acme.my.salesforce.com"
            $all = "-ErrorAction SilentlyContinue -ErrorVariable problem; `$problem[0].FullyQualifiedErrorId; `$problem | Format-List * -Force; `$problem[0].Exception | Format-List * -Force; Get-Error -Newest 5"

            $given = Invoke-NewProcess ((Get-Prologue) + "$call -Proxy `$env:GIVEN $all") @{ GIVEN = $proxy }
            $ofSystem = Invoke-NewProcess ((Get-Prologue) + "$call $all") @{ HTTPS_PROXY = $proxy }

            foreach ($child in $given, $ofSystem) {
                $child.Text | Should -Match 'ConnectionFailed,'
                $child.Text | Should -Not -Match 'planted'
            }
        }

        It 'is CertificateInvalid when the certificate is not trusted; nothing was sent' {
            Update-SfAccessToken demo -LoginUrl $org.secureLoginUrl @quiet -ErrorVariable problem | Should -BeNullOrEmpty

            Assert-Problem $problem 'CertificateInvalid' 'SecurityError' 'demo'
            Get-OrgRequest $org 'refresh_token' | Should -BeNullOrEmpty
            Assert-Alive $org 'demo'
        }

        It 'is not CertificateInvalid when the port does not speak TLS' {
            Update-SfAccessToken demo -LoginUrl ($org.loginUrl -replace '^http:', 'https:') @quiet -ErrorVariable problem | Should -BeNullOrEmpty

            Assert-Problem $problem 'ConnectionFailed' 'ConnectionError' 'demo'
        }

        It 'is gone when the machine trusts the certificate' {
            $certificate = "$env:HOME/fakeorg.pem"
            Invoke-OrgControl $org 'certificate' -Method Get | Set-Content $certificate

            $child = Invoke-NewProcess ((Get-Prologue) + "(Update-SfAccessToken demo -LoginUrl '$($org.secureLoginUrl)').InstanceUrl") @{ SSL_CERT_FILE = $certificate }

            $child.Text.Trim() | Should -Be $org.secureMyDomainUrl
            $child.ExitCode | Should -Be 0
            (Get-OrgRequest $org 'refresh_token').https | Should -BeTrue
        }
    }

    Context 'of a code exchange' {
        BeforeEach {
            $request = Get-SfAuthorizeUrl -ClientId $org.clientId -LoginUrl $org.loginUrl
            $call = @{ ResponseUrl = New-ResponseUrl $org $request; ClientSecret = $org.clientSecret; Name = 'demo' }
        }

        It 'is <Id> when the org says <Code>: <Text> (<Status>)' -ForEach ($ofBoth + $ofCode) {
            Add-OrgRefusal $org 'authorization_code' $Code $Text $status

            $request | Invoke-SfCodeExchange @call @quiet -ErrorVariable problem | Should -BeNullOrEmpty

            Assert-Problem $problem $Id $Category 'demo'
            "$problem" | Should -Match ([regex]::Escape($Text))
            (Get-OrgRequest $org 'authorization_code').status | Should -Be @($status)
            Get-SfConnection | Should -BeNullOrEmpty
        }

        It 'is <Id> when the answer is <Answer>; the code is not spent, and nothing is saved' -ForEach $ofTransport {
            Add-OrgFault $org ($Fault + @{ path = '/services/oauth2/token' })

            $request | Invoke-SfCodeExchange @call @with @quiet -ErrorVariable problem | Should -BeNullOrEmpty

            Assert-Problem $problem $Id $Category 'demo'
            Get-OrgRequest $org 'authorization_code' | Should -HaveCount 1
            Get-SfConnection | Should -BeNullOrEmpty
            ($request | Invoke-SfCodeExchange @call).Name | Should -Be 'demo'
        }

        It 'is <Id> when the org has acted, but the answer is <Answer>: nothing is sent twice' -ForEach $ofLostAnswers {
            Add-OrgFault $org ($Fault + @{ path = '/services/oauth2/token' })

            $request | Invoke-SfCodeExchange @call @with @quiet -ErrorVariable problem | Should -BeNullOrEmpty

            Assert-Problem $problem $Id $Category 'demo'
            Get-OrgRequest $org 'authorization_code' | Should -HaveCount 1
            Get-SfConnection | Should -BeNullOrEmpty
        }

        It 'keeps the connection that was there before' {
            $null = New-TestConnection $org 'demo'
            Add-OrgRefusal $org 'authorization_code' 'invalid_grant' 'expired authorization code'

            $request | Invoke-SfCodeExchange @call @quiet -ErrorVariable problem

            Assert-Problem $problem 'CodeExpired' 'AuthenticationError' 'demo'
            Assert-Alive $org 'demo'
        }

        It 'is CodeExpired when a code is used a second time' {
            $null = $request | Invoke-SfCodeExchange @call
            $request | Invoke-SfCodeExchange @call @quiet -ErrorVariable problem

            Assert-Problem $problem 'CodeExpired' 'AuthenticationError' 'demo'
            Assert-Alive $org 'demo'
        }

        It 'is <Id> when the verifier is <Case>, as the org itself checks it' -ForEach @(
            @{ Case = "another request's"; Verifier = { (Get-SfAuthorizeUrl -ClientId x).CodeVerifier }; Id = 'CodeVerifierRejected' }
            @{ Case = 'missing'; Verifier = { }; Id = 'CodeVerifierMissing' }
        ) {
            $app = @{ ClientId = $request.ClientId; LoginUrl = $request.LoginUrl; State = $request.State }
            $verifier = & $Verifier
            if ($verifier) {
                $app.CodeVerifier = $verifier
            }

            Invoke-SfCodeExchange @call @app @quiet -ErrorVariable problem

            Assert-Problem $problem $Id 'AuthenticationError' 'demo'
        }

        It 'is ConnectionFailed when nothing listens on the port, and names the host where no name is given' {
            $app = @{ ClientId = $request.ClientId; State = $request.State; LoginUrl = 'http://127.0.0.1:9' }
            $call.Remove('Name')

            Invoke-SfCodeExchange @call @app @quiet -ErrorVariable problem

            Assert-Problem $problem 'ConnectionFailed' 'ConnectionError' 'http://127.0.0.1:9'
            ($request | Invoke-SfCodeExchange @call).UserId | Should -Match '^005'
        }
    }
}
