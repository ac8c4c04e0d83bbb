# What a caller's settings and pipelines must never do to a login.
Describe 'A login' {
    BeforeAll {
        Import-Module "$PSScriptRoot/../Kit/TestKit.psm1" -Force
        $org = Start-TestOrg
        # As many as are wanted, each a login of its own. Five approvals a user are all that the org gives.
        function Add-ManyConnection([int] $Count) {
            Set-OrgScenario $org @{ approvalLimit = 0 }
            1..$Count | ForEach-Object { (New-TestConnection $org "many-$_").Name }
        }
    }

    AfterAll { Stop-TestOrg $org }

    BeforeEach {
        Reset-FakeOrg $org
        Clear-TestVault
    }

    Context 'whose token is fresh' {
        It 'gives it on the thread that asks' {
            $null = New-TestConnection $org 'demo' @{ Vault = 'SfOAuth' }
            $null = Get-SfAccessToken demo
            $before = [System.Threading.ThreadPool]::CompletedWorkItemCount

            1..20 | ForEach-Object { $null = Get-SfAccessToken demo }

            # Others in this process have work for other threads too.
            [System.Threading.ThreadPool]::CompletedWorkItemCount - $before | Should -BeLessThan 10
        }
    }

    # As an event handler of a window has it, and a program that runs PowerShell in a task of its own scheduler.
    Context 'on a thread that what waits would have to come back to' {
        It 'is refreshed, with <Scheduler>' -ForEach @(
            @{ Scheduler = 'a SynchronizationContext'; Run = '[Window]::Handle($shell)' }
            @{ Scheduler = 'a TaskScheduler'; Run = '[Window]::Schedule($shell)' }
        ) {
            $null = New-TestConnection $org 'demo' @{ Vault = 'SfOAuth' }

            $child = Invoke-NewProcess -TimeoutSec 60 -Script @"
Add-Type -ReferencedAssemblies ([psobject].Assembly.Location), 'System.Runtime', 'System.ObjectModel', 'System.Threading' -Path '$PSScriptRoot/../Kit/Workers/Window.cs'
`$shell = [powershell]::Create()
`$shell.Runspace = [runspacefactory]::CreateRunspace()
`$shell.Runspace.ThreadOptions = 'UseCurrentThread'
`$shell.Runspace.Open()
`$null = `$shell.AddScript('$((Get-Prologue) -replace "'", "''") Update-SfAccessToken demo')
($Run).Name
"@

            $child.Text.Trim() | Should -BeExactly 'demo'
        }
    }

    Context 'with -WhatIf' {
        It 'is neither refreshed nor changed, and the request is shown with its secrets masked' {
            $token = New-TestConnection $org 'demo'

            $shown = Get-EverythingShown { Update-SfAccessToken demo -WhatIf }

            Get-OrgRequest $org 'refresh_token' | Should -BeNullOrEmpty
            "$shown" | Should -Match 'What if: .*grant_type=refresh_token'
            "$shown" | Should -Match 'refresh_token=\*\*\*'
            "$shown" | Should -Match ([regex]::Escape("$($org.loginUrl)/services/oauth2/token"))
            Find-PlantedSecret $shown (ConvertFrom-SecureString $token.RefreshToken -AsPlainText), $org.clientSecret | Should -BeNullOrEmpty
            (Get-SfConnection demo).IssuedAt | Should -Be $token.IssuedAt
            Assert-Alive $org 'demo'
        }

        It 'is not made, and its code is not spent' {
            $request = Get-SfAuthorizeUrl -ClientId $org.clientId -LoginUrl $org.loginUrl
            $call = @{ ResponseUrl = New-ResponseUrl $org $request; ClientSecret = $org.clientSecret; Name = 'demo' }

            $shown = Get-EverythingShown { $request | Invoke-SfCodeExchange @call -WhatIf }

            "$shown" | Should -Match 'What if: .*code=\*\*\*.*code_verifier=\*\*\*'
            Get-OrgRequest $org 'authorization_code' | Should -BeNullOrEmpty
            Get-SfConnection | Should -BeNullOrEmpty
            ($request | Invoke-SfCodeExchange @call).Name | Should -Be 'demo'
        }

        It 'is left alone by <Form>' -ForEach @(
            @{ Form = "the caller's WhatIfPreference"; Refresh = { $WhatIfPreference = $true; Update-SfAccessToken demo } }
            @{ Form = "the caller's default of '*:WhatIf'"; Refresh = { $PSDefaultParameterValues = @{ '*:WhatIf' = $true }; Update-SfAccessToken demo } }
        ) {
            $null = New-TestConnection $org 'demo'

            & $Refresh | Should -BeNullOrEmpty

            Get-OrgRequest $org 'refresh_token' | Should -BeNullOrEmpty
        }

        It 'is refreshed with -Confirm:$false, and nobody is asked' {
            $null = New-TestConnection $org 'demo'
            $ConfirmPreference = 'Low'

            (Update-SfAccessToken demo -Confirm:$false).Name | Should -Be 'demo'

            $ConfirmPreference = 'High'
            Assert-Alive $org 'demo'
        }

        It 'is left alone where the caller wants to be asked and nobody is there' {
            $null = New-TestConnection $org 'demo'

            $child = Invoke-NewProcess ((Get-Prologue) + 'Update-SfAccessToken demo -Confirm')

            $child.ExitCode | Should -Not -Be 0
            $child.Text | Should -Match 'NonInteractive'
            Get-OrgRequest $org 'refresh_token' | Should -BeNullOrEmpty
            Assert-Alive $org 'demo'
        }
    }

    Context 'is saved all the same' -Tag SecretManagement {
        BeforeEach { $null = Register-FileVault 'Files' -DefaultVault }

        It 'after <Command> with <Setting>' -ForEach @(
            foreach ($setting in @(
                @{ Setting = '-WhatIf:$false under a WhatIfPreference'; Prepare = { $WhatIfPreference = $true }; With = @{ WhatIf = $false } }
                @{ Setting = "-WhatIf:`$false under a default of '*:WhatIf'"; Prepare = { $PSDefaultParameterValues = @{ '*:WhatIf' = $true } }; With = @{ WhatIf = $false } }
                @{ Setting = "-Confirm:`$false under a ConfirmPreference of 'Low'"; Prepare = { $ConfirmPreference = 'Low' }; With = @{ Confirm = $false } }
                @{ Setting = "a default of 'Set-Secret:NoClobber'"; Prepare = { $PSDefaultParameterValues = @{ 'Set-Secret:NoClobber' = $true } }; With = @{} }
                @{ Setting = "defaults of other vaults"; Prepare = { $PSDefaultParameterValues = @{ '*Secret*:Vault' = 'Nowhere'; 'Get-Secret:AsPlainText' = $true } }; With = @{} }
                @{ Setting = "defaults of ErrorAction and OutVariable"; Prepare = { $PSDefaultParameterValues = @{ '*-Secret*:ErrorAction' = 'Ignore'; '*-Secret*:OutVariable' = 'leak' } }; With = @{} }
                @{ Setting = "an ErrorActionPreference of 'Stop'"; Prepare = { $ErrorActionPreference = 'Stop' }; With = @{} }
                @{ Setting = "an ErrorActionPreference of 'SilentlyContinue'"; Prepare = { $ErrorActionPreference = 'SilentlyContinue' }; With = @{} }
                @{ Setting = 'Set-StrictMode -Version Latest'; Prepare = { Set-StrictMode -Version Latest }; With = @{} }
                @{ Setting = 'functions named as the commands of the vault'; Prepare = { ${function:Set-Secret} = ${function:Get-Secret} = { 'swallowed' } }; With = @{} }
            )) {
                @{ Command = 'a code exchange'; Run = { $request | Invoke-SfCodeExchange @call @With } } + $setting
                @{ Command = 'a refresh'; Run = { $null = $request | Invoke-SfCodeExchange @call @With; Update-SfAccessToken demo @With } } + $setting
            }
        ) {
            $request = Get-SfAuthorizeUrl -ClientId $org.clientId -LoginUrl $org.loginUrl
            $call = @{ ResponseUrl = New-ResponseUrl $org $request; ClientSecret = $org.clientSecret; Name = 'demo' }

            $token = & { . $Prepare; & $Run }

            $token.Name, $token.Vault | Should -Be 'demo', 'Files'
            Assert-Alive $org 'demo'
        }
    }

    Context 'among many' {
        It 'is lost by none of the ways a pipeline can end: <Way>' -ForEach @(
            @{ Way = 'Select-Object -First 1'; Script = '$With.Names | Update-SfAccessToken | Select-Object -First 1' }
            @{ Way = 'Select-Object -First 1 over an array'; Script = 'Update-SfAccessToken $With.Names | Select-Object -First 1' }
            @{ Way = 'Select-Object -First 1 after a few'; Script = '$With.Names | Update-SfAccessToken -ThrottleLimit 1 | Select-Object -First 1' }
            @{ Way = 'a break'; Script = 'foreach ($once in 1) { $With.Names | Update-SfAccessToken | ForEach-Object { $_; break } }' }
            @{ Way = 'a throw'; Script = 'try { $With.Names | Update-SfAccessToken | ForEach-Object { $_; throw "no more" } } catch { $null = $_ }' }
        ) {
            $names = Add-ManyConnection 8
            $answers = if ($Script -match 'ThrottleLimit 1') { 1 } else { 8 }
            # The answers come all at once, so that one is written while the others are not yet saved.
            Add-OrgFault $org @{ action = 'hold'; phase = 'after'; grant = 'refresh_token'; count = $answers }
            $run = Start-Elsewhere $Script @{ Names = $names }
            try {
                $null = Wait-OrgRequest $org 'refresh_token' -Count $answers -Processed
                $null = Invoke-OrgControl $org 'release'

                @(Complete-Elsewhere $run).Count | Should -Be 1
                # The vault holds what the org gave, also where nobody has seen it.
                Assert-Alive $org $names
            } finally {
                Reset-FakeOrg $org
                Stop-Elsewhere $run
            }
        }

        It 'reaches the caller before an error of another one stops it, where it is saved nowhere else' {
            $tokens = 1..2 | ForEach-Object {
                $request = Get-SfAuthorizeUrl -ClientId $org.clientId -LoginUrl $org.loginUrl
                $request | Invoke-SfCodeExchange -ResponseUrl (New-ResponseUrl $org $request) -ClientSecret $org.clientSecret
            }
            Add-OrgFault $org @{ action = 'status'; status = 500; grant = 'refresh_token'; skip = 1 }
            $reached = [System.Collections.Generic.List[object]]::new()

            { $tokens | Update-SfAccessToken -ThrottleLimit 1 -ClientSecret $org.clientSecret -ErrorAction Stop -WarningAction SilentlyContinue | ForEach-Object { $reached.Add($_) } } |
                Should -Throw -ErrorId 'ServerUnavailable,*'

            $reached | Should -HaveCount 1
            ConvertFrom-SecureString $reached[0].RefreshToken -AsPlainText | Should -BeIn (Get-OrgFamily $org).refreshToken
        }

        It 'is not lost when an error of another one stops the caller' {
            $names = Add-ManyConnection 8

            { @($names[0]) + 'missing' + $names | Update-SfAccessToken -ErrorAction Stop } | Should -Throw -ErrorId 'ConnectionNotFound,*'

            Assert-Alive $org $names
        }

        It 'is not lost when it is named twice in one command' {
            $null = New-TestConnection $org 'demo'

            'demo', 'DEMO', 'demo' | Update-SfAccessToken | Should -HaveCount 3

            Assert-Alive $org 'demo'
        }

        It 'is not lost when the command is stopped while its answer is on the way' {
            $null = New-TestConnection $org 'demo'
            Add-OrgFault $org @{ action = 'hold'; phase = 'after'; grant = 'refresh_token' }
            $run = Start-Elsewhere 'Update-SfAccessToken demo'
            try {
                $null = Wait-OrgRequest $org 'refresh_token' -Processed

                $stopping = $run.Shell.BeginStop($null, $null)
                $null = Invoke-OrgControl $org 'release'
                $stopping.AsyncWaitHandle.WaitOne(30000) | Should -BeTrue

                Assert-Alive $org 'demo'
            } finally {
                Reset-FakeOrg $org
                Stop-Elsewhere $run
            }
        }

        It 'is refreshed beside others, but never more of them at once than -ThrottleLimit' {
            $names = Add-ManyConnection 6
            Add-OrgFault $org @{ action = 'hold'; phase = 'before'; grant = 'refresh_token'; count = 0 }
            $run = Start-Elsewhere '$With.Names | Update-SfAccessToken -ThrottleLimit 2' @{ Names = $names }
            try {
                foreach ($sent in 2, 4, 6) {
                    Wait-OrgRequest $org 'refresh_token' -Count $sent | Should -HaveCount $sent
                    # The next one does not come before one of these has its answer.
                    { Wait-OrgRequest $org 'refresh_token' -Count ($sent + 1) -TimeoutSec 0.3 } | Should -Throw '*408*'
                    $null = Invoke-OrgControl $org 'release'
                }

                (Complete-Elsewhere $run).Name | Sort-Object | Should -Be $names
                $null = Invoke-OrgControl $org 'faults' -Method Delete
                Assert-Alive $org $names
            } finally {
                Reset-FakeOrg $org
                Stop-Elsewhere $run
            }
        }
    }
}
