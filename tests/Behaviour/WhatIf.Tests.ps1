# -WhatIf tells what would be done, and does none of it.
BeforeDiscovery {
    Import-Module "$PSScriptRoot/../Kit/TestKit.psm1" -Force
    Import-SfOAuth
    $cases = @(
        @{ Command = 'Connect-SfOrg'; Run = { Connect-SfOrg -Name demo -WhatIf }; Sees = 'Sign in with http\S+code_challenge=' }
        @{ Command = 'Disconnect-SfOrg'; Run = { Disconnect-SfOrg demo -WhatIf }; Sees = 'Revoke the login at \S+, and forget it" on target "connection ''demo''' }
        @{ Command = 'Export-SfConnection'; Run = { Export-SfConnection demo -AsAuthUrl -WhatIf }; Sees = 'Give out the login .*on target "connection ''demo'' in the vault' }
        @{ Command = 'Get-SfAccessToken'; Run = { Get-SfAccessToken demo -MaxAge 0 -WhatIf }; Sees = 'POST .*refresh_token=\*\*\*.*" on target "connection ''demo'' at .*/services/oauth2/token' }
        @{ Command = 'Get-SfIdentity'; Run = { Get-SfIdentity demo -WhatIf; Get-SfIdentity demo -FromIdToken -WhatIf }; Sees = 'GET the identity" on target "connection ''demo'': Salesforce token of' }
        @{ Command = 'Import-SfConnection'; Run = { Import-SfConnection other -RefreshToken $token.RefreshToken -ClientId $org.clientId -LoginUrl $org.loginUrl -WhatIf }; Sees = 'POST .*refresh_token=\*\*\*' }
        @{ Command = 'Invoke-SfCodeExchange'; Run = { Invoke-SfCodeExchange -Code a-planted-code -ClientId $org.clientId -ClientSecret $org.clientSecret -LoginUrl $org.loginUrl -Name other -WhatIf }; Sees = 'POST .*code=\*\*\*' }
        @{ Command = 'Invoke-SfRestMethod'; Run = { Invoke-SfRestMethod /services/data -Name demo -Method Delete -WhatIf }; Sees = 'DELETE /services/data" on target "connection ''demo'' at \S+:\d+"' }
        @{ Command = 'Open-SfOrg'; Run = { Open-SfOrg demo -WhatIf }; Sees = 'Open in the browser: /" on target "connection ''demo'' at \S+:\d+"' }
        @{ Command = 'Remove-SfConnection'; Run = { Remove-SfConnection demo -WhatIf }; Sees = 'Forget .*on target "connection ''demo'' at \S+ in the vault' }
        @{ Command = 'Request-SfClientCredentialsToken'; Run = { Request-SfClientCredentialsToken $org.clientId -ClientSecret $org.clientSecret -LoginUrl $org.myDomainUrl -Name other -WhatIf }; Sees = 'POST .*client_secret=\*\*\*' }
        @{ Command = 'Request-SfJwtToken'; Run = { Request-SfJwtToken $org.clientId user@example.com -KeyPath $keyPath -LoginUrl $org.loginUrl -Name other -WhatIf }; Sees = 'POST .*assertion=\*\*\*' }
        @{ Command = 'Request-SfPasswordToken'; Run = { Request-SfPasswordToken $org.clientId ([pscredential]::new('user@example.com', (ConvertTo-Secure 'a-planted-password'))) -ClientSecret $org.clientSecret -LoginUrl $org.loginUrl -Name other -WhatIf -WarningAction Ignore }; Sees = 'POST .*password=\*\*\*' }
        @{ Command = 'Revoke-SfToken'; Run = { $token | Revoke-SfToken -WhatIf }; Sees = 'POST .*token=\*\*\*' }
        @{ Command = 'Select-SfConnection'; Run = { Select-SfConnection demo -Scope User -WhatIf }; Sees = 'Select for this session and all later ones" on target "connection ''demo'' in the vault' }
        @{ Command = 'Update-SfAccessToken'; Run = { Update-SfAccessToken demo -WhatIf; $token | Update-SfAccessToken -WhatIf }; Sees = 'POST .*refresh_token=\*\*\*' }
    )
}

BeforeAll {
    Import-Module "$PSScriptRoot/../Kit/TestKit.psm1" -Force
    $org = Start-TestOrg
    $keyPath = "$env:HOME/whatif.pem"
    $rsa = [System.Security.Cryptography.RSA]::Create(2048)
    Set-Content $keyPath $rsa.ExportPkcs8PrivateKeyPem()

    # All that is saved, byte for byte.
    function Get-Saved { Get-ChildItem "$env:SFOAUTH_HOME/connections" | Get-FileHash | ForEach-Object { "$($_.Path) $($_.Hash)" } }
}

AfterAll { Stop-TestOrg $org }

Describe '-WhatIf' {
    BeforeEach {
        Reset-FakeOrg $org
        Initialize-TestHome
    }

    It 'is tried here with every command that has it' {
        $with = (Get-Module SfOAuth).ExportedCmdlets.Values | Where-Object { $_.Parameters.ContainsKey('WhatIf') } | ForEach-Object Name

        $with | Should -Not -BeNullOrEmpty
        $tried = Select-String -Path $PSCommandPath -Pattern "@\{ Command = '(.+?)'" | ForEach-Object { $_.Matches[0].Groups[1].Value }
        # What needs a second vault is tried where there is one, beside its other tests.
        $tried + 'Move-SfConnection', 'Register-SfVault', 'Unregister-SfVault' | Sort-Object | Should -Be ($with | Sort-Object)
    }

    It 'of <Command> shows what it would do, sends and saves nothing, and shows no secret' -ForEach $cases {
        $token = New-TestConnection $org 'demo'
        $saved = Get-Saved
        $sent = @((Invoke-OrgControl $org 'requests' -Method Get).requests).Count

        $shown = Get-EverythingShown $Run

        "$shown" | Should -Match 'What if: '
        "$shown" | Should -Match $Sees
        @((Invoke-OrgControl $org 'requests' -Method Get).requests).Count | Should -Be $sent
        Get-Saved | Should -Be $saved
        (Get-OrgFamily $org).isAlive | Should -BeTrue
        Find-PlantedSecret $shown $org.clientSecret, $token.GetAccessToken(), (ConvertFrom-Secure $token.RefreshToken), 'a-planted-code', 'a-planted-password' | Should -BeNullOrEmpty
    }
}
