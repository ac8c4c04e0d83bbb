# What a person sees of the module's objects without asking for more.
BeforeAll {
    Import-Module "$PSScriptRoot/../Kit/TestKit.psm1" -Force
    $org = Start-TestOrg
    $org | Add-Member Host ([uri]$org.myDomainUrl).Authority

    # The lines without what pads them.
    function Get-Shown([int] $Width = 100) {
        @(($input | Out-String -Width $Width) -replace '\x1b\[[0-9;]*m' -split '\r?\n' | ForEach-Object TrimEnd | Where-Object { $_ })
    }

    # A connection as a vault's metadata tells of it.
    function ConvertTo-Connection([string] $Name, [timespan] $Age, [string] $Username, [string] $InstanceUrl) {
        $facts = [System.Collections.Generic.Dictionary[string, string]]::new()
        $facts.IssuedAt = [datetimeoffset]::UtcNow.Subtract($Age).ToString('O')
        $facts.UserId = '0055f0000ebOwRdAAK'
        if ($Username) { $facts.Username = $Username }
        if ($InstanceUrl) { $facts.InstanceUrl = $InstanceUrl }
        $facts.LoginUrl = 'https://login.salesforce.com'
        $any = [System.Reflection.BindingFlags]'Instance, Public, NonPublic'
        $connection = [SfOAuth.Connection].GetConstructors($any)[0].Invoke(@($Name, 'MyVault', $facts))
        $type = [regex]::Match($InstanceUrl, 'sandbox').Success ? 'Sandbox' : 'Production'
        [SfOAuth.Connection].GetProperty('OrgType').SetValue($connection, $type)
        $connection
    }
}

AfterAll { Stop-TestOrg $org }

Describe 'A view' {
    BeforeEach {
        Reset-FakeOrg $org
        Clear-TestVault
    }

    Context 'of connections' {
        It 'is a table of whose they are, where, and how old their tokens' {
            $shown = @(
                ConvertTo-Connection -Name 'acme' -Age '00:05:10' -Username 'admin@acme.example' -InstanceUrl 'https://acme.my.salesforce.com'
                ConvertTo-Connection -Name 'acme-uat' -Age '03:20:00' -Username 'integration@acme.example' -InstanceUrl 'https://acme--uat.sandbox.my.salesforce.com'
                ConvertTo-Connection -Name 'old' -Age '2.12:00:00'
            ) | Get-Shown -Width 120

            $shown[0] | Should -Match '^  Name +Age +User +Org +Instance +Vault$'
            $shown[2] | Should -Match '^  acme +5 min +admin@acme\.example +Production +acme +MyVault$'
            $shown[3] | Should -Match '^  acme-uat +3 h +integration@acme\.example +Sandbox +acme--uat\.sandbox +MyVault$'
            $shown[4] | Should -Match '^  old +2 d +0055f0000ebOwRdAAK +Production +login\.salesforce\.com +MyVault$'
        }

        It 'fits <Width> columns, and cuts nothing off' -ForEach @(@{ Width = 80 }, @{ Width = 100 }, @{ Width = 120 }) {
            $name = 'a-name-of-a-connection-that-is-as-long-as-it-can-b'
            $shown = ConvertTo-Connection -Name $name -Age '00:01:30' -Username 'integration.user@acme.example.com.uat' -InstanceUrl 'https://acme--uat.sandbox.my.salesforce.com' | Get-Shown $Width

            $shown | ForEach-Object { $_.Length | Should -BeLessOrEqual $Width }
            $shown[0] | Should -Match 'Vault$'
            "$shown" | Should -Match ' 90 s '
            "$shown" | Should -Not -Match ([char]0x2026)
            # Whatever the lines it is spread over: its column, joined.
            ($shown[2..9] | ForEach-Object { $_.PadRight(18).Substring(2, 16).Trim() }) -join '' | Should -Be $name
        }

        It 'is a list when asked for' {
            $null = New-TestConnection $org 'demo'

            $shown = Get-SfConnection | Format-List | Get-Shown

            $shown | Should -Contain 'Name           : demo'
            $shown | Should -Contain "InstanceUrl    : $($org.myDomainUrl)"
            "$shown" | Should -Match 'Issued +: \d{4}-\d\d-\d\d \d\d:\d\d:\d\d \(\d+ s ago\)'
        }
    }

    Context 'of a token' {
        It 'is a list with its age and its place, and no secret' {
            $token = New-TestConnection $org 'demo'

            $shown = $token | Get-Shown

            $shown | Should -Contain 'Name           : demo'
            $shown | Should -Contain "InstanceUrl    : $($org.myDomainUrl)"
            $shown | Should -Contain "RefreshToken   : saved in vault 'SfOAuth'"
            "$shown" | Should -Match "Scope +: $($token.Scope -join ' ')"
            "$shown" | Should -Match 'Issued +: \d{4}-\d\d-\d\d \d\d:\d\d:\d\d \(\d+ s ago\)'
            "$shown" | Should -Not -Match 'Expires|SecureString'
        }

        It 'is a table when asked for' {
            $token = New-TestConnection $org 'demo'

            $shown = $token | Format-Table | Get-Shown

            $shown[0] | Should -Match '^Name +Age +Expires +User +Instance$'
            $shown[2] | Should -Match "^demo +\d+ s +$([regex]::Escape($token.Username)) +$([regex]::Escape($org.Host))$"
        }

        It 'tells until when it lasts, where that is known' {
            Set-OrgScenario $org @{ tokenFormat = 'jwt' }
            $token = New-TestConnection $org 'demo'

            $token.ExpiresAt | Should -Not -BeNullOrEmpty
            "$($token | Get-Shown)" | Should -Match 'Expires +: \d{4}-\d\d-\d\d \d\d:\d\d:\d\d \(in \d+ (min|h)\)'
            ($token | Format-Table | Get-Shown)[2] | Should -Match '^demo +\d+ s +\d+ (min|h) '
        }
    }

    Context 'of what the org tells of a token' {
        BeforeEach { $null = New-TestConnection $org 'demo' }

        It 'is a list, and a table when asked for' {
            $info = Get-SfTokenInfo demo

            "$($info | Get-Shown)" | Should -Match 'Active +: True.*Issued +: \S+ \S+ \(\d+ s ago\).*Expires +: \S+ \S+ \(in \d+ (min|h)\)'
            $shown = $info | Format-Table | Get-Shown
            $shown[0] | Should -Match '^Active +Age +Expires +TokenType +User +Organization$'
            $shown[2] | Should -Match "^True +\d+ s +\d+ (min|h) +access_token +$([regex]::Escape($info.Username)) +$($info.OrganizationId)$"
        }

        It 'of one that is dead says that and no more' {
            Get-SfAccessToken demo | Revoke-SfToken -TokenTypeHint access_token -WarningAction Ignore

            Get-SfTokenInfo demo | Get-Shown | Should -Be 'Active : False'
        }
    }

    Context 'of an identity' {
        It 'is a list, and a table when asked for' {
            $null = New-TestConnection $org 'demo'
            $identity = Get-SfIdentity demo

            "$($identity | Get-Shown)" | Should -Match "Username +: $([regex]::Escape($identity.Username))"
            $shown = $identity | Format-Table | Get-Shown -Width 120
            $shown[0] | Should -Match '^Username +DisplayName +Type +User +Organization$'
            $shown[2] | Should -Match "^$([regex]::Escape($identity.Username)) .*$($identity.UserId) +$($identity.OrganizationId)$"
        }
    }

    Context 'of an authorization request' {
        It 'shows the URL whole, and no verifier' {
            $request = Get-SfAuthorizeUrl x -Scope api, openid
            $list = $request | Get-Shown
            $table = $request | Format-Table | Get-Shown

            ($list | ForEach-Object { ($_ -split ': ', 2)[-1].Trim() }) -join '' | Should -Match ([regex]::Escape($request.Url))
            $list | Should -Contain 'Scope       : api openid'
            $list | Should -Contain 'Pkce        : S256'
            $table[0] | Should -Match '^LoginUrl +Scope +Url$'
            Find-PlantedSecret ($list + $table) (ConvertFrom-Secure $request.CodeVerifier) | Should -BeNullOrEmpty
        }
    }

    Context 'of time' {
        It 'says <Text> of <Span>' -ForEach @(
            @{ Span = '-00:05:00'; Text = '0 s' }
            @{ Span = '00:01:59'; Text = '119 s' }
            @{ Span = '00:02:01'; Text = '2 min' }
            @{ Span = '01:59:30'; Text = '119 min' }
            @{ Span = '02:00:30'; Text = '2 h' }
            @{ Span = '1.23:30:00'; Text = '47 h' }
            @{ Span = '2.23:30:00'; Text = '2 d' }
        ) {
            [SfOAuth.Output.RelativeTime]::Since([datetimeoffset]::UtcNow - [timespan]$Span) | Should -Be $Text
        }

        It 'says nothing of what is not known, and that what has ended is over' {
            [SfOAuth.Output.RelativeTime]::Since($null), [SfOAuth.Output.RelativeTime]::Until($null), [SfOAuth.Output.RelativeTime]::Ahead($null) | Should -Be $null, $null, $null
            [SfOAuth.Output.RelativeTime]::Until([datetimeoffset]::UtcNow.AddMinutes(-3)) | Should -Be 'over'
            [SfOAuth.Output.RelativeTime]::Ahead([datetimeoffset]::UtcNow.AddMinutes(-3.5)) | Should -Match '\(3 min ago\)$'
        }
    }
}
