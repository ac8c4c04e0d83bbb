Describe 'The token object' {
    BeforeAll {
        Import-Module "$PSScriptRoot/../Kit/TestKit.psm1" -Force
        $org = Start-TestOrg
        $call = @{ Authentication = 'Bearer'; AllowUnencryptedAuthentication = $true }
    }

    AfterAll { Stop-TestOrg $org }

    BeforeEach {
        Reset-FakeOrg $org
        Clear-TestVault
        # Everything an answer can hold, secrets among the additional fields too.
        Set-OrgScenario $org @{ extraFields = @{ lightning_sid = 'LightningSessionId1234567890'; csrf_token = 'CsrfTokenValue1234567890'; beacon_child_consumer_secret = 'BeaconSecret1234567890'; note = 'of no importance' } }
        $token = New-TestConnection $org 'demo'
        $secrets = @(
            $token.GetAccessToken()
            ConvertFrom-SecureString $token.RefreshToken -AsPlainText
            ConvertFrom-SecureString $token.IdToken -AsPlainText
            'LightningSessionId1234567890', 'CsrfTokenValue1234567890', 'BeaconSecret1234567890', $org.clientSecret
        )
        function Get-RestRequest { (Invoke-OrgControl $org 'requests?path=/services/data*' -Method Get).requests }
    }

    Context 'as something to look at' {
        It 'shows no secret in <Way>' -ForEach @(
            @{ Way = 'ConvertTo-Json'; Show = { $token | ConvertTo-Json -Depth 10 } }
            @{ Way = 'Format-List *'; Show = { $token | Format-List * -Force | Out-String -Width 10000 } }
            @{ Way = 'Format-Table *'; Show = { $token | Format-Table * -Force | Out-String -Width 10000 } }
            @{ Way = 'Format-Custom'; Show = { $token | Format-Custom -Depth 5 | Out-String -Width 10000 } }
            @{ Way = 'the default view'; Show = { $token | Out-String -Width 10000 } }
            @{ Way = 'a table'; Show = { $token | Format-Table | Out-String -Width 10000 } }
            @{ Way = 'a string'; Show = { "$token $($token.AdditionalFields) $($token.AdditionalFields.Values) $($token.AccessToken)" } }
            @{ Way = 'ConvertTo-Csv'; Show = { $token | ConvertTo-Csv } }
            @{ Way = 'ConvertTo-Xml'; Show = { $token | ConvertTo-Xml -Depth 5 -As String } }
            @{ Way = 'Select-Object *'; Show = { $token | Select-Object * | Out-String -Width 10000 } }
            @{ Way = 'Get-Member'; Show = { $token | Get-Member -Force | Out-String -Width 10000 } }
            @{ Way = 'a cast that fails'; Show = { try { [int]$token } catch { "$_ $($_.Exception)" } } }
            @{ Way = 'an argument that does not fit'; Show = { try { Get-Date -Year $token } catch { "$_ $($_.Exception)" } } }
        ) {
            $shown = & $Show

            Find-PlantedSecret $shown $secrets | Should -BeNullOrEmpty
            "$shown" | Should -Not -BeNullOrEmpty
        }

        It 'has no public property whose value is a secret in plain text' {
            $values = $token.PSObject.Properties | ForEach-Object { "$($_.Value)" }

            Find-PlantedSecret $values $secrets | Should -BeNullOrEmpty
            $token.AccessToken, $token.RefreshToken, $token.IdToken | Should -BeOfType securestring
            'lightning_sid', 'csrf_token', 'beacon_child_consumer_secret' | ForEach-Object { $token.AdditionalFields[$_] | Should -BeOfType securestring }
            $token.AdditionalFields['note'] | Should -Be 'of no importance'
        }

        It 'names the org as text, not the token' {
            "$token" | Should -Match ([regex]::Escape($org.myDomainUrl))
            "$token" | Should -Match ([regex]::Escape($token.Username))
        }

        It 'says where the refresh token is' {
            $token | Out-String | Should -Match "RefreshToken.*saved in vault 'SfOAuth'"
            $token | Format-Table | Out-String | Should -Match "demo\s"
        }
    }

    Context 'as something to call Salesforce with' {
        It 'is a token for Invoke-RestMethod -Authentication Bearer' {
            $limits = Invoke-RestMethod "$($token.InstanceUrl)/services/data/v66.0/limits" -Token $token @call

            $limits.DailyApiRequests.Max | Should -Be 15000
            (Get-RestRequest).headers.Authorization | Should -Be "Bearer $($token.GetAccessToken())"
        }

        It 'converts to a secure string, which is the access token' {
            $secure = [securestring]$token

            ConvertFrom-SecureString $secure -AsPlainText | Should -Be $token.GetAccessToken()
        }

        It 'gives its headers to clients that take no token' {
            $limits = Invoke-RestMethod $token.Resolve('/services/data/v66.0/limits') -Headers $token.GetHeaders()

            $limits.DailyApiRequests.Max | Should -Be 15000
        }

        It 'resolves <Path> to <Expected>' -ForEach @(
            @{ Path = '/services/data'; Expected = '/services/data' }
            @{ Path = 'services/data'; Expected = '/services/data' }
            @{ Path = '/services/data/v66.0/query?q=SELECT Id FROM Account'; Expected = '/services/data/v66.0/query?q=SELECT%20Id%20FROM%20Account' }
        ) {
            $token.Resolve($Path) | Should -Be "$($org.myDomainUrl)$Expected"
        }

        It 'resolves a whole URL on the same instance' {
            $token.Resolve("$($org.myDomainUrl)/services/data") | Should -Be "$($org.myDomainUrl)/services/data"
        }

        It 'does not resolve <Path>, which is on another host' -ForEach @(
            @{ Path = 'https://evil.example/services/data' }
            @{ Path = '//evil.example/services/data' }
            @{ Path = '\\evil.example\services\data' }
            @{ Path = 'https://127.0.0.1/services/data' }
        ) {
            { $token.Resolve($Path) } | Should -Throw '*is not the host of this token*'
        }

        It 'reaches the org through ForEach-Object' {
            $answers = 'demo' | Update-SfAccessToken | ForEach-Object { Invoke-RestMethod "$($_.InstanceUrl)/services/data/v66.0/limits" -Token $_ @call }

            $answers.DailyApiRequests.Max | Should -Be 15000
        }

        It 'reaches the org through a web session, piped straight into Invoke-RestMethod' {
            $session = [Microsoft.PowerShell.Commands.WebRequestSession]::new()
            $uri = $token.Resolve('/services/data/v66.0/limits')

            $answers = 'demo' | Update-SfAccessToken | ForEach-Object { $session.Headers['Authorization'] = $_.GetHeaders().Authorization; $_ } | Invoke-RestMethod $uri -WebSession $session

            $answers.DailyApiRequests.Max | Should -Be 15000
            $request = Get-RestRequest
            $request.headers.Authorization | Should -Match '^Bearer 00D'
            Find-PlantedSecret $request.query, $request.body ($secrets + $request.headers.Authorization.Substring(7)) | Should -BeNullOrEmpty
        }
    }

    Context 'piped straight into Invoke-RestMethod, which makes a body of it' {
        It 'sends no secret in the URL or the body: <Method> to <Path>' -ForEach @(
            @{ Method = 'Get'; Path = '/services/data/v66.0/limits' }
            @{ Method = 'Get'; Path = '/services/data/v66.0/query?q=SELECT+Id+FROM+Account' }
            @{ Method = 'Post'; Path = '/services/data/v66.0/sobjects/Account' }
            @{ Method = 'Patch'; Path = '/services/data/v66.0/sobjects/Account/001' }
        ) {
            $uri = $token.Resolve($Path)
            $null = $token | Invoke-RestMethod $uri -Method $Method -SkipHttpErrorCheck

            $request = Get-RestRequest
            $request | Should -HaveCount 1
            Find-PlantedSecret ($request | ConvertTo-Json -Depth 5) $secrets | Should -BeNullOrEmpty
            $request.query | Should -Not -Match 'Authorization|token'
            $request.body | Should -BeIn '', "$token"
        }

        It 'is neither a dictionary nor a sequence, nor becomes one' {
            $token -is [System.Collections.IEnumerable] | Should -BeFalse
            $token -is [System.Collections.IDictionary] | Should -BeFalse
            foreach ($type in [System.Collections.IDictionary], [hashtable], [System.Collections.Generic.IDictionary[string, string]], [System.Collections.IEnumerable]) {
                $converted = $token -as $type
                if ($converted -is [System.Collections.IDictionary]) {
                    $converted.Count | Should -Be 0
                } else {
                    $converted | Should -BeNullOrEmpty
                }
            }

            @($token).Count | Should -Be 1
        }
    }
}
