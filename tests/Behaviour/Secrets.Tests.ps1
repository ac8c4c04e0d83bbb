Describe 'Secrets' {
    BeforeAll {
        Import-Module "$PSScriptRoot/../Kit/TestKit.psm1" -Force
        $org = Start-TestOrg
        $all = @{ Verbose = $true; Debug = $true }
    }

    AfterAll { Stop-TestOrg $org }

    Context 'let out on purpose' {
        It 'are found in <Where>' -ForEach @(
            @{ Where = 'the output'; Leak = { $secret } }
            @{ Where = 'a property of the output'; Leak = { [pscustomobject]@{ Inner = [pscustomobject]@{ Value = $secret } } } }
            @{ Where = 'an error'; Leak = { Write-Error "Refused: $secret." -ErrorAction Continue } }
            @{ Where = 'a terminating error'; Leak = { throw "Refused: $secret." } }
            @{ Where = 'the target of an error'; Leak = { Write-Error 'Refused.' -TargetObject $secret -ErrorAction Continue } }
            @{ Where = 'the recommended action of an error'; Leak = { Write-Error 'Refused.' -RecommendedAction "Try $secret." -ErrorAction Continue } }
            @{ Where = 'the cause of an error'; Leak = { Write-Error -Exception ([System.Exception]::new('Refused.', [System.Exception]::new($secret))) -ErrorAction Continue } }
            @{ Where = 'the data of a cause'; Leak = { $cause = [System.Exception]::new('No.'); $cause.Data['body'] = $secret; Write-Error -Exception ([System.Exception]::new('Refused.', $cause)) -ErrorAction Continue } }
            @{ Where = 'the line of an error'; Leak = { & ([scriptblock]::Create("Get-Item nowhere <# $secret #> -ErrorAction Continue")) } }
            @{ Where = 'an error nobody was shown'; Leak = { Write-Error "Refused: $secret." -ErrorAction SilentlyContinue } }
            @{ Where = 'a warning'; Leak = { Write-Warning "Kept $secret." } }
            @{ Where = 'the verbose stream'; Leak = { Write-Verbose "POST client_secret=$secret" } }
            @{ Where = 'the debug stream'; Leak = { Write-Debug "Authorization: Bearer $secret" } }
            @{ Where = 'the information stream'; Leak = { Write-Information $secret } }
            @{ Where = 'the transcript'; Leak = { "What if: $secret" | Out-Host } }
            @{ Where = 'a secure string turned into text'; Leak = { ConvertFrom-SecureString (ConvertTo-Secure $secret) -AsPlainText } }
            @{ Where = 'a URL'; Leak = { "https://acme.my.salesforce.com/?code=$([uri]::EscapeDataString($secret))" } }
            @{ Where = 'Base64'; Leak = { [Convert]::ToBase64String([Text.Encoding]::UTF8.GetBytes($secret)) } }
            @{ Where = 'lower case'; Leak = { $secret.ToLowerInvariant() } }
            @{ Where = 'a text cut short'; Leak = { $secret.Substring(0, 40) + '...' } }
        ) {
            $secret = '5Aep861_planted.secret/of+this-test=for=every=stream'

            $shown = Get-EverythingShown $Leak

            Find-PlantedSecret $shown $secret | Should -Be $secret
        }

        It 'are not found where there is none' {
            $shown = Get-EverythingShown { Write-Output 'harmless'; Write-Verbose 'harmless'; Write-Error 'harmless' -ErrorAction Continue }

            Find-PlantedSecret $shown '5Aep861_planted.secret/of+this-test=for=every=stream' | Should -BeNullOrEmpty
            "$shown" | Should -Match 'harmless'
        }
    }

    Context 'of a command' {
        BeforeDiscovery {
            $cases = @(
                @{ Command = 'Get-SfAuthorizeUrl'; Case = 'all goes well'; Run = { $request = Get-SfAuthorizeUrl -ClientId x @all; $request }; Sees = 'login\.salesforce\.com'; PlantedToo = { ConvertFrom-SecureString $request.CodeVerifier -AsPlainText } }
                @{ Command = 'Get-SfAuthorizeUrl'; Case = 'the login URL holds a password'; Run = { Get-SfAuthorizeUrl -ClientId x -LoginUrl "https://me:$password@acme.my.salesforce.com" @all }; Sees = 'LoginUrlInvalid'; PlantedToo = { $password } }

                @{ Command = 'Invoke-SfCodeExchange'; Case = 'all goes well'; Run = { $request | Invoke-SfCodeExchange @exchange }; Sees = 'Salesforce token of' }
                @{ Command = 'Invoke-SfCodeExchange'; Case = 'the secret goes in a Basic header'; Run = { $request | Invoke-SfCodeExchange @exchange -ClientAuthentication Basic }; Sees = 'Salesforce token of' }
                @{ Command = 'Invoke-SfCodeExchange'; Case = 'nothing is saved'; Run = { $exchange.Remove('Name'); $request | Invoke-SfCodeExchange @exchange }; Sees = 'Salesforce token of' }
                @{ Command = 'Invoke-SfCodeExchange'; Case = 'nothing is to be done'; Run = { $request | Invoke-SfCodeExchange @exchange -WhatIf }; Sees = 'What if' }
                @{ Command = 'Invoke-SfCodeExchange'; Case = 'nothing is to be done with a Basic header'; Run = { $request | Invoke-SfCodeExchange @exchange -WhatIf -ClientAuthentication Basic }; Sees = 'What if' }
                @{ Command = 'Invoke-SfCodeExchange'; Case = 'the org refuses and echoes the request'; Prepare = { Add-OrgRefusal $org 'authorization_code' 'invalid_grant' $echo }; Run = { $request | Invoke-SfCodeExchange @exchange }; Sees = 'CodeInvalid' }
                @{ Command = 'Invoke-SfCodeExchange'; Case = 'the error code itself is a secret'; Prepare = { Add-OrgRefusal $org 'authorization_code' $org.clientSecret $token.GetAccessToken() }; Run = { $request | Invoke-SfCodeExchange @exchange }; Sees = 'RequestRefused' }
                @{ Command = 'Invoke-SfCodeExchange'; Case = 'the state is another one'; Run = { $exchange.ResponseUrl += 'x'; $request | Invoke-SfCodeExchange @exchange }; Sees = 'StateMismatch' }
                @{ Command = 'Invoke-SfCodeExchange'; Case = 'the response is none'; Run = { $exchange.ResponseUrl = $code; $request | Invoke-SfCodeExchange @exchange }; Sees = 'ResponseUrlInvalid' }
                @{ Command = 'Invoke-SfCodeExchange'; Case = 'the address is given as the login URL'; Run = { Invoke-SfCodeExchange -Code x -ClientId y -LoginUrl ($address -replace '^http:', 'ftp:') @all }; Sees = 'LoginUrlInvalid' }
                @{ Command = 'Invoke-SfCodeExchange'; Case = 'the address is given as the login URL, which is nobody''s'; Run = { Invoke-SfCodeExchange -Code x -ClientId y -LoginUrl ($address -replace ':\d+', ':9') @all }; Sees = 'ConnectionFailed' }
                @{ Command = 'Invoke-SfCodeExchange'; Case = 'the vault refuses'; Prepare = { Set-Content "$folder/refuse.Set-Secret" 'The vault is read-only.' }; Run = { $request | Invoke-SfCodeExchange @exchange -Vault Files }; Sees = 'ConnectionNotSaved' }
                @{ Command = 'Invoke-SfCodeExchange'; Case = 'the vault cannot be read'; Prepare = { Set-Content "$folder/refuse.Get-Secret" 'The network is down.' }; Run = { $exchange.Name = 'filed'; $request | Invoke-SfCodeExchange @exchange -Vault Files }; Sees = 'VaultReadFailed' }

                @{ Command = 'Update-SfAccessToken'; Case = 'all goes well'; Run = { Update-SfAccessToken demo @all }; Sees = 'Salesforce token of' }
                @{ Command = 'Update-SfAccessToken'; Case = 'the secret goes in a Basic header'; Run = { Update-SfAccessToken demo @all -ClientSecret $org.clientSecret -ClientAuthentication Basic }; Sees = 'Salesforce token of' }
                @{ Command = 'Update-SfAccessToken'; Case = 'a refresh token is given'; Run = { Update-SfAccessToken @refresh }; Sees = 'rotated the refresh token' }
                @{ Command = 'Update-SfAccessToken'; Case = 'a token object is given'; Run = { $token | Update-SfAccessToken @all }; Sees = 'Salesforce token of' }
                @{ Command = 'Update-SfAccessToken'; Case = 'nothing is to be done'; Run = { Update-SfAccessToken demo @all -WhatIf; Update-SfAccessToken @refresh -WhatIf }; Sees = 'What if' }
                @{ Command = 'Update-SfAccessToken'; Case = 'the org refuses and echoes the request'; Prepare = { Add-OrgRefusal $org 'refresh_token' 'invalid_grant' $echo }; Run = { Update-SfAccessToken demo @all }; Sees = 'RefreshTokenExpired' }
                @{ Command = 'Update-SfAccessToken'; Case = 'the org refuses in XML and echoes the request'; Prepare = { Add-OrgRefusal $org 'refresh_token' 'invalid_grant' $echo }; Run = { Update-SfAccessToken demo -ResponseFormat Xml @all }; Sees = 'RefreshTokenExpired' }
                @{ Command = 'Update-SfAccessToken'; Case = 'a refresh token is given, and the org echoes it'; Prepare = { Add-OrgRefusal $org 'refresh_token' 'invalid_client' $echo }; Run = { Update-SfAccessToken @refresh }; Sees = 'ClientSecretInvalid' }
                @{ Command = 'Update-SfAccessToken'; Case = 'the token has ended'; Prepare = { $null = Invoke-OrgControl $org 'reset' }; Run = { Update-SfAccessToken demo @all }; Sees = 'RefreshTokenExpired' }
                @{ Command = 'Update-SfAccessToken'; Case = 'a refresh token is given as a name'; Run = { Update-SfAccessToken $refreshToken @all }; Sees = 'ParameterInvalid' }
                @{ Command = 'Update-SfAccessToken'; Case = 'an access token is piped in as a name'; Run = { $token.GetAccessToken() | Update-SfAccessToken @all }; Sees = 'ParameterInvalid' }
                @{ Command = 'Update-SfAccessToken'; Case = 'the connection is missing'; Run = { Update-SfAccessToken missing @all }; Sees = 'ConnectionNotFound' }
                @{ Command = 'Update-SfAccessToken'; Case = 'the saved document is broken'; Prepare = { $text = Get-Secret SfOAuth-filed -Vault Files -AsPlainText; Set-Secret SfOAuth-filed $text.Substring(0, $text.Length - 5) -Vault Files }; Run = { Update-SfAccessToken filed -Vault Files @all }; Sees = 'ConnectionUnreadable' }
                @{ Command = 'Update-SfAccessToken'; Case = 'the vault refuses'; Prepare = { Set-Content "$folder/refuse.Set-Secret" 'The vault is read-only.' }; Run = { Update-SfAccessToken filed -Vault Files @all }; Sees = 'ConnectionNotSaved' }
                @{ Command = 'Update-SfAccessToken'; Case = 'the vault refuses and the caller stops'; Prepare = { Set-Content "$folder/refuse.Set-Secret" 'The vault is read-only.' }; Run = { Update-SfAccessToken filed -Vault Files @all -ErrorAction Stop }; Sees = 'ConnectionNotSaved' }
                @{ Command = 'Update-SfAccessToken'; Case = 'the secret is a number that lost digits'; Run = { Update-SfAccessToken demo -ClientSecret $lossy @all }; Sees = 'must be put in quotes'; PlantedToo = { "$lossy".Substring(0, 10) } }
                @{ Command = 'Update-SfAccessToken'; Case = 'the vault is unknown'; Run = { Update-SfAccessToken demo -Vault Nowhere @all }; Sees = 'VaultNotFound|SecretManagementMissing' }
                @{ Command = 'Update-SfAccessToken'; Case = 'nothing listens'; Run = { Update-SfAccessToken demo -LoginUrl 'http://127.0.0.1:9' @all }; Sees = 'ConnectionFailed' }
                @{ Command = 'Update-SfAccessToken'; Case = 'the certificate is not trusted'; Run = { Update-SfAccessToken demo -LoginUrl $org.secureLoginUrl @all }; Sees = 'CertificateInvalid' }

                @{ Command = 'Get-SfAccessToken'; Case = 'all goes well'; Run = { Get-SfAccessToken demo @all; Get-SfAccessToken demo -MaxAge 0 @all }; Sees = 'Salesforce token of' }
                @{ Command = 'Get-SfAccessToken'; Case = 'the saved one is too old'; Run = { Get-SfAccessToken demo -NoRefresh -MaxAge 0 @all }; Sees = 'SavedTokenTooOld' }
                @{ Command = 'Get-SfAccessToken'; Case = 'a refresh token is given as a name'; Run = { Get-SfAccessToken $refreshToken @all }; Sees = 'ParameterInvalid' }

                @{ Command = 'Get-SfConnection'; Case = 'all goes well'; Run = { Get-SfConnection @all; Get-SfConnection -Vault Files @all }; Sees = 'demo' }
                @{ Command = 'Get-SfConnection'; Case = 'a refresh token is given as a name'; Run = { Get-SfConnection $refreshToken @all }; Sees = 'ConnectionNotFound' }
                @{ Command = 'Get-SfConnection'; Case = 'the vault keeps no metadata and the document is broken'; Prepare = { Remove-Item "$folder/*.info"; Add-Content "$folder/SfOAuth-filed.secret" '}' }; Run = { Get-SfConnection -Vault Files @all }; Sees = 'ConnectionUnreadable' }
                @{ Command = 'Remove-SfConnection'; Case = 'all goes well'; Run = { Remove-SfConnection demo @all; 'removed' }; Sees = 'removed' }
                @{ Command = 'Remove-SfConnection'; Case = 'a refresh token is given as a name'; Run = { Remove-SfConnection $refreshToken @all }; Sees = 'ParameterInvalid' }
                @{ Command = 'Remove-SfConnection'; Case = 'the vault refuses'; Prepare = { Set-Content "$folder/refuse.Remove-Secret" 'The vault is read-only.' }; Run = { Remove-SfConnection filed -Vault Files @all }; Sees = 'filed' }
                @{ Command = 'Test-SfTokenSignature'; Case = 'all goes well'; Run = { $token | Test-SfTokenSignature -ClientSecret $org.clientSecret @all }; Sees = 'True' }
                @{ Command = 'Test-SfTokenSignature'; Case = 'there is no signature'; Prepare = { Set-OrgScenario $org @{ omitFields = @('signature') }; $token = Update-SfAccessToken demo }; Run = { $token | Test-SfTokenSignature -ClientSecret $org.clientSecret @all }; Sees = 'had no signature' }
            )
            $filed, $alone = $cases.Where({ "$($_.Run) $($_['Prepare'])" -match 'filed|Files|\$folder' }, 'Split')
        }

        BeforeAll {
            function Assert-Unseen {
                if (Test-Path Variable:Prepare) { . $Prepare }

                $shown = Get-EverythingShown $Run

                "$shown" | Should -Match $Sees
                $now = @((Get-OrgFamily $org).refreshToken | Where-Object { $_ })
                $more = if (Test-Path Variable:PlantedToo) { & $PlantedToo }
                Find-PlantedSecret $shown ($planted + $now + $more) | Should -BeNullOrEmpty
                # Tokens nobody here has seen, such as those of an answer that was lost.
                "$shown" | Should -Not -Match '00D[0-9A-Za-z]{12,15}![0-9A-Za-z._]{8}|5Aep[0-9A-Za-z._]{16}|eyJ[0-9A-Za-z_-]{10,}\.'
            }
        }

        BeforeEach {
            Reset-FakeOrg $org
            Clear-TestVault
            Set-OrgScenario $org @{ extraFields = @{ lightning_sid = 'PlantedSessionId1234567890'; csrf_token = 'PlantedCsrfToken1234567890' } }
            $token = New-TestConnection $org 'demo'
            # Another vault, and a login in it, for those who have to do with it.
            $filed = $null
            if ("$Run $(Get-Variable Prepare -ValueOnly -ErrorAction Ignore)" -match 'filed|Files|\$folder') {
                $folder = Register-FileVault 'Files'
                $filed = New-TestConnection $org 'filed' @{ Vault = 'Files' }
            }

            $refreshToken = ConvertFrom-SecureString $token.RefreshToken -AsPlainText

            $request = Get-SfAuthorizeUrl -ClientId $org.clientId -LoginUrl $org.loginUrl
            $address = New-ResponseUrl $org $request
            $code = [uri]::UnescapeDataString(($address -replace '^.*[?&]code=([^&]+).*$', '$1'))
            $exchange = $all + @{ ResponseUrl = $address; ClientSecret = $org.clientSecret; Name = 'new' }
            $refresh = $all + @{ RefreshToken = $refreshToken; ClientId = $org.clientId; ClientSecret = $org.clientSecret; LoginUrl = $org.loginUrl }

            $planted = @(
                $org.clientSecret
                $code
                ConvertFrom-SecureString $request.CodeVerifier -AsPlainText
                foreach ($made in @($token) + $filed | Where-Object { $_ }) {
                    $made.GetAccessToken()
                    ConvertFrom-SecureString $made.RefreshToken -AsPlainText
                    ConvertFrom-SecureString $made.IdToken -AsPlainText
                }
                'PlantedSessionId1234567890', 'PlantedCsrfToken1234567890'
            )
            # The halves of a Basic header, as they are joined.
            $planted += [Convert]::ToBase64String([Text.Encoding]::ASCII.GetBytes("$($org.clientId):$($org.clientSecret)"))
            # The error record quotes the line it comes from; these must not stand there.
            $password = 'PlantedPassword1234'
            $lossy = 195527992567524157112345678901234567890
            $echo = '{client_secret} {code} {code_verifier} {refresh_token}'
        }

        It 'are not in what <Command> shows when <Case>' -ForEach $alone { Assert-Unseen }

        It 'are not in what <Command> shows when <Case>, and a vault has its part in it' -Tag SecretManagement -ForEach $filed { Assert-Unseen }

        It 'are not in what <Command> shows when the answer is <Answer>' -ForEach @(
            foreach ($answer in @(
                @{ Answer = 'a page'; Fault = { @{ action = 'html'; body = "<html><body>$($planted -join ' ')</body></html>" } }; Sees = 'AnswerHtml' }
                @{ Answer = 'status 500 and a text'; Fault = { @{ action = 'status'; status = 500; body = "$planted" } }; Sees = 'ServerUnavailable' }
                @{ Answer = 'half a document'; Fault = { @{ action = 'garbage'; body = "{`"access_token`":`"$($planted -join ' ')" } }; Sees = 'AnswerMalformed' }
                @{ Answer = 'half an XML document'; Fault = { @{ action = 'garbage'; body = "<OAuth><$($planted -join ' ')>"; contentType = 'application/xml' } }; Sees = 'AnswerMalformed' }
                @{ Answer = 'a text of an unknown type'; Fault = { @{ action = 'garbage'; body = "$planted"; contentType = 'text/markdown' } }; Sees = 'AnswerTypeUnknown' }
                @{ Answer = 'an unknown charset that echoes a secret'; Fault = { @{ action = 'garbage'; body = 'x'; contentType = "application/json;charset=$($org.clientSecret)" } }; Sees = 'AnswerMalformed' }
                @{ Answer = 'a content type that echoes a secret'; Fault = { @{ action = 'garbage'; body = 'x'; contentType = "application/$($org.clientSecret)" } }; Sees = 'AnswerTypeUnknown' }
                @{ Answer = 'a redirect that echoes a secret'; Fault = { @{ action = 'status'; status = 302; headers = @{ Location = "https://evil.example/?$($org.clientSecret)" } } }; Sees = 'RedirectRefused' }
                @{ Answer = 'without an access token'; Fault = { @{ action = 'garbage'; body = "{`"refresh_token`":`"$refreshToken`"}" } }; Sees = 'AnswerIncomplete' }
                @{ Answer = 'cut off after the org has acted'; Fault = { @{ action = 'truncate' } }; Sees = 'AnswerTruncated' }
                @{ Answer = 'lost after the org has acted'; Fault = { @{ action = 'reset'; phase = 'after' } }; Sees = 'AnswerLost' }
                @{ Answer = 'too late'; Fault = { @{ action = 'stall'; bytes = 100 } }; Sees = 'RequestTimedOut' }
                @{ Answer = 'too large'; Fault = { @{ action = 'oversize' } }; Sees = 'AnswerTooLarge' }
            )) {
                @{ Command = 'Invoke-SfCodeExchange'; Run = { $request | Invoke-SfCodeExchange @exchange -TimeoutSec $within } } + $answer
                @{ Command = 'Update-SfAccessToken'; Run = { Update-SfAccessToken demo -TimeoutSec $within @all } } + $answer
            }
        ) {
            $within = if ($Sees -eq 'RequestTimedOut') { 1 } else { 30 }
            Add-OrgFault $org ((& $Fault) + @{ path = '/services/oauth2/token' })

            $shown = Get-EverythingShown $Run

            "$shown" | Should -Match $Sees
            Find-PlantedSecret $shown $planted | Should -BeNullOrEmpty
            "$shown" | Should -Not -Match '00D[0-9A-Za-z]{12,15}![0-9A-Za-z._]{8}|5Aep[0-9A-Za-z._]{16}|eyJ[0-9A-Za-z_-]{10,}\.'
        }

        It 'are not in what ConciseView and Get-Error make of an error' {
            Add-OrgRefusal $org 'authorization_code' 'invalid_grant' $echo
            $null = $request | Invoke-SfCodeExchange @exchange -ErrorVariable problem -ErrorAction SilentlyContinue 4>&1 5>&1
            $ErrorView = 'ConciseView'

            $shown = ($problem | Out-String -Width 10000), ($problem | Get-Error | Out-String -Width 10000)

            $shown[0] | Should -Match 'Recommendation'
            $shown[1] | Should -Match 'CodeInvalid'
            Find-PlantedSecret $shown $planted | Should -BeNullOrEmpty
        }

        It 'are in no URL that leaves the machine' {
            $null = $request | Invoke-SfCodeExchange @exchange
            $null = Update-SfAccessToken demo
            $null = Update-SfAccessToken @refresh -ErrorAction SilentlyContinue

            $requests = (Invoke-OrgControl $org 'requests' -Method Get).requests
            $requests.Count | Should -BeGreaterThan 4
            $requests | ForEach-Object { $_.query | Should -BeNullOrEmpty }
            Find-PlantedSecret ($requests | ForEach-Object { "$($_.path) $($_.headers | Select-Object -ExcludeProperty Authorization | ConvertTo-Json)" }) $planted | Should -BeNullOrEmpty
        }
    }

    Context 'of a command that saves in a SecretStore' -Tag SecretStore {
        BeforeAll { Register-TestVault }

        AfterAll { Unregister-TestVault }

        BeforeEach {
            Reset-FakeOrg $org
            Clear-TestVault
            $token = New-TestConnection $org 'demo'
            $request = Get-SfAuthorizeUrl -ClientId $org.clientId -LoginUrl $org.loginUrl
            $exchange = $all + @{ ResponseUrl = New-ResponseUrl $org $request; ClientSecret = $org.clientSecret; Name = 'new' }
        }

        It 'are not in what <Command> shows when <Case>' -ForEach @(
            @{ Command = 'Invoke-SfCodeExchange'; Case = 'all goes well'; Run = { $request | Invoke-SfCodeExchange @exchange }; Sees = 'Salesforce token of' }
            @{ Command = 'Update-SfAccessToken'; Case = 'all goes well'; Run = { Update-SfAccessToken demo @all }; Sees = 'Salesforce token of' }
            @{ Command = 'Update-SfAccessToken'; Case = 'the saved document is broken'; Prepare = { $text = Get-Secret SfOAuth-demo -AsPlainText; Set-Secret SfOAuth-demo $text.Substring(0, $text.Length - 5) }; Run = { Update-SfAccessToken demo @all }; Sees = 'ConnectionUnreadable' }
            @{ Command = 'Get-SfAccessToken'; Case = 'all goes well'; Run = { Get-SfAccessToken demo @all; Get-SfAccessToken demo -MaxAge 0 @all }; Sees = 'Salesforce token of' }
            @{ Command = 'Get-SfConnection'; Case = 'all goes well'; Run = { Get-SfConnection @all }; Sees = 'demo' }
            @{ Command = 'Remove-SfConnection'; Case = 'all goes well'; Run = { Remove-SfConnection demo @all; 'removed' }; Sees = 'removed' }
        ) {
            $planted = @($org.clientSecret, $token.GetAccessToken()) + @((Get-OrgFamily $org).refreshToken)
            if (Test-Path Variable:Prepare) {
                . $Prepare
            }

            $shown = Get-EverythingShown $Run

            "$shown" | Should -Match $Sees
            Find-PlantedSecret $shown ($planted + @((Get-OrgFamily $org).refreshToken)) | Should -BeNullOrEmpty
            "$shown" | Should -Not -Match '00D[0-9A-Za-z]{12,15}![0-9A-Za-z._]{8}|5Aep[0-9A-Za-z._]{16}|eyJ[0-9A-Za-z_-]{10,}\.'
        }
    }
}
