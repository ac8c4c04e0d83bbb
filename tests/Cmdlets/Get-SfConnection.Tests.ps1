Describe 'Get-SfConnection' {
    BeforeAll {
        Import-Module "$PSScriptRoot/../Kit/TestKit.psm1" -Force
        $org = Start-TestOrg
        function Get-Call([string] $Folder, [string] $Command) { @(Get-Content "$Folder/calls.log" | Where-Object { $_ -like "$Command *" }) }
    }

    AfterAll { Stop-TestOrg $org }

    BeforeEach {
        Reset-FakeOrg $org
        Clear-TestVault
    }

    It 'tells whose login it is and where, and nothing secret' {
        $token = New-TestConnection $org 'demo'
        $connection = Get-SfConnection

        $connection | Should -BeOfType SfOAuth.Connection
        $connection.Name, $connection.Vault, $connection.GrantType | Should -Be 'demo', 'SfOAuth', 'authorization_code'
        $connection.InstanceUrl, $connection.LoginUrl, $connection.ClientId | Should -Be $org.myDomainUrl, $org.loginUrl, $org.clientId
        $connection.UserId, $connection.OrganizationId | Should -Be $token.UserId, $token.OrganizationId
        $connection.Scope | Should -Be $token.Scope
        $connection.IssuedAt | Should -Be $token.IssuedAt
        "$connection" | Should -Be 'demo'
        Get-OrgRequest $org 'refresh_token' | Should -BeNullOrEmpty
    }

    It 'tells when the token was last refreshed' {
        $null = New-TestConnection $org 'demo'
        $null = Invoke-OrgControl $org 'clock' -Body @{ advanceSeconds = 3600 }
        $token = Update-SfAccessToken demo

        (Get-SfConnection demo).IssuedAt | Should -Be $token.IssuedAt
    }

    It 'tells the same time whatever the time zone' {
        $token = New-TestConnection $org 'demo'

        foreach ($zone in 'Asia/Tokyo', 'America/New_York') {
            $child = Invoke-NewProcess ((Get-Prologue) + "(Get-SfConnection demo).IssuedAt.ToUnixTimeMilliseconds()") @{ TZ = $zone }
            $child.Text.Trim() | Should -Be $token.IssuedAt.ToUnixTimeMilliseconds()
        }
    }

    It 'finds <Pattern>: <Expected>' -ForEach @(
        @{ Pattern = '*'; Expected = 'prod', 'uat-one', 'uat-two' }
        @{ Pattern = 'uat*'; Expected = 'uat-one', 'uat-two' }
        @{ Pattern = 'UAT-??O'; Expected = 'uat-two' }
        @{ Pattern = 'Prod'; Expected = 'prod' }
        @{ Pattern = 'x*'; Expected = @() }
    ) {
        'prod', 'uat-one', 'uat-two' | ForEach-Object { $null = New-TestConnection $org $_ }

        @((Get-SfConnection $Pattern).Name | Where-Object { $_ } | Sort-Object) | Should -Be $Expected
    }

    It 'lists only what SfOAuth saved' -Tag SecretManagement {
        $null = Register-FileVault 'Files'
        $null = New-TestConnection $org 'demo' @{ Vault = 'Files' }
        Set-Secret -Name 'Another' -Secret 'of another program' -Vault 'Files'

        (Get-SfConnection -Vault Files).Name | Should -Be 'demo'
        (Get-SfConnection -Vault Files).Count | Should -Be 1
    }

    It 'says which name is missing, and goes on' {
        $null = New-TestConnection $org 'demo'

        $found = 'missing', 'demo' | Get-SfConnection -ErrorVariable problem -ErrorAction SilentlyContinue

        $found.Name | Should -Be 'demo'
        Assert-Problem $problem 'ConnectionNotFound' 'ObjectNotFound' 'missing'
    }

    It 'says nothing when nothing is saved' {
        Get-SfConnection -ErrorVariable problem -ErrorAction SilentlyContinue | Should -BeNullOrEmpty

        $problem | Should -BeNullOrEmpty
    }

    It 'says that the vault is unknown' -Tag SecretManagement {
        Get-SfConnection demo -Vault Nowhere -ErrorVariable problem -ErrorAction SilentlyContinue

        Assert-Problem $problem 'VaultNotFound' 'ObjectNotFound' 'demo'
    }

    It 'opens no secret where the vault keeps metadata' -Tag SecretManagement {
        $folder = Register-FileVault 'Files'
        'one', 'two' | ForEach-Object { $null = New-TestConnection $org $_ @{ Vault = 'Files' } }
        Clear-Content "$folder/calls.log"

        $connections = Get-SfConnection -Vault Files

        $connections.Name | Sort-Object | Should -Be 'one', 'two'
        $connections.InstanceUrl | Should -Be $org.myDomainUrl, $org.myDomainUrl
        Get-Call $folder 'Get-Secret' | Should -BeNullOrEmpty
        Get-Call $folder 'Get-SecretInfo' | Should -HaveCount 1
    }

    It 'opens the secrets where the vault keeps none, and tells the same' -Tag SecretManagement {
        $folder = Register-FileVault 'Plain' 'PlainVault'
        $token = New-TestConnection $org 'one' @{ Vault = 'Plain' }
        Clear-Content "$folder/calls.log"

        $connection = Get-SfConnection -Vault Plain

        $connection.Name, $connection.Vault, $connection.InstanceUrl | Should -Be 'one', 'Plain', $org.myDomainUrl
        $connection.LoginUrl, $connection.UserId, $connection.IssuedAt | Should -Be $org.loginUrl, $token.UserId, $token.IssuedAt
        Get-Call $folder 'Get-Secret' | Should -Be 'Get-Secret SfOAuth-one'
    }

    It 'opens only the secrets that match' -Tag SecretManagement {
        $folder = Register-FileVault 'Plain' 'PlainVault'
        'one', 'two' | ForEach-Object { $null = New-TestConnection $org $_ @{ Vault = 'Plain' } }
        Clear-Content "$folder/calls.log"

        (Get-SfConnection tw* -Vault Plain).Name | Should -Be 'two'

        Get-Call $folder 'Get-Secret' | Should -Be 'Get-Secret SfOAuth-two'
    }

    It 'lists the others when one secret cannot be read' -Tag SecretManagement {
        $folder = Register-FileVault 'Plain' 'PlainVault'
        'alpha', 'omega' | ForEach-Object { $null = New-TestConnection $org $_ @{ Vault = 'Plain' } }
        Set-Content "$folder/SfOAuth-broken.secret" 'no connection at all'

        $found = Get-SfConnection -Vault Plain -ErrorVariable problem -ErrorAction SilentlyContinue

        $found.Name | Sort-Object | Should -Be 'alpha', 'omega'
        Assert-Problem $problem 'ConnectionUnreadable' 'InvalidData' 'broken'
    }

    It 'names the user, whatever the grant, and asks for it once at the sign-in' {
        $null = New-TestConnection $org 'demo'
        @(Get-EndpointRequest $org '/id/*').Count + @(Get-EndpointRequest $org '/services/oauth2/userinfo').Count | Should -BeLessOrEqual 1
        $null = Update-SfAccessToken demo

        (Get-SfConnection demo).Username | Should -Be (Get-SfIdentity demo).Username
    }

    It 'saves a login whose user can not be asked' {
        Add-OrgFault $org @{ action = 'status'; path = '/id/*'; status = 500; count = 0 }
        Add-OrgFault $org @{ action = 'status'; path = '/services/oauth2/userinfo'; status = 500; count = 0 }

        $null = New-TestConnection $org 'demo'

        (Get-SfConnection demo).Name | Should -Be 'demo'
        Invoke-OrgControl $org 'faults' -Method Delete
        Assert-Alive $org 'demo'
    }

    It 'tells what kind of org it is' {
        $null = New-TestConnection $org 'demo'
        (Get-SfConnection demo).OrgType | Should -BeNullOrEmpty -Because 'a server on this machine is none of them'
        [SfOAuth.Connection].GetProperty('OrgType') | Should -Not -BeNullOrEmpty
    }

    Context 'with -Test' {
        BeforeEach { 'alive', 'dead', 'old' | ForEach-Object { $null = New-TestConnection $org $_ } }

        It 'tells which logins live, in the order of their names' {
            Get-SfAccessToken dead | Revoke-SfToken -WarningAction Ignore

            $tested = Get-SfConnection -Test

            $tested.Name | Should -Be 'alive', 'dead', 'old'
            $tested.State | Should -Be 'Alive', 'Dead', 'Alive'
            $tested[0].Detail ?? $tested[0].Remedy | Should -BeNullOrEmpty
            $tested[1].Detail | Should -Not -BeNullOrEmpty
            $tested[1].Remedy | Should -Match 'Connect-SfOrg'
            ($tested | Out-String) -split '\r?\n' | Where-Object { $_ -match 'dead' } | Should -Match '^  dead +Dead '
        }

        It 'renews what is old, and saves it' {
            $null = Invoke-OrgControl $org 'clock' -Body @{ advanceSeconds = 36000 }

            (Get-SfConnection -Test).State | Should -Be 'Alive', 'Alive', 'Alive'
            Assert-Alive $org 'alive', 'dead', 'old'
        }

        It 'is no error, and can not tell, when nobody answers' {
            Add-OrgFault $org @{ action = 'reset'; path = '/id/*'; count = 0 }
            Add-OrgFault $org @{ action = 'reset'; path = '/services/oauth2/userinfo'; count = 0 }

            $tested = Get-SfConnection alive -Test -ErrorVariable problem -TimeoutSec 5

            $problem | Should -BeNullOrEmpty
            $tested.State | Should -Be 'Unknown'
            $tested.Detail | Should -Not -BeNullOrEmpty
        }

        It 'tests nothing without it' {
            (Get-SfConnection alive).State | Should -BeNullOrEmpty
        }

        It 'gives objects that other cmdlets take' {
            (Get-SfConnection alive -Test | Update-SfAccessToken).Name | Should -Be 'alive'
        }
    }
}
