Describe 'Request-SfPasswordToken' {
    BeforeAll {
        Import-Module "$PSScriptRoot/../Kit/TestKit.psm1" -Force
        $org = Start-TestOrg
        $user = [pscredential]::new($org.username, (ConvertTo-Secure $org.password))
    }

    AfterAll { Stop-TestOrg $org }

    BeforeEach {
        Reset-FakeOrg $org
        Clear-TestVault
        # As from a trusted IP range.
        Set-OrgScenario $org @{ users = @(@{ username = $org.username; securityToken = '' }) }
        $login = @{ ClientId = $org.clientId; Credential = $user; LoginUrl = $org.loginUrl; ClientSecret = $org.clientSecret; WarningAction = 'SilentlyContinue' }
    }

    It 'gets a token that works, the secret sent as <Authentication>' -ForEach @(
        @{ Authentication = 'Body' }
        @{ Authentication = 'Basic' }
    ) {
        $token = Request-SfPasswordToken @login -ClientAuthentication $Authentication

        $token.Username | Should -Be $org.username
        $token.RefreshToken | Should -BeNullOrEmpty
        (Invoke-RestMethod $token.Resolve('/services/data/v66.0/limits') -Headers $token.GetHeaders()).DailyApiRequests.Max | Should -BeGreaterThan 0
        (Get-OrgRequest $org 'password').headers.Authorization -like 'Basic *' | Should -Be ($Authentication -eq 'Basic')
    }

    It 'sends the security token right behind the password' {
        Set-OrgScenario $org @{ users = @(@{ username = $org.username; securityToken = 'SecurityToken123' }) }

        Request-SfPasswordToken @login -ErrorVariable problem -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        Assert-Problem $problem 'CredentialInvalid' 'AuthenticationError' $org.loginUrl
        Request-SfPasswordToken @login -SecurityToken 'SecurityToken123' | Should -BeOfType SfOAuth.Token
    }

    It 'warns each time that Salesforce ends this flow, and names what takes its place' {
        $login.Remove('WarningAction')

        $null = Request-SfPasswordToken @login -WarningVariable warned -WarningAction SilentlyContinue

        $warned | Should -HaveCount 1
        "$warned" | Should -BeLike '*2027-02-20*Request-SfJwtToken*'
    }

    It 'saves the login, which then makes its tokens anew in another process' {
        $first = Request-SfPasswordToken @login -Name legacy

        $run = Invoke-NewProcess ((Get-Prologue) + 'Get-SfAccessToken legacy -MaxAge 0 -AsPlainText')

        $run.Text.Trim() | Should -Match '^00D'
        $run.Text.Trim() | Should -Not -Be $first.GetAccessToken()
        (Get-SfConnection legacy).Username | Should -Be $org.username
        (Get-SfAccessToken legacy -NoRefresh).Username | Should -Be $org.username
        Get-OrgRequest $org 'password' | Should -HaveCount 2
    }

    It 'says <Id> when the org answers "<Description>", and asks once' -ForEach @(
        @{ Description = 'authentication failure'; Id = 'CredentialInvalid'; Category = 'AuthenticationError'; Prepare = { $login.Credential = [pscredential]::new($org.username, (ConvertTo-Secure 'wrong')) } }
        @{ Description = 'authentication failure - Invalid Password'; Id = 'CredentialInvalid'; Category = 'AuthenticationError'; Prepare = { Add-OrgRefusal $org 'password' 'invalid_grant' 'authentication failure - Invalid Password' } }
        @{ Description = 'ip restricted or invalid login hours'; Id = 'LoginRestricted'; Category = 'PermissionDenied'; Prepare = { Set-OrgScenario $org @{ ipRestricted = $true } } }
        @{ Description = 'inactive user'; Id = 'UserInactive'; Category = 'PermissionDenied'; Prepare = { Set-OrgScenario $org @{ userInactive = $true } } }
        @{ Description = 'grant type not supported'; Id = 'GrantNotSupported'; Category = 'PermissionDenied'; Prepare = { Set-OrgScenario $org @{ disabledGrants = @('password') } } }
        @{ Description = 'invalid client credentials'; Id = 'ClientSecretInvalid'; Category = 'AuthenticationError'; Prepare = { $login.ClientSecret = 'another secret' } }
    ) {
        . $Prepare

        Request-SfPasswordToken @login -Name legacy -ErrorVariable problem -ErrorAction SilentlyContinue | Should -BeNullOrEmpty

        Assert-Problem $problem $Id $Category 'legacy'
        "$problem" | Should -BeLike "*$Description*"
        Get-OrgRequest $org 'password' | Should -HaveCount 1
        Get-SfConnection | Should -BeNullOrEmpty
    }

    It 'takes credentials from the pipeline, and goes on past one that is wrong' {
        $wrong = [pscredential]::new($org.username, (ConvertTo-Secure 'wrong'))
        $login.Remove('Credential')

        $tokens = $wrong, $user | Request-SfPasswordToken @login -ErrorVariable problem -ErrorAction SilentlyContinue

        $tokens | Should -HaveCount 1
        Assert-Problem $problem 'CredentialInvalid' 'AuthenticationError' $org.loginUrl
    }

    It 'shows no secret when <Case>' -ForEach @(
        @{ Case = 'all goes well'; Sees = 'Salesforce token of' }
        @{ Case = 'it is only asked'; With = @{ WhatIf = $true }; Sees = 'password=\*\*\*' }
        @{ Case = 'the org echoes the password'; Prepare = { Add-OrgRefusal $org 'password' 'invalid_grant' 'authentication failure {password} {client_secret}' }; Sees = 'CredentialInvalid' }
    ) {
        $all = $login + @{ Name = 'legacy'; SecurityToken = 'PlantedSecurityToken1'; Verbose = $true; Debug = $true }
        $all.WarningAction = 'Continue'
        Set-OrgScenario $org @{ users = @(@{ username = $org.username; securityToken = 'PlantedSecurityToken1' }) }
        if (Test-Path Variable:Prepare) { . $Prepare }
        if (Test-Path Variable:With) { $all += $With }

        $shown = Get-EverythingShown { Request-SfPasswordToken @all }

        "$shown" | Should -Match $Sees
        Find-PlantedSecret $shown $org.clientSecret, $org.password, 'PlantedSecurityToken1' | Should -BeNullOrEmpty
    }
}
