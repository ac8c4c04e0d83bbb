# The samples that use one login from many machines, each run as a machine of its own.
BeforeAll {
    Import-Module "$PSScriptRoot/../Kit/TestKit.psm1", "$PSScriptRoot/../Kit/Azurite.psm1" -Force
    $org = Start-TestOrg
    $azurite = Start-Azurite
    $samples = "$PSScriptRoot/../../docs/samples"
    $shared = Register-TestSharedVault $azurite
    $token = New-TestConnection $org 'acme' -With @{ Vault = 'fleet' }
    $secrets = @(Get-SharedSecret $shared) + @($token.AccessToken, $token.RefreshToken | ForEach-Object { ConvertFrom-SecureString $_ -AsPlainText })
    # A machine that nothing is registered on.
    function Invoke-OnMachine([string] $Script, [hashtable] $Environment = @{}) {
        Invoke-NewProcess ((Get-Prologue) + $Script) (@{ SFOAUTH_HOME = "$env:HOME/homes/$([guid]::NewGuid())" } + $Environment)
    }
}

AfterAll {
    Stop-Azurite $azurite
    Stop-TestOrg $org
}

Describe 'The runbook of a worker group' -Tag Azurite {
    It 'calls Salesforce with the login of all, and leaves neither URL nor key in the process' {
        $run = Invoke-OnMachine @"
            function Get-AutomationVariable(`$Name) { @{ SfOAuthVaultUrl = `$env:TEST_URL; SfOAuthVaultKey = `$env:TEST_KEY }[`$Name] }
            & '$samples/Get-OrgLimitOfFleet.ps1'
            "left: `$env:SFOAUTH_SHARED_VAULT`$env:SFOAUTH_SHARED_KEY."
"@ @{ TEST_URL = $shared.Url; TEST_KEY = Get-Content $shared.KeyFile -Raw }

        $run.Text | Should -Match '(?m)^acme: \d+ of \d+ API requests are left\.'
        $run.Text | Should -Match '(?m)^left: \.'
        $run.ExitCode | Should -Be 0
        Find-PlantedSecret $run.Text $secrets | Should -BeNullOrEmpty
    }
}

Describe 'The step of a matrix' -Tag Azurite {
    It 'counts records with the login of all, and leaves nothing on its disk' {
        $lines = Get-Content "$samples/github-matrix.yml"
        $start = [array]::IndexOf($lines, '        run: |')
        $step = ($lines[($start + 1)..($lines.Count - 1)] | Where-Object { $_ -notmatch 'Install-PSResource' }) -join "`n"
        $machine = "$env:HOME/homes/$([guid]::NewGuid())"

        $run = Invoke-OnMachine $step @{
            SFOAUTH_SHARED_VAULT = $shared.Url; SFOAUTH_SHARED_KEY = Get-Content $shared.KeyFile -Raw; SFOAUTH_JOURNAL = 'off'; OBJECT = 'Account'; HOME = $machine
        }

        $run.Text.Trim() | Should -Match '^Account: \d+$'
        Find-PlantedSecret $run.Text $secrets | Should -BeNullOrEmpty
        Get-ChildItem $machine -Recurse -Filter *.jwe -ErrorAction Ignore | Should -BeNullOrEmpty
    }
}
