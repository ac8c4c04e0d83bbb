# The user stops a refresh, or only watches it.
BeforeAll {
    Import-Module "$PSScriptRoot/TestKit.psm1" -Force
    $org = Start-TestOrg
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
}
