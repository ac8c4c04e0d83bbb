# What of the store is read when, with the files of this run's own store.
Describe 'SecretStore' -Tag SecretStore {
    BeforeAll {
        Import-Module "$PSScriptRoot/../Kit/TestKit.psm1" -Force
        $org = Start-TestOrg -SecretStore
        $store = [AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { $_.GetName().Name -eq 'Microsoft.PowerShell.SecretStore' }
        $file = $store.GetType('Microsoft.PowerShell.SecretStore.SecureStoreFile').GetField('LocalStoreFilePath', [System.Reflection.BindingFlags]'Static, NonPublic').GetValue($null)

        # As if nobody had written for an hour, or a moment ago.
        function Write-StoreAge([timespan] $Age) { Get-ChildItem (Split-Path $file) -File -Force | ForEach-Object { $_.LastWriteTimeUtc = [datetime]::UtcNow - $Age } }

        # Other bytes of the same length, with the same time: only who reads them can tell.
        function Write-StoreContent([byte[]] $Bytes) {
            $time = (Get-Item $file -Force).LastWriteTimeUtc
            [System.IO.File]::WriteAllBytes($file, $Bytes)
            (Get-Item $file -Force).LastWriteTimeUtc = $time
        }

        # A process that has the lock under which the module's processes take turns with the store, until its input ends.
        function Open-StoreHolder {
            $script = (Get-Prologue) + @"
                Import-Module '$PSScriptRoot/../Kit/TestKit.psm1'
                `$locks = (Get-InternalType 'SfOAuth.Vault.ProcessState').GetProperty('Locks', [System.Reflection.BindingFlags]'Static, NonPublic').GetValue(`$null)
                `$null = (Invoke-Internal `$locks.GetType() TakeAsync `$locks @('Microsoft.PowerShell.SecretStore', [System.Threading.CancellationToken]::None)).Result
                'held'
                [Console]::ReadLine()
"@
            $start = New-PowerShellStart '-Command', $script
            $start.RedirectStandardInput = $start.RedirectStandardOutput = $true
            $process = [System.Diagnostics.Process]::Start($start)
            $process.StandardOutput.ReadLine() | Should -Be 'held'
            $process
        }
    }

    AfterAll { Stop-TestOrg $org }

    BeforeEach {
        Reset-FakeOrg $org
        Clear-TestVault
        $token = New-TestConnection $org 'demo'
        $good = [System.IO.File]::ReadAllBytes($file)
    }

    AfterEach { Write-StoreContent $good }

    Context 'whose files are as they were when they were read' {
        BeforeEach {
            Write-StoreAge 1:00
            $null = Get-SfAccessToken demo -NoRefresh
        }

        It 'is not read again' {
            Write-StoreContent ([byte[]]::new($good.Length))

            (Get-SfAccessToken demo -NoRefresh).GetAccessToken() | Should -Be $token.GetAccessToken()
        }

        It 'is read again once its time is another' {
            Write-StoreContent ([byte[]]::new($good.Length))
            Write-StoreAge 0:30

            Get-SfAccessToken demo -NoRefresh -ErrorVariable problem -ErrorAction SilentlyContinue | Should -BeNullOrEmpty

            Assert-Problem $problem 'VaultStale' 'ResourceUnavailable' 'demo'
        }

        It 'is read again after another process refreshed' {
            $run = Invoke-NewProcess ((Get-Prologue) + 'Update-SfAccessToken demo | ForEach-Object GetAccessToken')
            $run.ExitCode | Should -Be 0

            (Get-SfAccessToken demo -NoRefresh).GetAccessToken() | Should -Be $run.Text.Trim()
            Assert-Alive $org 'demo'
        }

        It 'is read again after a use that failed' {
            Get-SfAccessToken missing -NoRefresh -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
            $null = Update-SfAccessToken demo -LoginUrl 'http://127.0.0.1:9' -ErrorAction SilentlyContinue

            Assert-Alive $org 'demo'
        }
    }

    It 'is read each time while it was written a moment ago' {
        Write-StoreAge 0:0:1
        $null = Get-SfAccessToken demo -NoRefresh
        Write-StoreContent ([byte[]]::new($good.Length))

        Get-SfAccessToken demo -NoRefresh -ErrorVariable problem -ErrorAction SilentlyContinue | Should -BeNullOrEmpty

        Assert-Problem $problem 'VaultStale' 'ResourceUnavailable' 'demo'
    }

    It 'that another process holds is waited for as long as the vault may take, and nothing is sent' {
        $holder = Open-StoreHolder
        try {
            Update-SfAccessToken demo -TimeoutSec 1 -ErrorVariable problem -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        } finally {
            $holder.StandardInput.Close()
            $null = $holder.WaitForExit(10000)
        }

        Assert-Problem $problem 'VaultTimedOut' 'OperationTimeout' 'demo'
        Get-OrgRequest $org 'refresh_token' | Should -BeNullOrEmpty
        Assert-Alive $org 'demo'
    }
}
