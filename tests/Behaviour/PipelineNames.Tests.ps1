BeforeDiscovery {
    Import-Module "$PSScriptRoot/../Kit/TestKit.psm1" -Force
    Import-SfOAuth
    $named = (Get-Module SfOAuth).ExportedCmdlets.Values | Where-Object { $_.Parameters.ContainsKey('Name') -and $_.Parameters.ContainsKey('Vault') }
    $all = $named | ForEach-Object { @{ Command = $_.Name } }
    $piped = $named | Where-Object { $_.Parameters['Name'].Attributes.ValueFromPipeline -contains $true } | ForEach-Object { @{ Command = $_.Name } }
}

# A pattern means the same everywhere: what Get-SfConnection lists for it.
Describe 'A pattern in place of a name' {
    BeforeAll {
        Import-Module "$PSScriptRoot/../Kit/TestKit.psm1" -Force
        $org = Start-TestOrg
    }

    AfterAll { Stop-TestOrg $org }

    BeforeEach {
        Reset-FakeOrg $org
        Clear-TestVault
        'prod', 'uat-one', 'uat-two' | ForEach-Object { $null = New-TestConnection $org $_ }
    }

    It '<Command> works on all that it fits' -ForEach @(
        @{ Command = 'Get-SfAccessToken'; Run = { (Get-SfAccessToken uat*).Name } }
        @{ Command = 'Update-SfAccessToken'; Run = { (Update-SfAccessToken uat*).Name | Sort-Object } }
        @{ Command = 'Get-SfConnection'; Run = { (Get-SfConnection uat*).Name } }
        @{ Command = 'Test-SfToken'; Run = { (Test-SfToken uat*).SfConnection } }
        @{ Command = 'Get-SfTokenInfo'; Run = { $null = Get-SfTokenInfo uat*; 'uat-one', 'uat-two' } }
        @{ Command = 'Get-SfIdentity'; Run = { (Get-SfIdentity uat*).Username | ForEach-Object { 'uat-one', 'uat-two' } | Select-Object -First 2 } }
        @{ Command = 'Invoke-SfRestMethod'; Run = { (Invoke-SfRestMethod /query -Name uat* -Query @{ q = 'SELECT Id FROM Account LIMIT 1' } -Paginate).SfConnection } }
    ) {
        & $Run | Should -Be 'uat-one', 'uat-two'
    }

    It '<Command> works on those alone' -ForEach @(
        @{ Command = 'Remove-SfConnection' }
        @{ Command = 'Disconnect-SfOrg' }
    ) {
        & $Command uat*
        (Get-SfConnection).Name | Should -Be 'prod'
    }

    It '<Command> does nothing where it fits none, and says so to who asks' -ForEach @(
        @{ Command = 'Get-SfAccessToken' }
        @{ Command = 'Update-SfAccessToken' }
        @{ Command = 'Test-SfToken' }
        @{ Command = 'Remove-SfConnection' }
        @{ Command = 'Disconnect-SfOrg' }
    ) {
        $told = & $Command 'nope*' -Verbose -ErrorVariable problem 4>&1

        $problem | Should -BeNullOrEmpty
        "$told" | Should -Match 'nope'
        (Get-SfConnection).Name | Should -Be 'prod', 'uat-one', 'uat-two'
    }

    It 'refuses one file for the answers of several' {
        Invoke-SfRestMethod /limits -Name uat* -OutFile "$TestDrive/a.json" -ErrorVariable problem -ErrorAction SilentlyContinue

        Assert-Problem $problem 'ParameterInvalid' 'InvalidArgument'
        "$TestDrive/a.json" | Should -Not -Exist
    }
}

# A record of the org that has a Name must never choose the org.
Describe 'A name from the pipeline' {
    BeforeAll {
        Import-Module "$PSScriptRoot/../Kit/TestKit.psm1" -Force
        Import-SfOAuth
        $needed = @{
            'Export-SfConnection'              = @{ AsAuthUrl = $true }
            'Move-SfConnection'                = @{ ToVault = 'none' }
            'Invoke-SfRestMethod'              = @{ Path = '/services/data' }
            'Request-SfJwtToken'               = @{ ClientId = 'app'; Username = 'user'; KeyPath = './no.key' }
            'Request-SfClientCredentialsToken' = @{ ClientId = 'app'; LoginUrl = 'acme'; ClientSecret = [guid]::NewGuid().ToString() }
        }
        function Invoke-Piped($Thing, [string] $Command) {
            $with = if ($needed.ContainsKey($Command)) { $needed[$Command] } else { @{} }
            $null = $Thing | & $Command @with -Vault none -ErrorVariable problem -ErrorAction SilentlyContinue -WarningAction Ignore
            ($problem | Select-Object -First 1).FullyQualifiedErrorId -replace ',.*'
        }
    }

    It '<Command> does not bind it, nor a vault, by the name of a property' -ForEach $all {
        $parameters = (Get-Command $Command).Parameters
        'Name', 'Vault' | Where-Object { $parameters.ContainsKey($_) } | ForEach-Object {
            $parameters[$_].Attributes.ValueFromPipelineByPropertyName | Should -Not -Contain $true
        }
    }

    It '<Command> refuses a record that has one' -ForEach $piped {
        # As something to be sent it is taken there, by calls that take records; it names no connection.
        $expected = if ($Command -eq 'Invoke-SfRestMethod') { 'ParameterInvalid' } else { 'InputObjectNotBound' }
        Invoke-Piped ([pscustomobject]@{ Id = '001'; Name = 'py'; Vault = 'none' }) $Command | Should -Be $expected
        Invoke-Piped (Get-Item $PSScriptRoot) $Command | Should -Be 'InputObjectNotBound'
        Invoke-Piped 5 $Command | Should -Be 'InputObjectNotBound'
    }

    It '<Command> takes a text' -ForEach $piped {
        Invoke-Piped 'py' $Command | Should -Be (Get-UnknownVaultId)
    }

    It '<Command> takes <Kind>, and looks in its vault' -ForEach ($piped | ForEach-Object {
        @{ Command = $_.Command; Kind = 'Deserialized.SfOAuth.Connection' }
        @{ Command = $_.Command; Kind = 'Deserialized.SfOAuth.Token' }
        @{ Command = $_.Command; Kind = 'Selected.SfOAuth.Connection' }
    }) {
        $own = [pscustomobject]@{ Name = 'py'; Vault = 'the one it was saved in' }
        $own.PSTypeNames.Insert(0, $Kind)
        $with = if ($needed.ContainsKey($Command)) { $needed[$Command] } else { @{} }

        $null = $own | & $Command @with -ErrorVariable problem -ErrorAction SilentlyContinue -WarningAction Ignore

        $problem[0].FullyQualifiedErrorId | Should -Match "^$(Get-UnknownVaultId),"
        "$($problem[0])" | Should -Match 'the one it was saved in'
    }
}
