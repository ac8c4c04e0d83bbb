# SecretStore rewrites its file in place: what a write leaves that was cut off, and what becomes of it.
Describe 'The file of a SecretStore' -Tag SecretStore {
    BeforeAll {
        Import-Module "$PSScriptRoot/../Kit/TestKit.psm1" -Force
        $org = Start-TestOrg -SecretStore
        $store = [AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { $_.GetName().Name -eq 'Microsoft.PowerShell.SecretStore' }
        $file = $store.GetType('Microsoft.PowerShell.SecretStore.SecureStoreFile').GetField('LocalStoreFilePath', [System.Reflection.BindingFlags]'Static, NonPublic').GetValue($null)
        $folder = Split-Path $file
        $copy = Join-Path $folder 'sfoauth-copy.SfOAuth-demo'
        $read = 'Get-SfAccessToken demo -NoRefresh -ErrorVariable problem -ErrorAction SilentlyContinue | ForEach-Object GetAccessToken; $problem | ForEach-Object FullyQualifiedErrorId'

        $neighbour = 'Get-Secret Neighbour -Vault TestVault -AsPlainText'
        $readHere = [scriptblock]::Create($read)

        function Get-StoreContent { , [System.IO.File]::ReadAllBytes($file) }
        function Write-StoreContent([byte[]] $Bytes) { [System.IO.File]::WriteAllBytes($file, $Bytes) }
        # As texts, for Should takes its time with thousands of bytes.
        function Assert-Store([byte[]] $Bytes) { [Convert]::ToHexString((Get-StoreContent)) | Should -Be ([Convert]::ToHexString($Bytes)) }
        function Get-Left { Get-ChildItem $folder -Force -Filter sfoauth-copy* | ForEach-Object Name }

        # The beginning of one state of the file, and the rest of another, as a write leaves it.
        function Join-State([byte[]] $New, [byte[]] $Old, [int] $Written) {
            [byte[]]$torn = [Math]::Max($New.Length, $Old.Length) | ForEach-Object { [byte[]]::new($_) }
            $Old.CopyTo($torn, 0)
            [Array]::Copy($New, $torn, [Math]::Min($Written, $New.Length))
            , $torn
        }

        Set-OrgScenario $org @{ rotateRefreshTokens = $false }
        # So many that the file is written in pieces.
        Set-Secret -Name Neighbour -Secret ('n' * 6000) -Vault TestVault
        $token = (New-TestConnection $org demo).GetAccessToken()
        $before = Get-StoreContent
        $new = (Update-SfAccessToken demo).GetAccessToken()
        $after = Get-StoreContent
    }

    AfterAll { Stop-TestOrg $org }

    BeforeEach {
        # Each begins with the store as it was after the write, and with a process that knows it so.
        Get-ChildItem $folder -Force -Filter sfoauth-copy* | Remove-Item -Force
        Write-StoreContent $after
        & $readHere | Should -Be $new
    }

    It 'has no copy beside it after a write' {
        Get-Left | Should -BeNullOrEmpty
        Get-Secret Neighbour -Vault TestVault -AsPlainText | Should -Be ('n' * 6000)
    }

    It 'that was cut off after <Written> bytes of a write is put back by <Who>' -ForEach @(
        foreach ($written in 4, 36, 4096, 8192) {
            @{ Written = $written; Who = 'another process' }
            @{ Written = $written; Who = 'a process that has it open' }
        }
    ) {
        [System.IO.File]::WriteAllBytes($copy, $before)
        Write-StoreContent (Join-State -New $after -Old $before -Written $Written)

        $told, $kept = if ($Who -eq 'another process') {
            (Invoke-NewProcess ((Get-Prologue) + "$read; $neighbour")).Text.Trim() -split '\r?\n'
        } else {
            & $readHere
            (Invoke-NewProcess $neighbour).Text.Trim()
        }

        $told | Should -Be $token
        $kept | Should -Be ('n' * 6000)
        Get-Left | Should -BeNullOrEmpty
        Assert-Store $before
    }

    It 'that is whole and lacks what was being written is put back by <Who>' -ForEach @{ Who = 'another process' }, @{ Who = 'a process that has it open' } {
        Remove-Secret SfOAuth-demo -Vault TestVault
        [System.IO.File]::WriteAllBytes($copy, $before)

        $told = if ($Who -eq 'another process') { (Invoke-NewProcess ((Get-Prologue) + $read)).Text.Trim() } else { & $readHere }

        $told | Should -Be $token
        Get-Left | Should -BeNullOrEmpty
    }

    It 'that was written to its end is not put back' {
        [System.IO.File]::WriteAllBytes($copy, $before)

        (Invoke-NewProcess ((Get-Prologue) + $read)).Text.Trim() | Should -Be $new
        & $readHere | Should -Be $new

        Assert-Store $after
    }

    It 'from which a connection was being removed stays without it' {
        Remove-Secret SfOAuth-demo -Vault TestVault
        [System.IO.File]::WriteAllBytes((Join-Path $folder 'sfoauth-copy.'), $before)

        (Invoke-NewProcess ((Get-Prologue) + $read)).Text.Trim() | Should -BeLike 'ConnectionNotFound*'

        Get-Left | Should -BeNullOrEmpty
    }

    It 'that was reset since stays reset, <When>' -ForEach @{ When = 'at once'; Age = 0 }, @{ When = 'an hour later'; Age = 1 } {
        [System.IO.File]::WriteAllBytes($copy, $before)
        (Get-Item $copy -Force).LastWriteTimeUtc = [datetime]::UtcNow.AddHours(-$Age)
        $all = Get-ChildItem $folder -Force -Filter store* | ForEach-Object { @{ Path = $_.FullName; Content = [System.IO.File]::ReadAllBytes($_) } }
        try {
            (Invoke-NewProcess 'Reset-SecretStore -Authentication None -Interaction None -Force 3>$null').ExitCode | Should -Be 0
            $run = Invoke-NewProcess ((Get-Prologue) + "Set-Secret Fresh value -Vault TestVault; $read; Get-Secret Fresh -Vault TestVault -AsPlainText")
        } finally {
            $all | ForEach-Object { [System.IO.File]::WriteAllBytes($_.Path, $_.Content) }
        }

        $run.Text.Trim() -split "`n" | Should -Be 'ConnectionNotFound,SfOAuth.Commands.GetSfAccessTokenCommand', 'value'
    }

    It 'is written from a copy of one process after the other' {
        [System.IO.File]::WriteAllBytes($copy, $before)
        Write-StoreContent (Join-State -New $after -Old $before -Written 36)

        (Invoke-NewProcess ((Get-Prologue) + 'Update-SfAccessToken demo | ForEach-Object Name')).Text.Trim() | Should -Be 'demo'

        Assert-Alive $org demo
        Get-Left | Should -BeNullOrEmpty
    }

    It 'that has no room beside it is not written, and nothing is sent' {
        Get-ChildItem $folder -Force -Filter sfoauth-room | Remove-Item -Force
        $null = New-Item "$folder/sfoauth-room" -ItemType Directory
        $sent = @(Get-OrgRequest $org refresh_token).Count
        try {
            Update-SfAccessToken demo -ErrorVariable problem -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        } finally {
            Remove-Item "$folder/sfoauth-room"
        }

        Assert-Problem $problem 'VaultFull' 'ResourceUnavailable' 'demo'
        @(Get-OrgRequest $org refresh_token) | Should -HaveCount $sent
        Assert-Store $after
    }

    It 'that can not be copied keeps what was to be removed, and says so' {
        $null = New-Item "$folder/sfoauth-copy." -ItemType Directory
        try {
            Remove-SfConnection demo -Confirm:$false -ErrorVariable problem -ErrorAction SilentlyContinue
        } finally {
            Remove-Item "$folder/sfoauth-copy."
        }

        Assert-Problem $problem 'ConnectionNotRemoved' 'WriteError' 'demo'
        Assert-Store $after
        & $readHere | Should -Be $new
    }

    It 'that has a password is put back too, and opens with it in the next process' {
        $homes = @{ HOME = "$TestDrive/protected" }
        $null = New-Item "$($homes.HOME)/.cache" -ItemType Directory
        $unlock = '$password = ConvertTo-SecureString planted -AsPlainText -Force; try { Unlock-SecretStore -Password $password } catch { "refused" }; '
        $login = Invoke-OrgControl $org 'login' @{ clientId = $org.clientId }
        # In a process of its own: SecretStore takes note of its new settings on another thread, while one works with it.
        $configure = @'
Register-SecretVault TestVault -ModuleName Microsoft.PowerShell.SecretStore -DefaultVault
$password = ConvertTo-SecureString planted -AsPlainText -Force
Set-SecretStoreConfiguration -Authentication Password -Interaction None -Password $password -Confirm:$false 3>$null
'@
        $prepare = @"
Unlock-SecretStore -Password (ConvertTo-SecureString planted -AsPlainText -Force)
(Import-SfConnection demo -RefreshToken '$($login.refresh_token)' -ClientId '$($org.clientId)' -ClientSecret '$($org.clientSecret)' -LoginUrl '$($org.loginUrl)' -Vault TestVault 3>`$null).GetAccessToken()
`$folder = "`$HOME/.secretmanagement/localstore"
Copy-Item "`$folder/storefile" "`$folder/sfoauth-copy.SfOAuth-demo"
Remove-Secret SfOAuth-demo -Vault TestVault
# Without the old secret, and with the hash of a state that never came.
`$bytes = [System.IO.File]::ReadAllBytes("`$folder/storefile")
`$bytes[10] = `$bytes[10] -bxor 1
[System.IO.File]::WriteAllBytes("`$folder/storefile", `$bytes)
"@
        (Invoke-NewProcess $configure $homes).ExitCode | Should -Be 0
        $saved = (Invoke-NewProcess ((Get-Prologue) + $prepare) $homes).Text.Trim()
        $saved | Should -BeLike '00D*'

        $second = (Invoke-NewProcess ((Get-Prologue) + $unlock + $read) $homes).Text.Trim() -split "`n"
        $third = (Invoke-NewProcess ((Get-Prologue) + $unlock + $read) $homes).Text.Trim() -split "`n"

        $second[0] | Should -Be 'refused'
        $second[1] | Should -BeLike 'VaultLocked*'
        $third | Should -Be $saved
    }

    Context 'that somebody else has destroyed' {
        It 'is written back by a process that still has it whole' {
            $null = Get-SfAccessToken demo -NoRefresh
            Write-StoreContent ([byte[]]::new($after.Length))

            & $readHere | Should -Be $new

            (Invoke-NewProcess ((Get-Prologue) + $read)).Text.Trim() | Should -Be $new
        }

        It 'is not written back where its password may have been changed since' {
            $null = Get-SfAccessToken demo -NoRefresh
            $config = Get-Item "$folder/storeconfig" -Force
            $config.LastWriteTimeUtc = $config.LastWriteTimeUtc.AddSeconds(1)
            Write-StoreContent ([byte[]]::new($after.Length))

            & $readHere | Should -BeLike 'VaultStale*'
        }
    }
}
