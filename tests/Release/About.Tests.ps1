# The about topics: compiled as they are written, complete, and every example in them run.
BeforeDiscovery {
    Import-Module "$PSScriptRoot/../Kit/Examples.psm1" -Force
    $topics = Get-ChildItem "$PSScriptRoot/../../docs" -Filter about_*.md | ForEach-Object {
        $number = 0
        $examples = @(Get-Block $_.FullName | ForEach-Object { @{ Number = ++$number; Code = $_; FirstLine = ($_ -split "`n")[0] } })
        @{
            Topic    = $_.BaseName
            Path     = $_.FullName
            Examples = @($examples | Where-Object { -not (Test-SharedExample $_.Code) })
            Shared   = @($examples | Where-Object { Test-SharedExample $_.Code })
        }
    }
    $codes = @(
        'INVALID_SESSION_ID', 'INVALID_AUTH_HEADER', 'REQUEST_LIMIT_EXCEEDED', 'API_DISABLED_FOR_ORG', 'API_CURRENTLY_DISABLED', 'INSUFFICIENT_ACCESS'
        'INSUFFICIENT_ACCESS_OR_READONLY', 'INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY', 'NOT_FOUND', 'ENTITY_IS_DELETED', 'MALFORMED_QUERY', 'INVALID_FIELD', 'INVALID_TYPE', 'UNABLE_TO_LOCK_ROW'
    ) | ForEach-Object { @{ Code = $_ } }
}

BeforeAll {
    Import-Module "$PSScriptRoot/../Kit/TestKit.psm1", "$PSScriptRoot/../Kit/Examples.psm1" -Force
    $org = Start-TestOrg -SecretStore
    $docs = "$PSScriptRoot/../../docs"
}

AfterAll { Stop-TestOrg $org }

Describe '<Topic>' -Tag SecretStore -ForEach $topics {
    BeforeAll {
        $shipped = "$env:SFOAUTH_TEST_RELEASE/en-US/$Topic.help.txt"
        $lines = Get-Content $shipped
    }

    It 'is compiled of the page as it is' {
        & "$PSScriptRoot/../../tools/ConvertTo-AboutHelp.ps1" -Docs $docs -Destination "$TestDrive/help"

        (Get-Content $shipped -Raw) -replace "`r`n", "`n" | Should -BeExactly (Get-Content "$TestDrive/help/$Topic.help.txt" -Raw) -Because "'build.ps1 -Task Docs' has to run after a change"
    }

    It 'fits a terminal, and every code page' {
        $lines | Where-Object Length -GT 80 | Should -BeNullOrEmpty
        $lines | Where-Object { $_ -match '[^\x20-\x7E]' } | Should -BeNullOrEmpty
        $lines | Where-Object { $_ -match '\]\(|\*\*|^#' } | Should -BeNullOrEmpty
    }

    It 'is what Get-Help shows, and says in one line what it is about' {
        (Get-Help $Topic) -replace "`r`n", "`n" | Should -BeExactly ((Get-Content $shipped -Raw) -replace "`r`n", "`n")
        $lines[0..3] | Should -Be 'TOPIC', "    $Topic", '', 'SHORT DESCRIPTION'
        $lines[4].Trim() | Should -Match '\.$'
        $lines[5] | Should -BeNullOrEmpty
    }

    It 'names only commands and topics that exist' {
        $text = Get-Content $Path -Raw
        $named = [regex]::Matches($text, '\b[A-Z][a-z]+-Sf[A-Z]\w+|\babout_SfOAuth\w*').Value | Select-Object -Unique
        $named | Should -Not -BeNullOrEmpty
        $known = @((Get-Module SfOAuth).ExportedCmdlets.Keys) + @((Get-ChildItem $docs -Filter about_*.md).BaseName)
        $named | Where-Object { $_ -notin $known } | Should -BeNullOrEmpty
        [regex]::Matches($text, '\]\(([\w-]+\.md)') | ForEach-Object { "$docs/$($_.Groups[1].Value)" | Should -Exist }
    }

    Context 'in its examples' {
        BeforeAll { Enter-Example $org }
        AfterAll { Exit-Example }

        BeforeEach {
            Unregister-TestVault
            $isOfVaults = $Code -match 'Vault|SecretStore|Secret\b' -and -not (Test-SharedExample $Code)
            # A store without a password called as in the topics, and a vault elsewhere, each with the login.
            if ($isOfVaults) { Register-TestVault }
            Reset-Example
            if ($isOfVaults) {
                Register-SecretVault -Name MyVault -ModuleName Microsoft.PowerShell.SecretStore
                $null = Register-FileVault 'Shared'
                $null = New-TestConnection $org 'acme' @{ Vault = 'Shared' }
                $env:CREDENTIALS_DIRECTORY = "$TestDrive"
                Set-Content "$TestDrive/store" 'a password of the store'
            }
        }

        It '<Number>: <FirstLine>' -ForEach $Examples {
            # The state in which the topic offers it.
            $before = switch -Regex ($Code) {
                'Read-Host .Store password|^\$password.*\n.*\nUnlock-SecretStore' {
                    Set-SecretStoreConfiguration -Authentication Password -Password (ConvertTo-Secure 'a password of the store') -Interaction None -Confirm:$false
                }
                'Register-SecretVault -Name (\w+)' { Get-SecretVault | Where-Object Name -EQ $Matches[1] | Unregister-SecretVault }
                '^\$Error' { "Get-SfAccessToken nobody -ErrorAction SilentlyContinue`n" }
                '-ToVault Shared' { Remove-SfConnection acme -Vault Shared }
                '-ModuleName SfOAuth' { $null = New-TestConnection $org 'acme' @{ Vault = 'SfOAuth' } }
            }

            { Invoke-AsPrinted "$before$Code" } | Should -Not -Throw
        }

        It '<Number>: <FirstLine>' -Tag Azurite -ForEach $Shared {
            Enter-SharedExample $Code

            { Invoke-AsPrinted $Code } | Should -Not -Throw
        }
    }
}

Describe 'What about_SfOAuth_Vaults says of' -Tag SecretStore {
    BeforeAll {
        Enter-Example $org
        $blocks = Get-Block "$docs/about_SfOAuth_Vaults.md"
        $quiet = @{ ErrorAction = 'SilentlyContinue' }
        $getToken = "(Get-SfAccessToken acme -ErrorAction SilentlyContinue -ErrorVariable e).Name; `$e.FullyQualifiedErrorId -replace ',.*'"
        function Get-Printed([string] $Pattern) { @($blocks | Where-Object { $_ -match $Pattern })[0] }
        function Get-TextOfNewProcess([string] $Script) { (Invoke-NewProcess ((Get-Prologue) + "Import-Module Microsoft.PowerShell.SecretStore`n" + $Script)).Text.Trim() }
    }

    AfterAll { Exit-Example }

    BeforeEach {
        Unregister-TestVault
        Register-TestVault
        Reset-Example
        $env:CREDENTIALS_DIRECTORY = "$TestDrive"
        Set-Content "$TestDrive/store" 'a password of the store'
    }

    It 'a store without a password: a job opens it with nobody there' {
        Unregister-TestVault
        Invoke-AsPrinted (Get-Printed 'Reset-SecretStore')
        $null = New-TestConnection $org 'acme'

        (Get-SfConnection).Vault | Should -Be 'Jobs'
        Get-TextOfNewProcess $getToken | Should -Be 'acme'
    }

    It 'a store with a password of the platform: a job that unlocks it opens it, and one that does not is told' {
        Invoke-AsPrinted (Get-Printed 'PasswordTimeout')
        $unlock = Get-Printed '^\$password.*\n.*\nUnlock-SecretStore'

        Get-TextOfNewProcess $getToken | Should -Be 'VaultLocked'
        Get-TextOfNewProcess "$unlock`n$getToken" | Should -Be 'acme'
    }

    It 'taking the password off: what was saved is still there, and opens' {
        Invoke-AsPrinted (Get-Printed 'PasswordTimeout')

        Invoke-AsPrinted (Get-Printed 'Store password')

        Get-TextOfNewProcess $getToken | Should -Be 'acme'
    }

    It 'moving a login: it is alive in the other vault, and gone from the first' {
        Register-SecretVault -Name MyVault -ModuleName Microsoft.PowerShell.SecretStore
        $null = Register-FileVault 'Shared'

        Invoke-AsPrinted (Get-Printed 'Move-SfConnection acme -ToVault Shared')

        Get-SfConnection | Should -BeNullOrEmpty
        (Get-SfConnection -Vault Shared).Name | Should -Be 'acme'
        (Update-SfAccessToken acme -Vault Shared).Vault | Should -Be 'Shared'
    }

    It 'many readers: they send no token request, and say when the writer stands still' {
        $null = Register-FileVault 'Shared'
        $null = New-TestConnection $org 'acme' @{ Vault = 'Shared' }
        Invoke-AsPrinted (Get-Printed '^Update-SfAccessToken')
        $sent = @(Get-OrgRequest $org 'refresh_token').Count

        (Invoke-AsPrinted (Get-Printed 'NoRefresh')).DailyApiRequests.Max | Should -BeGreaterThan 0
        Get-SfAccessToken acme -Vault Shared -NoRefresh -MaxAge ([timespan]0) @quiet -ErrorVariable problem | Should -BeNullOrEmpty

        $problem.FullyQualifiedErrorId | Should -BeLike 'SavedTokenTooOld,*'
        @(Get-OrgRequest $org 'refresh_token') | Should -HaveCount $sent
    }
}

Describe 'about_SfOAuth_Troubleshooting' -Tag SecretStore {
    BeforeAll {
        $text = (Get-Content "$docs/about_SfOAuth_Troubleshooting.md" -Raw) -replace "`r`n", "`n"
        $entries = [regex]::Matches($text, '(?sm)^### (?<id>\w+)\n\n(?<cause>[^\n]+)\n\nDo: (?<remedy>[^\n]+)\n') | ForEach-Object {
            [pscustomobject]@{ Id = $_.Groups['id'].Value; Cause = $_.Groups['cause'].Value; Remedy = $_.Groups['remedy'].Value }
        }
    }

    It 'has every error id with its cause and its remedy, each once, and no other' {
        $ids = $entries.Id | Where-Object { $_ -cmatch '[a-z]' }

        $ids | Sort-Object | Should -Be ([enum]::GetNames([SfOAuth.Errors.Problem]) | Sort-Object)
        @([regex]::Matches($text, '(?m)^### ')).Count | Should -Be @($entries).Count -Because 'each entry is a cause and a remedy'
        $entries | Where-Object { $_.Cause.Length -lt 15 -or $_.Remedy.Length -lt 12 } | ForEach-Object Id | Should -BeNullOrEmpty
    }

    It 'names <Code>, which Invoke-SfRestMethod passes on with advice of its own' -ForEach $codes {
        Reset-FakeOrg $org
        Add-OrgFault $org @{ path = '/services/data/v66.0/limits'; action = 'status'; status = 400; count = 0; body = "[{`"message`":`"No.`",`"errorCode`":`"$Code`"}]" }
        $token = New-TestToken $org

        $token | Invoke-SfRestMethod /services/data/v66.0/limits -NoRefresh -ErrorAction SilentlyContinue -ErrorVariable problem

        $problem[0].FullyQualifiedErrorId | Should -BeLike "$Code,*"
        $problem[0].ErrorDetails.RecommendedAction | Should -Not -Match 'REST API reference'
        $text | Should -MatchExactly "\b$Code\b"
    }

    It 'names no other code of Salesforce' {
        $known = (Select-String -Path "$PSScriptRoot/../../src/SfOAuth/Output/ApiErrorRecords.cs" -Pattern '"([A-Z]+_[A-Z_]+)"' -AllMatches).Matches | ForEach-Object { $_.Groups[1].Value }
        $known | Should -HaveCount 14

        [regex]::Matches($text, '`?\b[A-Z]+(_[A-Z]+)+\b`?').Value.Trim('`') | Select-Object -Unique | Where-Object { $_ -notin $known -and $_ -notlike 'SFOAUTH_*' } | Should -BeNullOrEmpty
    }
}
