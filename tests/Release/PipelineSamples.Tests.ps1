# The samples that sign in by their environment: the very lines of each, run as its service runs them, as far as that goes here.
BeforeAll {
    Import-Module "$PSScriptRoot/../Kit/TestKit.psm1" -Force
    $org = Start-TestOrg
    $samples = "$PSScriptRoot/../../docs/samples"
    $pem = (Invoke-OrgControl $org 'key' @{ clientId = $org.clientId }).privateKeyPem
    $done = '^\d+ of \d+ API requests are left\.$'
    # What the service has filled in, by the variable that the sample gives to the step.
    $known = @{ SFOAUTH_CLIENT_ID = $org.clientId; SFOAUTH_LOGIN_URL = $org.loginUrl; SFOAUTH_USERNAME = $org.username; SFOAUTH_PRIVATE_KEY = $pem }

    function Join-Variable([hashtable] $Instead) {
        $all = $known.Clone()
        $Instead.GetEnumerator() | ForEach-Object { $all[$_.Key] = $_.Value }
        $all
    }

    # The script of the step, without the line that installs the module.
    function Get-Step([string] $File, [string] $Begin) {
        $lines = Get-Content "$samples/$File"
        $start = [array]::FindIndex($lines, [Predicate[object]] { param($Line) $Line -match $Begin })
        $indent = [regex]::Match($lines[$start + 1], '^ +').Value
        $step = foreach ($line in $lines[($start + 1)..($lines.Count - 1)]) {
            if (-not $line.StartsWith($indent)) { break }
            if ($line -notmatch 'Install-PSResource') { $line }
        }

        $step -join "`n"
    }

    function Get-StepVariable([string] $File) { Get-Content "$samples/$File" | Select-String '^ +(SFOAUTH_\w+): (\S.*)$' | ForEach-Object { $_.Matches[0] } }

    function Invoke-Step([string] $Step, [hashtable] $Environment) {
        Invoke-NewProcess ("Import-Module '$((Get-Module SfOAuth).ModuleBase)/SfOAuth.psd1'; `$ErrorActionPreference = 'Stop'; $Step") ($Environment + @{ CI = 'true' })
    }

    # A runbook gets its parameters from the service, and its variables from the account.
    function Invoke-Runbook([string] $Key) {
        Invoke-NewProcess ((Get-Prologue) + @"
            function Get-AutomationVariable(`$Name) { if (`$Name -eq 'SalesforcePrivateKey') { `$env:TEST_KEY } }
            & '$samples/Get-OrgLimitOfAutomation.ps1' '$($org.clientId)' '$($org.username)' '$($org.loginUrl)'
"@) @{ TEST_KEY = $Key }
    }
}

AfterAll { Stop-TestOrg $org }

Describe 'The sample <File>' -ForEach @(
    @{ File = 'github-actions.yml'; Begin = '^ +run: \|$'; Form = '^\$\{\{ (vars|secrets)\.\w+ \}\}$' }
    @{ File = 'azure-pipelines.yml'; Begin = '^ +- pwsh: \|$'; Form = '^\$\(\w+\)$' }
) {
    It 'gives the step what it needs, and signs in and calls Salesforce with that' {
        $variables = Get-StepVariable $File
        $variables.ForEach({ $_.Groups[1].Value }) | Sort-Object | Should -Be ($known.Keys | Sort-Object)
        $variables.ForEach({ $_.Groups[2].Value }) | Should -Match $Form

        $run = Invoke-Step (Get-Step $File $Begin) $known

        $run.Text.Trim() | Should -Match $done
        $run.ExitCode | Should -Be 0
        Find-PlantedSecret $run.Text $pem.Substring(60, 40) | Should -BeNullOrEmpty
    }

    It 'fails with the variable''s name when it was not filled in' {
        $key = Get-StepVariable $File | Where-Object { $_.Groups[1].Value -eq 'SFOAUTH_PRIVATE_KEY' }

        $run = Invoke-Step (Get-Step $File $Begin) (Join-Variable @{ SFOAUTH_PRIVATE_KEY = $key.Groups[2].Value })

        $run.Text | Should -Match 'SFOAUTH_PRIVATE_KEY'
        $run.ExitCode | Should -Be 1
    }
}

Describe 'The sample of a container' {
    It 'has the script of its image, and starts it without questions' {
        $image = Get-Content "$samples/Dockerfile"
        $script = [regex]::Match("$image", 'COPY (\S+) /job/').Groups[1].Value
        $start = [regex]::Match("$image", 'ENTRYPOINT (\[.+\])').Groups[1].Value | ConvertFrom-Json
        $start | Should -Be 'pwsh', '-NoProfile', '-NonInteractive', '-File', "/job/$script"
        "$samples/$script" | Should -Exist
    }

    It 'signs in and calls Salesforce without a home or a name' {
        $run = Invoke-NewProcess ((Get-Prologue) + "& '$samples/Get-OrgLimitOfContainer.ps1'; exit `$LASTEXITCODE") (
            Join-Variable @{ HOME = ''; SFOAUTH_HOME = ''; USER = ''; SFOAUTH_PRIVATE_KEY = [Convert]::ToBase64String([Text.Encoding]::UTF8.GetBytes($pem)) })

        $run.Text.Trim() | Should -Match $done
        $run.ExitCode | Should -Be 0
    }

    It 'ends with 1 and one line that says what to do' {
        $run = Invoke-NewProcess ((Get-Prologue) + "& '$samples/Get-OrgLimitOfContainer.ps1'; exit `$LASTEXITCODE") (Join-Variable @{ SFOAUTH_LOGIN_URL = 'na45.salesforce.com' })

        $run.Text.Trim() | Should -Match '^LoginUrlInvalid: .*SFOAUTH_LOGIN_URL'
        @($run.Text.Trim() -split "`n") | Should -HaveCount 1
        $run.ExitCode | Should -Be 1
    }
}

Describe 'The sample of a runbook in the cloud' {
    It 'takes the key from the account, and calls Salesforce' {
        $run = Invoke-Runbook $pem

        $run.Text.Trim() | Should -Match $done
        $run.ExitCode | Should -Be 0
        Find-PlantedSecret $run.Text $pem.Substring(60, 40) | Should -BeNullOrEmpty
    }

    It 'fails when the account lacks the variable' {
        $sent = @(Get-EndpointRequest $org '/services/oauth2/token').Count

        $run = Invoke-Runbook ''

        $run.Text | Should -Match 'PrivateKey'
        $run.ExitCode | Should -Be 1
        Get-EndpointRequest $org '/services/oauth2/token' | Should -HaveCount $sent
    }
}
