# The user stops a refresh, or only watches it.
BeforeAll {
    Import-Module "$PSScriptRoot/../Kit/TestKit.psm1" -Force
    $org = Start-TestOrg

    function Wait-Progress($Run, [string] $Status) {
        $shown = $Run.Shell.Streams.Progress
        [System.Threading.SpinWait]::SpinUntil({ @($shown | ForEach-Object StatusDescription) -contains $Status }, 20000) | Should -BeTrue -Because "$($shown | ForEach-Object StatusDescription)"
    }
}

AfterAll { Stop-TestOrg $org }

Describe 'A pipeline' {
    BeforeEach {
        Reset-FakeOrg $org
        Clear-TestVault
        $null = New-TestConnection $org prod
    }

    It 'stopped while the org answers, still saves what the answer brings' {
        Add-OrgFault $org @{ action = 'hold'; phase = 'after'; path = '/services/oauth2/token' }
        $run = Start-Elsewhere 'Update-SfAccessToken prod'
        $null = Wait-OrgRequest $org refresh_token -Processed

        $stop = $run.Shell.BeginStop($null, $null)
        $null = Invoke-OrgControl $org 'release'
        $run.Shell.EndStop($stop)

        $run.Shell.InvocationStateInfo.State | Should -Be Stopped
        $run.Shell.Dispose()
        (Get-OrgFamily $org).isAlive | Should -BeTrue
        Assert-Alive $org prod
    }

    It 'stopped while another refreshes, ends at once and sends nothing' {
        Add-OrgFault $org @{ action = 'hold'; phase = 'before'; path = '/services/oauth2/token' }
        $first = Start-Elsewhere 'Update-SfAccessToken prod'
        $null = Wait-OrgRequest $org refresh_token
        $second = Start-Elsewhere 'Update-SfAccessToken prod'

        $second.Shell.Stop()

        $second.Shell.Dispose()
        $null = Invoke-OrgControl $org 'release'
        (Complete-Elsewhere $first).Name | Should -Be prod
        @(Get-OrgRequest $org refresh_token) | Should -HaveCount 1
    }

    It 'that refreshes several shows how far it is, and one alone shows nothing' {
        $null = New-TestConnection $org test
        $many = Start-Elsewhere 'Update-SfAccessToken prod, test'
        $one = Start-Elsewhere 'Update-SfAccessToken prod'
        $many, $one | ForEach-Object { $_.Handle.AsyncWaitHandle.WaitOne(60000) | Should -BeTrue }

        $many.Shell.Streams.Progress.StatusDescription | Should -Contain '2 done, 0 on their way'
        $one.Shell.Streams.Progress | Where-Object Activity -Like '*Salesforce*' | Should -BeNullOrEmpty
        $null = $many, $one | ForEach-Object { Complete-Elsewhere $_ }
    }

    It 'that waits for the org says so after a second, and takes it back at the end' {
        Add-OrgFault $org @{ action = 'hold'; phase = 'before'; path = '/services/oauth2/token' }
        $run = Start-Elsewhere 'Update-SfAccessToken prod'

        Wait-Progress $run "Waiting for $(([uri]$org.loginUrl).Authority)"
        $null = Invoke-OrgControl $org 'release'

        (Complete-Elsewhere $run).Name | Should -Be prod
        "$($run.Shell.Streams.Progress[-1].RecordType)" | Should -Be Completed
    }

    It 'that waits for another one says so' {
        Add-OrgFault $org @{ action = 'hold'; phase = 'before'; path = '/services/oauth2/token' }
        $first = Start-Elsewhere 'Update-SfAccessToken prod'
        $null = Wait-OrgRequest $org refresh_token
        $second = Start-Elsewhere 'Get-SfAccessToken prod -MaxAge 0'

        Wait-Progress $second "Waiting for another process or command that uses the login 'prod'"
        $null = Invoke-OrgControl $org 'release'

        $first, $second | ForEach-Object { (Complete-Elsewhere $_).Name | Should -Be prod }
        "$($second.Shell.Streams.Progress[-1].RecordType)" | Should -Be Completed
    }

    It 'that waits and is stopped by an error takes back what it said: <Command>' -ForEach @(
        @{ Command = 'Update-SfAccessToken prod' }
        @{ Command = 'Get-SfAccessToken prod -MaxAge 0' }
    ) {
        Add-OrgFault $org @{ action = 'hold'; phase = 'before'; path = '/services/oauth2/token' }
        Add-OrgRefusal $org refresh_token invalid_grant 'expired access/refresh token'
        $run = Start-Elsewhere "try { $Command -ErrorAction Stop } catch { 'stopped' }"

        Wait-Progress $run "Waiting for $(([uri]$org.loginUrl).Authority)"
        $null = Invoke-OrgControl $org 'release'

        Complete-Elsewhere $run | Should -Be 'stopped'
        "$($run.Shell.Streams.Progress[-1].RecordType)" | Should -Be Completed
    }

    It 'of several that wait says for what' {
        $null = New-TestConnection $org test
        Add-OrgFault $org @{ action = 'hold'; phase = 'before'; path = '/services/oauth2/token'; count = 2 }
        $run = Start-Elsewhere 'Update-SfAccessToken prod, test'

        Wait-Progress $run '0 done, 2 on their way'
        $null = Invoke-OrgControl $org 'release'

        (Complete-Elsewhere $run).Name | Sort-Object | Should -Be prod, test
        $run.Shell.Streams.Progress.CurrentOperation | Should -Contain "Waiting for $(([uri]$org.loginUrl).Authority)"
        "$($run.Shell.Streams.Progress[-1].RecordType)" | Should -Be Completed
    }

    It 'that tries again tells why, and when, with -Verbose' {
        $said = Update-SfAccessToken -RefreshToken 'a' -ClientId 'b' -LoginUrl "http://127.0.0.1:$(Get-FreePort)" -Verbose -ErrorAction SilentlyContinue 4>&1

        "$said" | Should -Match "127\.0\.0\.1:\d+ can't be reached\. Trying again in 0\.25 s"
        "$said" | Should -Match 'Trying again in 0\.5 s'
    }
}
