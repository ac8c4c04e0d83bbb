BeforeDiscovery {
    Import-Module "$PSScriptRoot/../Kit/TestKit.psm1" -Force
    Import-SfOAuth
    $named = (Get-Module SfOAuth).ExportedCmdlets.Values | Where-Object { $_.Parameters.ContainsKey('Name') -and $_.Parameters.ContainsKey('Vault') }
    $all = $named | ForEach-Object { @{ Command = $_.Name } }
    $piped = $named | Where-Object { $_.Parameters['Name'].Attributes.ValueFromPipeline -contains $true } | ForEach-Object { @{ Command = $_.Name } }
}

# A record of the org that has a Name must never choose the org.
Describe 'A name from the pipeline' {
    BeforeAll {
        Import-Module "$PSScriptRoot/../Kit/TestKit.psm1" -Force
        Import-SfOAuth
        $needed = @{
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
        Invoke-Piped ([pscustomobject]@{ Id = '001'; Name = 'py'; Vault = 'none' }) $Command | Should -Be 'InputObjectNotBound'
        Invoke-Piped (Get-Item $PSScriptRoot) $Command | Should -Be 'InputObjectNotBound'
        Invoke-Piped 5 $Command | Should -Be 'InputObjectNotBound'
    }

    It '<Command> takes a text' -ForEach $piped {
        Invoke-Piped 'py' $Command | Should -Be 'VaultNotFound'
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

        $problem[0].FullyQualifiedErrorId | Should -Match '^VaultNotFound,'
        "$($problem[0])" | Should -Match 'the one it was saved in'
    }
}
