# What a person is offered who presses Tab.
BeforeDiscovery {
    Import-Module "$PSScriptRoot/../Kit/TestKit.psm1" -Force
    Import-SfOAuth
    $parameters = foreach ($command in (Get-Module SfOAuth).ExportedCmdlets.Values) {
        # That of a vault is another thing.
        $named = if ($command.Name -notlike '*-SfVault') { 'Name' }
        @($named) + 'Vault', 'Scope', 'LoginUrl' | Where-Object { $_ -and $command.Parameters.ContainsKey($_) } | ForEach-Object { @{ Command = $command.Name; Parameter = $_ } }
    }
}

BeforeAll {
    Import-Module "$PSScriptRoot/../Kit/TestKit.psm1" -Force
    $org = Start-TestOrg

    function Get-Completion([string] $Line) {
        @([System.Management.Automation.CommandCompletion]::CompleteInput($Line, $Line.Length, $null).CompletionMatches)
    }

    # The same in a process of its own, where no vault has been used: what is offered, and how long it took. On a busy machine the
    # first Tab may end before SecretManagement has begun; what it asked for is there for one of the next.
    function Get-FirstCompletion([string] $Line, [string] $Before = '', [string] $After = '', [int] $Tabs = 1) {
        $script = "$Before; `$line = '$($Line -replace "'", "''")'; `$watch = [Diagnostics.Stopwatch]::StartNew()
            for (`$tab = 0; -not `$texts -and `$tab -lt $Tabs; `$tab++) {
                `$texts = @([System.Management.Automation.CommandCompletion]::CompleteInput(`$line, `$line.Length, `$null).CompletionMatches.CompletionText)
            }
            @{ Texts = `$texts; Seconds = `$watch.Elapsed.TotalSeconds; Errors = `$Error.Count } | ConvertTo-Json; $After"
        (Invoke-NewProcess ((Get-Prologue) + $script)).Text | ConvertFrom-Json
    }

    function Clear-Seen {
        # What this process knows of the vaults is that of earlier tests.
        $seen = [SfOAuth.Commands.SfCommand].Assembly.GetType('SfOAuth.Vault.ProcessState').GetProperty('Names', [System.Reflection.BindingFlags]'Static, NonPublic').GetValue($null)
        $field = $seen.GetType().GetField('_vaults', [System.Reflection.BindingFlags]'Instance, NonPublic')
        $field.GetValue($seen).Clear()
    }
}

AfterAll { Stop-TestOrg $org }

Describe 'Completion' {
    BeforeEach {
        Reset-FakeOrg $org
        Clear-TestVault
        Clear-Seen
        $Error.Clear()
    }

    It 'is there for <Command> -<Parameter>, and offers no names of files' -ForEach $parameters {
        $expected = switch ($Parameter) {
            Name { $null = New-TestConnection $org 'demo'; 'demo' }
            Vault { 'SfOAuth' }
            # Of a choice, and of a token.
            Scope { if ($Command -eq 'Select-SfConnection') { 'User' } else { 'api' } }
            LoginUrl { 'production' }
        }

        (Get-Completion "$Command -$Parameter ").CompletionText | Should -Contain $expected
        Get-Completion "$Command -$Parameter ./" | Should -BeNullOrEmpty
    }

    Context 'of -Name' {
        It 'offers the saved connections, and tells whose they are' {
            'uat', 'prod' | ForEach-Object { $null = New-TestConnection $org $_ }
            $connection = Get-SfConnection prod

            $offered = Get-Completion 'Get-SfAccessToken '

            $offered.CompletionText | Should -Be 'prod', 'uat'
            $offered[0].ToolTip | Should -Be "$($connection.Username) at $($org.myDomainUrl)"
            $offered[0].ResultType | Should -Be ParameterValue
        }

        It 'offers for "<Line>": <Expected>' -ForEach @(
            @{ Line = 'Get-SfAccessToken pr'; Expected = 'prod' }
            @{ Line = 'Get-SfAccessToken PR'; Expected = 'prod' }
            @{ Line = 'Get-SfAccessToken x'; Expected = @() }
            @{ Line = 'Get-SfAccessToken ['; Expected = @() }
            @{ Line = 'Get-SfConnection *at'; Expected = 'uat' }
            @{ Line = 'Update-SfAccessToken prod, '; Expected = "'-odd'", "'7up'", 'uat' }
            @{ Line = 'Update-SfAccessToken prod, uat, 7'; Expected = "'7up'" }
            @{ Line = 'Update-SfAccessToken prod, uat'; Expected = 'uat' }
            @{ Line = "Get-SfAccessToken 'pr"; Expected = "'prod'" }
            @{ Line = 'Get-SfAccessToken "pr'; Expected = '"prod"' }
            @{ Line = 'Get-SfAccessToken prod -Vault SfOAuth -Name:u'; Expected = 'uat' }
        ) {
            'prod', 'uat', '7up', '-odd' | ForEach-Object { $null = New-TestConnection $org $_ }

            (Get-Completion $Line).CompletionText | Sort-Object | Should -Be ($Expected | Sort-Object)
        }

        It 'offers what PowerShell then takes for the name' {
            '7up', '-odd' | ForEach-Object { $null = New-TestConnection $org $_ }

            $names = (Get-Completion 'Get-SfConnection ').CompletionText | ForEach-Object { & ([scriptblock]::Create("Get-SfConnection $_")) }

            $names.Name | Should -Be '-odd', '7up'
        }

    }

    Context 'of -Scope' {
        It 'offers for "<Line>": <Expected>' -ForEach @(
            @{ Line = 'Get-SfAuthorizeUrl x -Scope ref'; Expected = 'refresh_token' }
            @{ Line = 'Get-SfAuthorizeUrl x -Scope api, o'; Expected = 'offline_access', 'openid' }
            @{ Line = 'Get-SfAuthorizeUrl x -Scope openid, o'; Expected = 'offline_access' }
            @{ Line = "Connect-SfOrg x -Scope 'api', openid, offline_access, o"; Expected = @() }
            @{ Line = 'Connect-SfOrg x -Scope api, refresh_token, offline_access, full, wave_api, web, i'; Expected = 'id', 'interaction_api' }
            @{ Line = 'Connect-SfOrg x -Scope api'; Expected = 'api' }
        ) {
            (Get-Completion $Line).CompletionText | Sort-Object | Should -Be $Expected
        }

        It 'offers all that Salesforce names, the common ones first, and leaves out those given' {
            $all = Get-Completion 'Get-SfAuthorizeUrl x -Scope '
            $rest = Get-Completion 'Get-SfAuthorizeUrl x -Scope api, full, '

            $all | Should -HaveCount 36
            $all[0..1].CompletionText | Should -Be 'api', 'refresh_token'
            $all | ForEach-Object { $_.ToolTip | Should -Not -BeNullOrEmpty }
            $rest | Should -HaveCount 34
            $rest.CompletionText | Should -Not -Contain 'full'
        }

        It 'keeps no scope out that it does not know' {
            (Get-SfAuthorizeUrl x -Scope api, brand_new_api).Scope | Should -Be 'api', 'brand_new_api'
        }
    }

    Context 'of -LoginUrl' {
        It 'offers production, sandbox, and where the saved connections signed in' {
            'one', 'two' | ForEach-Object { $null = New-TestConnection $org $_ }

            $offered = Get-Completion 'Connect-SfOrg x -LoginUrl '

            $offered.CompletionText | Should -Be 'production', 'sandbox', $org.loginUrl
            $offered.ToolTip | Should -Be 'https://login.salesforce.com', 'https://test.salesforce.com', 'Where one, two signed in'
        }

    }

    Context 'of parameters with a list of values' {
        It 'offers for "<Line>": <Expected>' -ForEach @(
            @{ Line = 'Get-SfAuthorizeUrl x -Prompt '; Expected = 'consent', 'login', 'select_account' }
            @{ Line = 'Connect-SfOrg x -Prompt login, '; Expected = 'consent', 'login', 'select_account' }
            @{ Line = 'Get-SfAuthorizeUrl x -Display p'; Expected = 'page', 'popup' }
            @{ Line = 'Invoke-SfRestMethod / -Method p'; Expected = 'Patch', 'Post', 'Put' }
            @{ Line = 'Update-SfAccessToken -ClientAuthentication '; Expected = 'Basic', 'Body', 'PrivateKeyJwt' }
        ) {
            (Get-Completion $Line).CompletionText | Sort-Object | Should -Be $Expected
        }
    }
}

Describe 'Completion over SecretManagement' -Tag SecretManagement {
    BeforeEach {
        Reset-FakeOrg $org
        Clear-TestVault
        Clear-Seen
        $Error.Clear()
    }

    It 'offers those of the vault that -Vault names' {
        $null = Register-FileVault 'My files'
        $null = New-TestConnection $org 'here'
        $null = New-TestConnection $org 'there' @{ Vault = 'My files' }

        (Get-Completion "Get-SfAccessToken -Vault 'My files' -Name ").CompletionText | Should -Be 'there'
        (Get-Completion 'Get-SfAccessToken -Vault sfoauth -Name ').CompletionText | Should -Be 'here'
        Get-Completion 'Get-SfAccessToken -Vault Nowhere -Name ' | Should -BeNullOrEmpty
    }

    It 'opens no secret, in a process that has not used the vault' {
        $folder = Register-FileVault 'Files' -DefaultVault
        $null = New-TestConnection $org 'demo'
        Clear-Content "$folder/calls.log"

        $first = Get-FirstCompletion 'Get-SfAccessToken ' -Tabs 5

        $first.Texts | Should -Be 'demo'
        $first.Errors | Should -Be 0
        Get-Content "$folder/calls.log" | Sort-Object -Unique | Should -Be 'Get-SecretInfo SfOAuth-*'
    }

    It 'leaves the vault alone, and offers what was seen of it, where the vault could ask the user for a password' {
        $folder = Register-FileVault 'Files' -DefaultVault
        $null = New-TestConnection $org 'demo'
        Clear-Content "$folder/calls.log"

        $offered = Get-Completion 'Get-SfAccessToken '

        $offered.CompletionText | Should -Be 'demo'
        $offered.ToolTip | Should -BeLike "* at $($org.myDomainUrl)"
        Get-Content "$folder/calls.log" | Should -BeNullOrEmpty
        Remove-SfConnection demo
        Get-Completion 'Get-SfAccessToken ' | Should -BeNullOrEmpty
    }

    It 'gives up on a vault that is slow, which works as ever once it has answered' -Skip:$IsWindows {
        $folder = Register-FileVault 'Files' -DefaultVault
        $null = New-TestConnection $org 'demo'
        mkfifo "$folder/wait.Get-SecretInfo"
        $answer = "[System.IO.FileStream]::new('$folder/wait.Get-SecretInfo', 'Open', 'Write', 'ReadWrite').Dispose(); Remove-Item '$folder/wait.Get-SecretInfo'"

        $first = Get-FirstCompletion 'Get-SfAccessToken ' -After "$answer; (Get-SfConnection).Name | Set-Content '$folder/after'"

        $first.Texts | Should -BeNullOrEmpty
        # Two seconds of patience; the first of a process also starts what it needs.
        $first.Seconds | Should -BeGreaterThan 1.9
        $first.Seconds | Should -BeLessThan 20
        Get-Content "$folder/after" | Should -Be 'demo'
    }

    It 'offers nothing, and says nothing, when <Case>' -ForEach @(
        @{ Case = 'no vault is registered'; Prepare = { Get-SecretVault | Unregister-SecretVault } }
        @{ Case = 'the vault refuses'; Prepare = { Set-Content "$(Register-FileVault 'Files' -DefaultVault)/refuse.Get-SecretInfo" 'Not today.' } }
    ) {
        & $Prepare

        Get-Completion 'Get-SfAccessToken ' | Should -BeNullOrEmpty
        $first = Get-FirstCompletion 'Get-SfAccessToken '

        $first.Texts | Should -BeNullOrEmpty
        $first.Errors, $Error.Count | Should -Be 0, 0
    }
}

Describe 'Completion over a SecretStore' -Tag SecretStore {
    BeforeAll { Register-TestVault }

    AfterAll { Unregister-TestVault }

    BeforeEach {
        Reset-FakeOrg $org
        Clear-TestVault
        Clear-Seen
        $Error.Clear()
    }

    It 'offers only what SfOAuth saved under a name that it takes' {
        $null = New-TestConnection $org 'demo'
        Set-Secret -Name 'Another' -Secret 'of another program'
        Set-Secret -Name 'SfOAuth-not one of ours' -Secret 'of another program'

        (Get-Completion 'Get-SfAccessToken ').CompletionText | Should -Be 'demo'
    }

    It 'asks for no password, before the vault is unlocked and after it has locked itself' {
        Register-TestVault -Password (ConvertTo-Secure 'a password of the store')
        try {
            $null = New-TestConnection $org 'demo'
            Set-SecretStoreConfiguration -Interaction Prompt -Confirm:$false
            $lines = (Invoke-NewProcess "& '$PSScriptRoot/../Kit/Workers/LockedTab.ps1' -Manifest '$((Get-Module SfOAuth).ModuleBase)/SfOAuth.psd1'").Text.Trim() -split '\r?\n'

            $lines | Should -Be 'fresh: ', 'locked: ', 'unlocked: demo', 'locked again: demo', 'questions: 0'
        } finally {
            Register-TestVault
        }
    }

    It 'does not disturb those who use the vault at the same time' {
        $null = New-TestConnection $org 'demo'
        $run = Start-Elsewhere '1..15 | ForEach-Object { Update-SfAccessToken demo -ErrorAction Stop }'
        $offered = do { (Get-Completion 'Get-SfAccessToken ').CompletionText } until ($run.Handle.IsCompleted)

        Complete-Elsewhere $run | Should -HaveCount 15

        $run.Shell.HadErrors | Should -BeFalse
        $offered.Count | Should -BeGreaterThan 1
        $offered | Select-Object -Unique | Should -Be 'demo'
        Assert-Alive $org 'demo'
    }

    It 'offers the vaults, in quotes where PowerShell needs them' {
        $null = Register-FileVault "Anna's files"
        $null = Register-FileVault 'Files'

        $offered = Get-Completion 'Get-SfConnection -Vault ' | Sort-Object ListItemText

        $offered.CompletionText | Should -Be "'Anna''s files'", 'Files', 'SfOAuth', 'TestVault'
        $offered.ListItemText | Should -Be "Anna's files", 'Files', 'SfOAuth', 'TestVault'
        $offered[3].ToolTip | Should -Be 'Microsoft.PowerShell.SecretStore, the default vault'
    }

    It 'offers the first two also without a vault' {
        try {
            Get-SecretVault | Unregister-SecretVault

            (Get-Completion 'Connect-SfOrg x -LoginUrl ').CompletionText | Should -Be 'production', 'sandbox'
        } finally {
            Register-TestVault
        }
    }
}
