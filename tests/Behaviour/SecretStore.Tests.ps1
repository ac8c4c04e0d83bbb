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
            $script = (Get-Prologue) + {
                $any = [System.Reflection.BindingFlags]'Static, Instance, NonPublic'
                $folder = [SfOAuth.Commands.SfCommand].Assembly.GetType('SfOAuth.Vault.ProcessState').GetProperty('Locks', $any).GetValue($null)
                $null = $folder.GetType().GetMethod('TakeAsync', $any).Invoke($folder, @('Microsoft.PowerShell.SecretStore', [System.Threading.CancellationToken]::None)).Result
                'held'
                [Console]::ReadLine()
            }
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

    It 'and SecretManagement have each private name that is used of them' {
        $member = Get-InternalType 'SfOAuth.Vault.ForeignMember'
        $any = [System.Reflection.BindingFlags]'Static, NonPublic'
        $used = $member.GetFields($any).Where({ $_.FieldType -eq $member })
        $used.Count | Should -BeGreaterThan 10

        foreach ($field in $used) {
            $name = "$($field.GetValue($null))"
            $parts = [regex]::Match($name, '^(.+)\.(\w+)\.(\w+)$').Groups
            $assembly = [AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { $_.GetName().Name -eq $parts[1].Value }
            $type = $assembly.GetType("$($parts[1].Value).$($parts[2].Value)")
            $type.GetMember($parts[3].Value, [System.Reflection.BindingFlags]'Static, Instance, Public, NonPublic') | Should -Not -BeNullOrEmpty -Because $name
        }
    }

    It 'and SecretManagement are known by these names in one file alone' {
        $source = "$PSScriptRoot/../../src/SfOAuth"
        $all = Get-ChildItem $source -Filter *.cs -Recurse | Where-Object FullName -NotMatch '[/\\](obj|bin)[/\\]|ForeignMember\.cs$'

        $all | Select-String '\.(GetField|GetMember|GetProperty)\(' | ForEach-Object Filename | Should -BeNullOrEmpty
    }

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

        # It sees that there is nothing left, and writes back what it has.
        (Get-SfAccessToken demo -NoRefresh).GetAccessToken() | Should -Be $token.GetAccessToken()
        ([System.IO.File]::ReadAllBytes($file) | Measure-Object -Sum).Sum | Should -BeGreaterThan 0
    }

    It 'whose <Part> is <Harm> is damaged, and not locked' -ForEach @(
        @{ Part = 'storefile'; Harm = 'zeros'; Content = { [byte[]]::new($whole.Length) } }
        @{ Part = 'storefile'; Harm = 'cut off'; Content = { $whole[0..20] } }
        @{ Part = 'storefile'; Harm = 'empty'; Content = { @() } }
        @{ Part = 'storefile'; Harm = 'changed by a bit'; Content = { $whole[-5] = $whole[-5] -bxor 1; $whole } }
        @{ Part = 'storeaux'; Harm = 'zeros'; Content = { [byte[]]::new($whole.Length) } }
        @{ Part = 'storeaux'; Harm = 'cut off'; Content = { $whole[0..20] } }
        @{ Part = 'storeconfig'; Harm = 'zeros'; Content = { [byte[]]::new($whole.Length) } }
        @{ Part = 'storeconfig'; Harm = 'empty'; Content = { @() } }
    ) {
        $path = Join-Path (Split-Path $file) $Part
        $whole = [System.IO.File]::ReadAllBytes($path)
        $harmed = [byte[]]@(& $Content)
        $kept = [System.IO.File]::ReadAllBytes($path)
        try {
            [System.IO.File]::WriteAllBytes($path, $harmed)
            $run = Invoke-NewProcess ((Get-Prologue) + 'Get-SfAccessToken demo -NoRefresh -ErrorVariable problem -ErrorAction SilentlyContinue; $problem[-1].FullyQualifiedErrorId')
        } finally {
            [System.IO.File]::WriteAllBytes($path, $kept)
        }

        $run.Text | Should -Match 'VaultDamaged'
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
