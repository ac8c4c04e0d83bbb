# What people have in hand: with what pasting adds to it, and what a pipeline or a log shows in its place.
BeforeDiscovery {
    $signature = { Test-SfTokenSignature -Id x -IssuedAt 1 -Signature AAAA -ClientSecret (& $as $org.clientSecret) }
    $calls = @(
        @{ Name = 'a client id, at Request-SfClientCredentialsToken'; Call = { Request-SfClientCredentialsToken (& $as $org.clientId) -ClientSecret $org.clientSecret -LoginUrl $org.myDomainUrl } }
        @{ Name = 'a client secret, at Request-SfClientCredentialsToken'; Call = { Request-SfClientCredentialsToken $org.clientId -ClientSecret (& $as $org.clientSecret) -LoginUrl $org.myDomainUrl } }
        @{ Name = 'a client secret in a secure string'; Call = { Request-SfClientCredentialsToken $org.clientId -ClientSecret (ConvertTo-Secure (& $as $org.clientSecret)) -LoginUrl $org.myDomainUrl } }
        @{ Name = 'a host'; Call = { Request-SfClientCredentialsToken $org.clientId -ClientSecret $org.clientSecret -LoginUrl (& $as $org.myDomainUrl) } }
        @{ Name = 'a refresh token, at Import-SfConnection'; Call = { Import-SfConnection demo -RefreshToken (& $as $login.refresh_token) -ClientId $org.clientId -ClientSecret $org.clientSecret -LoginUrl $org.loginUrl } }
        @{ Name = 'a client id, at Import-SfConnection'; Call = { Import-SfConnection demo -RefreshToken $login.refresh_token -ClientId (& $as $org.clientId) -ClientSecret $org.clientSecret -LoginUrl $org.loginUrl } }
        @{ Name = 'an sfdx auth URL'; Call = { Import-SfConnection demo (& $as "force://$($org.clientId):$($org.clientSecret):$($login.refresh_token)@$($org.loginUrl)") } }
        @{ Name = 'a refresh token, at Update-SfAccessToken'; Call = { Update-SfAccessToken -RefreshToken (& $as $login.refresh_token) -ClientId $org.clientId -ClientSecret $org.clientSecret -LoginUrl $org.loginUrl } }
        @{ Name = 'an access token, at Test-SfToken'; Call = { Test-SfToken -AccessToken (& $as $login.access_token) -ClientId $org.clientId -ClientSecret $org.clientSecret -LoginUrl $org.loginUrl } }
        @{ Name = 'an access token, at Get-SfTokenInfo'; Call = { (Get-SfTokenInfo -AccessToken (& $as $login.access_token) -ClientId $org.clientId -ClientSecret $org.clientSecret -LoginUrl $org.loginUrl).Active } }
        @{ Name = 'a refresh token, at Revoke-SfToken'; Call = { Revoke-SfToken -RefreshToken (& $as $login.refresh_token) -LoginUrl $org.loginUrl; -not (Get-OrgFamily $org).isAlive } }
        @{ Name = 'a code'; Call = { Invoke-SfCodeExchange -Code (& $as (Get-Code)) -ClientId $org.clientId -ClientSecret $org.clientSecret -LoginUrl $org.loginUrl -RedirectUri $request.RedirectUri -CodeVerifier $request.CodeVerifier } }
        @{ Name = 'a redirect URI'; Call = { $code = Get-Code; Invoke-SfCodeExchange -Code $code -ClientId $org.clientId -ClientSecret $org.clientSecret -LoginUrl $org.loginUrl -RedirectUri (& $as $request.RedirectUri) -CodeVerifier $request.CodeVerifier } }
        @{ Name = 'a code verifier'; Call = { $code = Get-Code; Invoke-SfCodeExchange -Code $code -ClientId $org.clientId -ClientSecret $org.clientSecret -LoginUrl $org.loginUrl -RedirectUri $request.RedirectUri -CodeVerifier (& $as (ConvertFrom-Secure $request.CodeVerifier)) } }
        @{ Name = 'a user name, at Request-SfJwtToken'; Call = { Request-SfJwtToken $org.clientId (& $as $org.username) $key -LoginUrl $org.loginUrl } }
        @{ Name = 'the path of a key file'; Call = { Request-SfJwtToken $org.clientId $org.username (& $as $key) -LoginUrl $org.loginUrl } }
        @{ Name = 'a user name, at Request-SfPasswordToken'; Call = { Request-SfPasswordToken $org.clientId ([pscredential]::new((& $as $org.username), (ConvertTo-Secure $org.password))) -ClientSecret $org.clientSecret -LoginUrl $org.loginUrl } }
    )
    # A password may look so.
    $ofPasswords = @(
        @{ Name = 'a password'; Call = { Request-SfPasswordToken $org.clientId ([pscredential]::new($org.username, (ConvertTo-Secure (& $as $org.password)))) -ClientSecret $org.clientSecret -LoginUrl $org.loginUrl } }
        @{ Name = 'the password of a key'; Call = { Request-SfJwtToken $org.clientId $org.username $key -KeyPassword (& $as 'x') -LoginUrl $org.loginUrl } }
        @{ Name = 'the name of a key''s secret'; Call = { Request-SfJwtToken $org.clientId $org.username -KeySecret (& $as 'jwt') -LoginUrl $org.loginUrl } }
        @{ Name = 'a client secret, at Test-SfTokenSignature'; Call = $signature }
    )
    $dirt = @{ Form = 'a line end'; Before = ''; After = "`r`n" }, @{ Form = 'blanks and zero-width ones'; Before = "`u{feff}`u{a0} "; After = " `u{200b}" }, @{ Form = 'typographic quotes'; Before = "`u{201c}"; After = "`u{201d}" }
    $pasted = foreach ($call in $calls) { foreach ($one in $dirt) { $call + $one } }
    # Brackets and stars are wildcards too.
    $byName = 'Disconnect-SfOrg', 'Export-SfConnection', 'Get-SfAccessToken', 'Get-SfConnection', 'Get-SfIdentity', 'Get-SfTokenInfo', 'Invoke-SfRestMethod',
    'Move-SfConnection', 'Open-SfOrg', 'Remove-SfConnection', 'Select-SfConnection', 'Test-SfToken', 'Update-SfAccessToken'
    $noNames = @(
        @{ Text = '[REDACTED]'; Id = 'SecretRedacted' }
        @{ Text = "[REDACTED] Use 'sf org auth show-access-token' to view"; Id = 'SecretRedacted' }
        @{ Text = '***'; Id = 'SecretRedacted' }
        @{ Text = 'a b*'; Id = 'ParameterInvalid' }
        @{ Text = '[a'; Id = 'ParameterInvalid' }
    )
    $inPlaceOfNames = foreach ($command in $byName) { foreach ($one in $noNames) { @{ Command = $command } + $one } }
    $unexpanded = foreach ($call in $calls + $ofPasswords) { foreach ($name in '$(SfSecret)', '${SF_SECRET}', '$env:SF_SECRET') { $call + @{ Variable = $name } } }
}

Describe 'What is pasted' {
    BeforeAll {
        Import-Module "$PSScriptRoot/../Kit/TestKit.psm1" -Force
        $org = Start-TestOrg
        $key = "$TestDrive/server.key"

        function Get-Code {
            $script:request = Get-SfAuthorizeUrl -ClientId $org.clientId -LoginUrl $org.loginUrl
            [regex]::Match((New-ResponseUrl $org $script:request), 'code=([^&]+)').Groups[1].Value
        }
    }

    AfterAll { Stop-TestOrg $org }

    BeforeEach {
        Reset-FakeOrg $org
        Clear-TestVault
        Set-OrgScenario $org @{ users = @(@{ username = $org.username; securityToken = '' }) }
        Set-Content $key (Invoke-OrgControl $org 'key' @{ clientId = $org.clientId }).privateKeyPem
        $login = Invoke-OrgControl $org 'login' -Body @{ clientId = $org.clientId }
        $quiet = @{ WarningAction = 'SilentlyContinue' }
    }

    It '<Name> with <Form> is what is meant' -ForEach $pasted {
        $as = { param($Text) $Before + $Text + $After }

        & $Call 3> $null | Should -BeTrue
    }

    It '<Name> that is <Variable> is said to be a variable' -ForEach $unexpanded {
        $as = { $Variable }

        $ErrorActionPreference = 'SilentlyContinue'
        $Error.Clear()
        $null = & $Call 3> $null

        $Error[-1].FullyQualifiedErrorId | Should -BeLike 'VariableUnexpanded,*'
    }

    It '<Text> is no name to <Command>, and the next one is worked on' -ForEach $inPlaceOfNames {
        $null = New-TestConnection $org 'a'
        $with = @{ 'Export-SfConnection' = @{ AsAuthUrl = $true }; 'Invoke-SfRestMethod' = @{ Path = '/services/data' }; 'Move-SfConnection' = @{ ToVault = 'SfOAuth' }; 'Open-SfOrg' = @{ UrlOnly = $true } }[$Command] ?? @{}

        $null = $Text, 'b' | & $Command @with -ErrorVariable problem -ErrorAction SilentlyContinue 3> $null

        $problem[0].FullyQualifiedErrorId | Should -BeLike "$Id,*"
        $problem[0].CategoryInfo.Category | Should -Be 'InvalidArgument'
        "$($problem[1])" | Should -Match "'b'"
        (Get-SfConnection).Name | Should -Be 'a'
        (Get-OrgFamily $org)[-1].isAlive | Should -BeTrue
    }

    It 'a <What> at <Command> is not repeated' -ForEach @(
        @{ What = 'token for -Token'; Command = 'Get-SfIdentity'; With = { @{ Token = $login.access_token } } }
        @{ What = 'token in the first place'; Command = 'Revoke-SfToken'; With = { @{ Token = $login.access_token } } }
        @{ What = 'table with a token for -Token'; Command = 'Invoke-SfRestMethod'; With = { @{ Path = '/services/data'; Token = [pscustomobject]@{ access_token = $login.access_token } } } }
        @{ What = 'token for -Headers'; Command = 'Invoke-SfRestMethod'; With = { @{ Path = '/services/data'; Name = 'a'; Headers = "Bearer $($login.access_token)" } } }
        @{ What = 'record for a secret'; Command = 'Import-SfConnection'; With = { @{ Name = 'x'; RefreshToken = [pscustomobject]@{ token = $login.refresh_token }; ClientId = 'x' } } }
        @{ What = 'token for -Vault'; Command = 'Get-SfAccessToken'; With = { @{ Name = 'a'; Vault = $login.access_token } } }
        @{ What = 'secret for -KeyPath'; Command = 'Request-SfJwtToken'; With = { @{ ClientId = 'x'; Username = 'y'; KeyPath = $org.clientSecret; LoginUrl = $org.loginUrl } } }
        @{ What = 'token for -Name'; Command = 'Import-SfConnection'; With = { @{ Name = $login.access_token; RefreshToken = 'x'; ClientId = 'x' } } }
    ) {
        $with = & $With

        $shown = Get-EverythingShown { & $Command @with }

        "$shown" | Should -Not -BeNullOrEmpty
        Find-PlantedSecret $shown $login.access_token, $login.refresh_token, $org.clientSecret | Should -BeNullOrEmpty
    }
}
