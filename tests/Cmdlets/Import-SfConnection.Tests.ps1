Describe 'Import-SfConnection' {
    BeforeAll {
        Import-Module "$PSScriptRoot/../Kit/TestKit.psm1" -Force
        $org = Start-TestOrg

        # A login that another tool holds.
        function Get-ForeignLogin { Invoke-OrgControl $org 'login' -Body @{ clientId = $org.clientId } }

        function Get-AuthUrl($Login) { "force://$($org.clientId):$($org.clientSecret):$([uri]::EscapeDataString($Login.refresh_token))@$($org.loginUrl)" }
    }

    AfterAll { Stop-TestOrg $org }

    BeforeEach {
        Reset-FakeOrg $org
        Clear-TestVault
        $quiet = @{ WarningAction = 'SilentlyContinue' }
    }

    Context 'of an sfdx auth URL' {
        It 'takes it as <Form>, and the login lives on here' -ForEach @(
            @{ Form = 'text'; Import = { Import-SfConnection cli $url @quiet } }
            @{ Form = 'a secure string'; Import = { Import-SfConnection cli (ConvertTo-Secure $url) @quiet } }
            @{ Form = 'text from the pipeline'; Import = { $url | Import-SfConnection cli @quiet } }
            @{ Form = 'the JSON the CLI prints'; Import = { @{ status = 0; result = @{ sfdxAuthUrl = $url } } | ConvertTo-Json | Import-SfConnection cli @quiet } }
            @{ Form = 'a file with a line end'; Import = { Set-Content "$TestDrive/url.txt" $url; Get-Content "$TestDrive/url.txt" -Raw | Import-SfConnection cli @quiet } }
        ) {
            $url = Get-AuthUrl (Get-ForeignLogin)

            $token = & $Import

            $token.Name, $token.ClientId, $token.LoginUrl | Should -Be 'cli', $org.clientId, $org.loginUrl
            Assert-Alive $org 'cli'
        }

        It 'takes one without a secret, as the CLI''s own app has none' {
            $login = Invoke-OrgControl $org 'login' -Body @{ clientId = $org.publicClientId }

            $null = Import-SfConnection cli "force://$($org.publicClientId)::$($login.refresh_token)@$($org.loginUrl)" @quiet

            Assert-Alive $org 'cli'
        }

        It 'refuses <What> with <Id>, repeats nothing of it, and sends nothing' -ForEach @(
            @{ What = 'what the CLI prints in place of it'; Url = "[REDACTED] Use 'sf org auth show-sfdx-auth-url' to view"; Id = 'SecretRedacted' }
            @{ What = 'a URL with a blacked-out token'; Url = 'force://PlatformCLI::[REDACTED]@acme.my.salesforce.com'; Id = 'SecretRedacted' }
            @{ What = 'a URL of another kind'; Url = 'https://acme.my.salesforce.com/PlantedText'; Id = 'ParameterInvalid' }
            @{ What = 'a URL without a token'; Url = 'force://PlantedText@acme.my.salesforce.com'; Id = 'ParameterInvalid' }
            @{ What = 'a URL that was cut off in its host'; Url = "force://id::PlantedText@acme.my.salesf`u{2026}"; Id = 'LoginUrlInvalid' }
            @{ What = 'a URL that was cut off to another host'; Url = 'force://id::PlantedText@acme.my.sale'; Id = 'LoginUrlInvalid' }
            @{ What = 'a URL with a host nobody typed'; Url = 'force://id::PlantedText@evil.example'; Id = 'LoginUrlInvalid' }
            @{ What = 'a URL with a variable in it'; Url = 'force://PlantedText::$(SfToken)@acme.my.salesforce.com'; Id = 'VariableUnexpanded' }
            @{ What = 'a URL with a host that is none'; Url = 'force://id::PlantedText@na45.salesforce.com'; Id = 'LoginUrlInvalid' }
        ) {
            $shown = Get-EverythingShown { Import-SfConnection cli $Url -ErrorVariable problem -ErrorAction SilentlyContinue }

            "$shown" | Should -Match $Id
            $shown -replace '(?m)^.*Import-SfConnection.*$' | Should -Not -Match 'PlantedText'
            Get-OrgRequest $org 'refresh_token' | Should -BeNullOrEmpty
            Get-SfConnection | Should -BeNullOrEmpty
        }
    }

    It 'goes to the host of -LoginUrl, whatever the auth URL says' {
        $login = Get-ForeignLogin

        $null = Import-SfConnection cli "force://$($org.clientId):$($org.clientSecret):$($login.refresh_token)@login.acme.example" -LoginUrl $org.loginUrl @quiet

        Assert-Alive $org 'cli'
    }

    It 'takes a refresh token with its app' {
        $login = Get-ForeignLogin

        $null = Import-SfConnection old -RefreshToken $login.refresh_token -ClientId $org.clientId -ClientSecret $org.clientSecret -LoginUrl $org.loginUrl @quiet

        (Get-SfConnection old).GrantType | Should -Be 'refresh_token'
        Assert-Alive $org 'old'
    }

    It 'warns that the other copy dies under rotation, before it sends' {
        $url = Get-AuthUrl (Get-ForeignLogin)

        Import-SfConnection cli $url -WhatIf -WarningVariable warned -WarningAction SilentlyContinue | Should -BeNullOrEmpty

        "$warned" | Should -BeLike "*'cli' moves here*rotates*"
        Get-OrgRequest $org 'refresh_token' | Should -BeNullOrEmpty
    }

    It 'keeps the given refresh token where the app does not rotate' {
        Set-OrgScenario $org @{ rotateRefreshTokens = $false }
        $login = Get-ForeignLogin

        $token = Import-SfConnection cli (Get-AuthUrl $login) @quiet

        ConvertFrom-SecureString $token.RefreshToken -AsPlainText | Should -Be $login.refresh_token
        Assert-Alive $org 'cli'
    }

    It 'saves nothing when the org refuses, and says why' {
        $login = Get-ForeignLogin
        $null = Import-SfConnection first (Get-AuthUrl $login) @quiet

        Import-SfConnection second (Get-AuthUrl $login) @quiet -ErrorVariable problem -ErrorAction SilentlyContinue | Should -BeNullOrEmpty

        Assert-Problem $problem 'RefreshTokenExpired' 'AuthenticationError' 'second'
        # It is not saved, so it can't be signed in to by its name alone.
        $problem.ErrorDetails.RecommendedAction | Should -BeLike '*Connect-SfOrg with -ClientId, -LoginUrl and -Name second.'
        (Get-SfConnection).Name | Should -Be 'first'
    }

    It 'sends nothing when the vault cannot be read, and loses nothing when it does not take it' -Tag SecretManagement {
        $folder = Register-FileVault 'Files'
        $url = Get-AuthUrl (Get-ForeignLogin)
        Set-Content "$folder/refuse.Get-Secret" 'The network is down.'
        Import-SfConnection cli $url -Vault Files @quiet -ErrorVariable problem -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        Assert-Problem $problem 'VaultReadFailed' 'ReadError' 'cli'
        Get-OrgRequest $org 'refresh_token' | Should -BeNullOrEmpty
        Remove-Item "$folder/refuse.Get-Secret"
        Set-Content "$folder/refuse.Set-Secret" 'The vault is read-only.'

        $token = Import-SfConnection cli $url -Vault Files @quiet -ErrorVariable problem -ErrorAction SilentlyContinue

        Assert-Problem $problem 'ConnectionNotSaved' 'WriteError' 'cli'
        Remove-Item "$folder/refuse.Set-Secret"
        ($token | Update-SfAccessToken).Name | Should -Be 'cli'
        (Get-SfConnection -Vault Files).Name | Should -Be 'cli'
    }

    It 'shows no secret when <Case>' -ForEach @(
        @{ Case = 'all goes well'; Sees = 'Salesforce token of' }
        @{ Case = 'it is only asked'; With = @{ WhatIf = $true }; Sees = 'refresh_token=\*\*\*' }
        @{ Case = 'the org echoes it'; Prepare = { Add-OrgRefusal $org 'refresh_token' 'invalid_client' 'no {client_secret} {refresh_token}' }; Sees = 'ClientSecretInvalid' }
    ) {
        $login = Get-ForeignLogin
        $all = @{ Name = 'cli'; SfdxAuthUrl = Get-AuthUrl $login; Verbose = $true; Debug = $true; WarningAction = 'Continue' }
        if (Test-Path Variable:Prepare) { . $Prepare }
        if (Test-Path Variable:With) { $all += $With }

        $shown = Get-EverythingShown { Import-SfConnection @all }

        "$shown" | Should -Match $Sees
        Find-PlantedSecret $shown (@($org.clientSecret, $login.refresh_token, $login.access_token) + (Get-OrgFamily $org).refreshToken) | Should -BeNullOrEmpty
    }

    Context 'of a bare access token' {
        BeforeAll {
            function Get-Printed {
                @{ result = @{ accessToken = $foreign.access_token; instanceUrl = $org.myDomainUrl; username = 'x' } } | ConvertTo-Json
            }
        }

        BeforeEach { $foreign = Get-ForeignLogin }

        It 'takes it as <Form>' -ForEach @(
            @{ Form = 'text'; Import = { Import-SfConnection cli -AccessToken $foreign.access_token -InstanceUrl $org.myDomainUrl @quiet } }
            @{ Form = 'a secure string'; Import = { Import-SfConnection cli -AccessToken (ConvertTo-Secure $foreign.access_token) -InstanceUrl $org.myDomainUrl @quiet } }
            @{ Form = 'what the CLI prints as JSON'; Import = { (Get-Printed | ConvertFrom-Json).result | Import-SfConnection cli @quiet } }
        ) {
            $token = & $Import

            $token.Name, $token.InstanceUrl | Should -Be 'cli', $org.myDomainUrl
            $token.Username | Should -Be $org.username
            $token.RefreshToken | Should -BeNullOrEmpty
            (Get-SfConnection cli).GrantType | Should -Be 'access_token'
            (Get-SfConnection cli).Username | Should -Be $org.username
            (Invoke-SfRestMethod /limits -Name cli).DailyApiRequests.Max | Should -BeGreaterThan 0
        }

        It 'is used as long as it lives, whatever its age' {
            $null = Import-SfConnection cli -AccessToken $foreign.access_token -InstanceUrl $org.myDomainUrl @quiet
            Set-SavedAge cli ([datetimeoffset]::UtcNow.AddHours(-1))

            (Get-SfAccessToken cli).GetAccessToken() | Should -Be $foreign.access_token
            (Invoke-SfRestMethod /limits -Name cli).DailyApiRequests.Max | Should -BeGreaterThan 0
        }

        It 'warns that it ends with its session' {
            $null = Import-SfConnection cli -AccessToken $foreign.access_token -InstanceUrl $org.myDomainUrl -WarningVariable warning -WarningAction SilentlyContinue
            "$warning" | Should -Match 'ends with its session'
        }

        It 'says what to do when it has ended: <Case>' -ForEach @(
            @{ Case = 'a call'; Use = { Invoke-SfRestMethod /limits -Name cli @quietly } }
            @{ Case = 'a refresh'; Use = { Update-SfAccessToken cli @quietly } }
        ) {
            $quietly = @{ ErrorVariable = 'problem'; ErrorAction = 'SilentlyContinue' }
            $null = Import-SfConnection cli -AccessToken $foreign.access_token -InstanceUrl $org.myDomainUrl @quiet
            Revoke-SfToken -AccessToken $foreign.access_token -LoginUrl $org.loginUrl

            . $Use

            Assert-Problem $problem 'RefreshTokenMissing' 'InvalidOperation' 'cli'
            "$problem" | Should -Match 'bare access token'
            $problem[0].ErrorDetails.RecommendedAction | Should -Match 'imported anew'
        }

        It 'refuses a dead one, and saves nothing' {
            Revoke-SfToken -AccessToken $foreign.access_token -LoginUrl $org.loginUrl
            $null = Import-SfConnection cli -AccessToken $foreign.access_token -InstanceUrl $org.myDomainUrl -ErrorVariable problem -ErrorAction SilentlyContinue @quiet

            Assert-Problem $problem 'AccessTokenExpired' 'AuthenticationError' 'cli'
            Get-SfConnection | Should -BeNullOrEmpty
        }

        It 'refuses what the CLI prints in place of it, and sends nothing' {
            $null = Import-SfConnection cli -AccessToken '[REDACTED]' -InstanceUrl $org.myDomainUrl -ErrorVariable problem -ErrorAction SilentlyContinue @quiet

            Assert-Problem $problem 'SecretRedacted' 'InvalidArgument' 'cli'
            Get-EndpointRequest $org '/services/oauth2/userinfo' | Should -BeNullOrEmpty
        }

        It 'sends and saves nothing under -WhatIf' {
            Import-SfConnection cli -AccessToken $foreign.access_token -InstanceUrl $org.myDomainUrl -WhatIf @quiet

            Get-EndpointRequest $org '/services/oauth2/userinfo' | Should -BeNullOrEmpty
            Get-SfConnection | Should -BeNullOrEmpty
        }
    }
}
