# The process that refreshes is killed at each step. The next one goes on at once, and a login is lost only where its token was.
BeforeAll {
    Import-Module "$PSScriptRoot/../Kit/TestKit.psm1", "$PSScriptRoot/../Kit/Workers/Workers.psm1" -Force
    $org = Start-TestOrg -SecretStore
    $module = (Get-Module SfOAuth).ModuleBase

    # Named pipes: the vault stands still when it opens one to read, and that is when opening it to write comes back.
    function Add-Gate([string] $Command) { mkfifo "$folder/wait.$Command" }
    function Wait-Gate([string] $Command) { [System.IO.FileStream]::new("$folder/wait.$Command", 'Open', 'Write', 'ReadWrite') }
    function Clear-Gate([string] $Command) { Remove-Item "$folder/wait.$Command" }
    function Exit-AtOnce($Worker) {
        $Worker.Kill()
        $Worker.WaitForExit()
    }
}

AfterAll { Stop-TestOrg $org }

Describe 'A process killed while it refreshes' -Tag SecretStore -Skip:$IsWindows {
    BeforeEach {
        Reset-FakeOrg $org
        $folder = Register-FileVault 'Files' -DefaultVault
        $null = New-TestConnection $org prod
        $worker = Start-Worker @{ Release = $module; Mode = 'Each'; Name = 'prod' }
        Wait-Worker $worker
    }

    AfterEach {
        $worker.Dispose()
        Clear-TestVault
    }

    It 'before it has sent anything, leaves the login as it was' {
        Add-Gate 'Get-Secret'
        Start-Round $worker
        (Wait-Gate 'Get-Secret').Dispose()
        # The first look is over; the second one is taken with the connection's lock held.
        $gate = Wait-Gate 'Get-Secret'
        Exit-AtOnce $worker
        $gate.Dispose()
        Clear-Gate 'Get-Secret'

        Update-SfAccessToken prod | Should -Not -BeNullOrEmpty

        @(Get-OrgRequest $org refresh_token) | Should -HaveCount 1
    }

    It 'after it has sent, and before the org has acted, leaves the login as it was' {
        Add-OrgFault $org @{ action = 'hold'; phase = 'before'; path = '/services/oauth2/token' }
        Start-Round $worker
        $null = Wait-OrgRequest $org refresh_token
        Exit-AtOnce $worker

        Update-SfAccessToken prod | Should -Not -BeNullOrEmpty

        (Get-OrgFamily $org).isAlive | Should -BeTrue
    }

    It 'with the answer on its way, loses the login, and the next one is told so' {
        Add-OrgFault $org @{ action = 'hold'; phase = 'after'; path = '/services/oauth2/token' }
        Start-Round $worker
        $null = Wait-OrgRequest $org refresh_token -Processed
        Exit-AtOnce $worker

        Update-SfAccessToken prod -ErrorVariable problem -ErrorAction SilentlyContinue | Should -BeNullOrEmpty

        Assert-Problem $problem RefreshInterrupted AuthenticationError prod
        $problem[0].ErrorDetails.RecommendedAction | Should -BeLike '*Connect-SfOrg -Name prod*'
    }

    It 'with the answer in hand and nothing in the vault, leaves the new token to the next one' {
        Add-Gate 'Set-Secret'
        Start-Round $worker
        $gate = Wait-Gate 'Set-Secret'
        Exit-AtOnce $worker
        $gate.Dispose()
        Clear-Gate 'Set-Secret'

        Update-SfAccessToken prod | Should -Not -BeNullOrEmpty

        Assert-Alive $org prod
    }

    It 'with the answer in hand and the journal forbidden, loses the login, and the next one is told so' {
        Exit-AtOnce $worker
        $worker.Dispose()
        $env:SFOAUTH_JOURNAL = 'off'
        try {
            $worker = Start-Worker @{ Release = $module; Mode = 'Each'; Name = 'prod' }
            Wait-Worker $worker
            Add-Gate 'Set-Secret'
            Start-Round $worker
            $gate = Wait-Gate 'Set-Secret'
            Exit-AtOnce $worker
            $gate.Dispose()
            Clear-Gate 'Set-Secret'

            Update-SfAccessToken prod -ErrorVariable problem -ErrorAction SilentlyContinue | Should -BeNullOrEmpty

            Assert-Problem $problem RefreshInterrupted AuthenticationError prod
        } finally {
            Remove-Item Env:SFOAUTH_JOURNAL
        }
    }

    It 'after the save, leaves the new token to the next one' {
        Add-Gate 'Set-SecretInfo'
        Start-Round $worker
        $gate = Wait-Gate 'Set-SecretInfo'
        Exit-AtOnce $worker
        $gate.Dispose()
        Clear-Gate 'Set-SecretInfo'

        Update-SfAccessToken prod | Should -Not -BeNullOrEmpty

        (Get-OrgFamily $org).isAlive | Should -BeTrue
        @(Get-OrgRequest $org refresh_token) | Should -HaveCount 2
    }
}

Describe 'A vault that hangs' -Tag SecretStore -Skip:$IsWindows {
    BeforeEach {
        Reset-FakeOrg $org
        $folder = Register-FileVault 'Files' -DefaultVault
        $null = New-TestConnection $org prod
    }

    AfterEach { Clear-TestVault }

    It 'when it is read, is an error in time, and nothing is sent' {
        Add-Gate 'Get-Secret'

        Update-SfAccessToken prod -TimeoutSec 1 -ErrorVariable problem -ErrorAction SilentlyContinue | Should -BeNullOrEmpty

        Assert-Problem $problem VaultTimedOut OperationTimeout prod
        @(Get-OrgRequest $org refresh_token) | Should -HaveCount 0
        $gate = Wait-Gate 'Get-Secret'
        Clear-Gate 'Get-Secret'
        $gate.Dispose()
        Assert-Alive $org prod
    }

    It 'for a while only, is waited for' {
        Add-Gate 'Set-Secret'
        $run = Start-Elsewhere 'Update-SfAccessToken prod'
        $gate = Wait-Gate 'Set-Secret'
        Clear-Gate 'Set-Secret'
        $gate.Dispose()

        (Complete-Elsewhere $run).Name | Should -Be prod

        Assert-Alive $org prod
    }

    It 'when it is written, keeps the token from nobody, and the next call saves it' {
        Add-Gate 'Set-Secret'

        $token = Update-SfAccessToken prod -TimeoutSec 1 -ErrorVariable problem -ErrorAction SilentlyContinue

        Assert-Problem $problem ConnectionNotSaved WriteError prod
        $token.RefreshToken | Should -Not -BeNullOrEmpty
        $gate = Wait-Gate 'Set-Secret'
        Clear-Gate 'Set-Secret'
        $gate.Dispose()
        Assert-Alive $org prod
        (Get-OrgFamily $org).isAlive | Should -BeTrue
    }

    It 'and is written late, puts nothing old in the place of what another process has saved since' {
        Add-Gate 'Set-Secret'
        $null = Update-SfAccessToken prod -TimeoutSec 1 -ErrorAction SilentlyContinue
        $gate = Wait-Gate 'Set-Secret'
        Clear-Gate 'Set-Secret'

        $other = Invoke-NewProcess ((Get-Prologue) + "try { `$null = Update-SfAccessToken prod -TimeoutSec 1; 'saved' } catch { `$_.FullyQualifiedErrorId }")
        $gate.Dispose()

        $other.Text | Should -Match 'ConnectionNotSaved'
        Assert-Alive $org prod
        (Get-OrgFamily $org).isAlive | Should -BeTrue
    }
}
