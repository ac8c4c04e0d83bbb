Describe 'Request-SfJwtToken' {
    BeforeAll {
        Import-Module "$PSScriptRoot/../Kit/TestKit.psm1" -Force
        $org = Start-TestOrg

        $password = 'Planted-key-password 1'
        $folder = New-Item "$env:HOME/keys" -ItemType Directory -Force

        function Register-OrgKey { (Invoke-OrgControl $org 'key' @{ clientId = $org.clientId }).privateKeyPem }

        # The org's app gets the certificate of a new key, as an admin uploads it.
        function Register-OrgCertificate {
            $rsa = Get-Rsa (Register-OrgKey)
            $request = [System.Security.Cryptography.X509Certificates.CertificateRequest]::new('CN=SfOAuth test', $rsa, 'SHA256', [System.Security.Cryptography.RSASignaturePadding]::Pkcs1)
            $certificate = $request.CreateSelfSigned([datetimeoffset]::UtcNow.AddDays(-1), [datetimeoffset]::UtcNow.AddDays(1))
            $pem = [System.Security.Cryptography.PemEncoding]::WriteString('CERTIFICATE', $certificate.RawData)
            Set-OrgScenario $org @{ apps = @(@{ clientId = $org.clientId; publicKeyPem = $pem }) }
            $certificate
        }

        function Get-Rsa([string] $Pem) {
            $rsa = [System.Security.Cryptography.RSA]::Create()
            $rsa.ImportFromPem($Pem)
            $rsa
        }

        function Protect-Key([string] $Pem) {
            $how = [System.Security.Cryptography.PbeParameters]::new('Aes256Cbc', 'SHA256', 2048)
            (Get-Rsa $Pem).ExportEncryptedPkcs8PrivateKeyPem([char[]]$password, $how)
        }

        function Use-Store([scriptblock] $Action) {
            $store = [System.Security.Cryptography.X509Certificates.X509Store]::new('My', 'CurrentUser')
            $store.Open('ReadWrite')
            try { & $Action $store } finally { $store.Dispose() }
        }

        # The claims of the assertion the org got last.
        function Get-Claim([string] $Grant = 'urn:ietf:params:oauth:grant-type:jwt-bearer', [string] $Field = 'assertion') {
            $part = ((Get-FormValue @(Get-OrgRequest $org $Grant)[-1] $Field) -split '\.')[1].Replace('-', '+').Replace('_', '/')
            [Text.Encoding]::UTF8.GetString([Convert]::FromBase64String($part.PadRight([Math]::Ceiling($part.Length / 4) * 4, '='))) | ConvertFrom-Json
        }

        function Get-JwtRequest { Get-OrgRequest $org 'urn:ietf:params:oauth:grant-type:jwt-bearer' }
    }

    AfterAll { Stop-TestOrg $org }

    BeforeEach {
        Reset-FakeOrg $org
        Clear-TestVault
        $pem = Register-OrgKey
        $path = "$folder/server.key"
        Set-Content $path $pem
        $app = @{ ClientId = $org.clientId; Username = $org.username; LoginUrl = $org.loginUrl }
    }

    Context 'with a key' {
        It 'gets a token that works, and says in the assertion who, for whom, to whom and how long' {
            $token = Request-SfJwtToken @app -KeyPath $path

            $token | Should -BeOfType SfOAuth.Token
            $token.Username | Should -Be $org.username
            $token.RefreshToken | Should -BeNullOrEmpty
            (Invoke-RestMethod $token.Resolve('/services/data/v66.0/limits') -Headers $token.GetHeaders()).DailyApiRequests.Max | Should -BeGreaterThan 0
            $claims = Get-Claim
            $claims.iss, $claims.sub, $claims.aud | Should -Be $org.clientId, $org.username, $org.loginUrl
            $claims.exp - [datetimeoffset]::UtcNow.ToUnixTimeSeconds() | Should -BeGreaterThan 120
            $claims.exp - [datetimeoffset]::UtcNow.ToUnixTimeSeconds() | Should -BeLessOrEqual 180
            (Get-JwtRequest).form.name | Should -Be 'grant_type', 'assertion', 'format'
        }

        It 'takes <Kind>' -ForEach @(
            @{ Kind = 'a PEM of PKCS#8'; With = { @{ KeyPath = $path } } }
            @{ Kind = 'a PEM of PKCS#1'; With = { Set-Content $path (Get-Rsa $pem).ExportRSAPrivateKeyPem(); @{ KeyPath = $path } } }
            @{ Kind = 'an encrypted PEM'; With = { Set-Content $path (Protect-Key $pem); @{ KeyPath = $path; KeyPassword = $password } } }
            @{ Kind = 'a PFX'; With = { [IO.File]::WriteAllBytes($path, (Register-OrgCertificate).Export('Pfx', $password)); @{ KeyPath = $path; KeyPassword = ConvertTo-Secure $password } } }
            @{ Kind = 'a certificate object'; With = { @{ Certificate = Register-OrgCertificate } } }
            @{ Kind = 'the text of a PEM'; With = { @{ PrivateKey = $pem } } }
            @{ Kind = 'the text of a PEM, secured'; With = { @{ PrivateKey = ConvertTo-Secure $pem } } }
            @{ Kind = 'a PEM with its line ends spelled out'; With = { @{ PrivateKey = $pem -replace '\r?\n', '\n' } } }
            @{ Kind = 'a PEM whose line ends became spaces'; With = { @{ PrivateKey = $pem -replace '\r?\n', ' ' } } }
            @{ Kind = 'a PEM in Base64'; With = { @{ PrivateKey = [Convert]::ToBase64String([Text.Encoding]::UTF8.GetBytes($pem), 'InsertLineBreaks') } } }
            @{ Kind = 'the text of an encrypted PEM'; With = { @{ PrivateKey = Protect-Key $pem; KeyPassword = $password } } }
            @{ Kind = 'a PFX in Base64'; With = { @{ PrivateKey = [Convert]::ToBase64String((Register-OrgCertificate).Export('Pfx')) } } }
        ) {
            $key = & $With

            $first = Request-SfJwtToken @app @key -Name job
            $vault = @{ Vault = $first.Vault }
            $second = Update-SfAccessToken job @vault -ErrorAction Stop
            $third = Get-SfAccessToken job -MaxAge 0 @vault -ErrorAction Stop

            ($first, $second, $third | ForEach-Object { $_.GetAccessToken() } | Select-Object -Unique) | Should -HaveCount 3
            $third.Username | Should -Be $org.username
            Get-JwtRequest | Should -HaveCount 3
        }

        It 'takes <Kind>' -Tag SecretManagement -ForEach @(
            @{ Kind = 'a PEM in a secret'; With = { $null = Register-FileVault 'Keys' -DefaultVault; Set-Secret jwt-key $pem; @{ KeySecret = 'jwt-key' } } }
            @{ Kind = 'an encrypted PEM in a secret'; With = { $null = Register-FileVault 'Keys' -DefaultVault; Set-Secret jwt-key (Protect-Key $pem); @{ KeySecret = 'jwt-key'; KeyPassword = $password } } }
            @{ Kind = 'a PFX in a secret, as text'; With = { $null = Register-FileVault 'Keys' -DefaultVault; Set-Secret jwt-key ([Convert]::ToBase64String((Register-OrgCertificate).Export('Pfx'))); @{ KeySecret = 'jwt-key' } } }
            @{ Kind = 'a secret of another vault'; With = { $null = Register-FileVault 'Files'; Set-Secret jwt-key $pem -Vault Files; @{ KeySecret = 'jwt-key'; Vault = 'Files' } } }
        ) {
            $key = & $With

            $first = Request-SfJwtToken @app @key -Name job
            $vault = @{ Vault = $first.Vault }
            $second = Update-SfAccessToken job @vault -ErrorAction Stop
            $third = Get-SfAccessToken job -MaxAge 0 @vault -ErrorAction Stop

            ($first, $second, $third | ForEach-Object { $_.GetAccessToken() } | Select-Object -Unique) | Should -HaveCount 3
            $third.Username | Should -Be $org.username
            Get-JwtRequest | Should -HaveCount 3
        }

        It 'takes a PFX in a secret, as bytes' -Tag SecretStore {
            Register-TestVault
            try {
                Set-Secret jwt-key ([byte[]](Register-OrgCertificate).Export('Pfx'))

                (Request-SfJwtToken @app -KeySecret jwt-key).Username | Should -Be $org.username
            } finally {
                Unregister-TestVault
            }
        }

        It 'takes a certificate of the user''s store by <Kind>' -ForEach @(
            @{ Kind = 'its thumbprint'; As = { $certificate.Thumbprint } }
            @{ Kind = 'its thumbprint as Windows shows it'; As = { "$([char]0x200E)" + ($certificate.Thumbprint.ToLowerInvariant() -replace '(..)', '$1 ') } }
            @{ Kind = 'its path on the drive of Windows'; As = { "Cert:\CurrentUser\My\$($certificate.Thumbprint)" } }
            @{ Kind = 'the object'; As = { $certificate } }
        ) {
            $made = Register-OrgCertificate
            $certificate = [System.Security.Cryptography.X509Certificates.X509Certificate2]::new($made.Export('Pfx'), '', 'PersistKeySet, Exportable')
            Use-Store { $args[0].Add($certificate) }
            try {
                $null = Request-SfJwtToken @app -Certificate (& $As) -Name job -ErrorAction Stop
                $null = Update-SfAccessToken job -ErrorAction Stop
                $saved = Get-SavedDocument job | ConvertFrom-Json -AsHashtable
            } finally {
                Use-Store { $args[0].Remove($certificate) }
            }

            $saved['key.thumbprint'] | Should -Be $certificate.Thumbprint
            $saved.Keys | Should -Not -Contain 'key.d'
            Update-SfAccessToken job -ErrorVariable problem -ErrorAction SilentlyContinue
            Assert-Problem $problem 'KeyNotFound' 'ObjectNotFound' 'job'
            "$problem" | Should -BeLike "*$($certificate.Thumbprint)*"
        }

        It 'finds the file from <Where>' -ForEach @(
            @{ Where = 'the current folder'; Given = { 'server.key' } }
            @{ Where = 'the home folder'; Given = { '~/keys/server.key' } }
            @{ Where = 'a drive of PowerShell'; Given = { 'Keys:/server.key' } }
        ) {
            $null = New-PSDrive -Name Keys -PSProvider FileSystem -Root $folder
            $provider = Get-PSProvider FileSystem
            $before = $provider.Home
            $provider.Home = $env:HOME
            Push-Location $folder
            try {
                $null = Request-SfJwtToken @app -KeyPath (& $Given) -Name job -ErrorAction Stop
            } finally {
                Pop-Location
                $provider.Home = $before
            }

            # From anywhere, and without the drive.
            $null = Update-SfAccessToken job -ErrorAction Stop
            (Get-SavedDocument job | ConvertFrom-Json -AsHashtable)['key.path'] | Should -Be "$folder/server.key"
        }

        It 'works in another process, from what was saved' {
            $null = Request-SfJwtToken @app -KeyPath $path -Name job

            $run = Invoke-NewProcess ((Get-Prologue) + '(Get-SfAccessToken job -MaxAge 0).Username')

            $run.Text.Trim() | Should -Be $org.username
        }
    }

    Context 'with -Name' {
        It 'saves where the key is, and neither the key nor a refresh token' {
            $null = Request-SfJwtToken @app -KeyPath $path -Name job -WarningVariable warned -WarningAction SilentlyContinue

            $warned | Should -BeNullOrEmpty
            $text = Get-SavedDocument job
            $text | Should -Not -BeLike "*$(($pem -split "`n")[3])*"
            $saved = $text | ConvertFrom-Json -AsHashtable
            $saved['key.path'], $saved.username, $saved.audience | Should -Be $path, $org.username, $org.loginUrl
            (Get-SfConnection job).GrantType | Should -Be 'urn:ietf:params:oauth:grant-type:jwt-bearer'
        }

        It 'uses the key that is in the file now' {
            $null = Request-SfJwtToken @app -KeyPath $path -Name job
            $new = Register-OrgKey
            Update-SfAccessToken job -ErrorVariable problem -ErrorAction SilentlyContinue
            Assert-Problem $problem 'AssertionInvalid' 'AuthenticationError' 'job'

            Set-Content $path $new

            (Update-SfAccessToken job -ErrorAction Stop).Username | Should -Be $org.username
        }

        It 'sends nothing when the file is gone' {
            $null = Request-SfJwtToken @app -KeyPath $path -Name job
            Remove-Item $path

            Get-SfAccessToken job -MaxAge 0 -ErrorVariable problem -ErrorAction SilentlyContinue | Should -BeNullOrEmpty

            Assert-Problem $problem 'KeyNotFound' 'ObjectNotFound' 'job'
            "$problem" | Should -BeLike "*$path*"
            Get-JwtRequest | Should -HaveCount 1
            Get-SfAccessToken job -ErrorAction Stop | Should -BeOfType SfOAuth.Token
        }

        It 'keeps another key that is given for it' {
            $null = Request-SfJwtToken @app -KeyPath $path -Name job
            Set-Content "$folder/new.key" (Register-OrgKey)

            $null = Update-SfAccessToken job -KeyPath "$folder/new.key" -ErrorAction Stop

            Update-SfAccessToken job -ErrorAction Stop | Should -BeOfType SfOAuth.Token
        }

        It 'keeps a copy of a certificate''s key where no store has it' {
            $null = Request-SfJwtToken @app -Certificate (Register-OrgCertificate) -Name job

            (Get-SavedDocument job | ConvertFrom-Json -AsHashtable).Keys | Should -Contain 'key.d'
        }

        It 'is made anew once for many who ask at once' {
            $null = Request-SfJwtToken @app -KeyPath $path -Name job
            $null = Invoke-OrgControl $org 'requests' -Method Delete
            Add-OrgFault $org @{ action = 'hold'; path = '/services/oauth2/token' }
            $runs = 1..4 | ForEach-Object { Start-Elsewhere 'Get-SfAccessToken job -MaxAge 0 -AsPlainText' }
            try {
                $null = Wait-OrgRequest $org 'urn:ietf:params:oauth:grant-type:jwt-bearer'
                $null = Invoke-OrgControl $org 'release'
                $tokens = $runs | ForEach-Object { Complete-Elsewhere $_ }
            } finally {
                $runs | ForEach-Object { Stop-Elsewhere $_ }
            }

            @(Get-JwtRequest).Count | Should -Be @($tokens | Select-Object -Unique).Count
        }
    }

    Context 'refused by the org' {
        It 'says that this machine''s clock is wrong when the assertion had ended' {
            $null = Invoke-OrgControl $org 'clock' @{ advanceSeconds = 600 }

            Request-SfJwtToken @app -KeyPath $path -ErrorVariable problem -ErrorAction SilentlyContinue | Should -BeNullOrEmpty

            Assert-Problem $problem 'AssertionExpired' 'AuthenticationError' $org.loginUrl
            "$problem" | Should -BeLike '*expired authorization code*'
            $problem[0].ErrorDetails.RecommendedAction | Should -BeLike '*clock*'
        }

        It 'says <Id> when <Case>' -ForEach @(
            @{ Case = 'the audience is another server'; Id = 'AudienceInvalid'; Category = 'InvalidArgument'; With = @{ Audience = 'https://test.salesforce.com' }; Advice = '*-Audience*' }
            @{ Case = 'nobody let the app in'; Id = 'UserNotApproved'; Category = 'PermissionDenied'; Prepare = { Set-OrgScenario $org @{ apps = @(@{ clientId = $org.clientId; preAuthorized = $false }) } }; Advice = '*pre-authorize*' }
            @{ Case = 'the org has no such user'; Id = 'UserNotApproved'; Category = 'PermissionDenied'; With = @{ Username = 'nobody@acme.example' }; Advice = '*pre-authorize*' }
            @{ Case = 'the app has another certificate'; Id = 'AssertionInvalid'; Category = 'AuthenticationError'; Prepare = { $null = Register-OrgKey }; Advice = '*certificate*' }
            @{ Case = 'the app is unknown'; Id = 'ClientIdInvalid'; Category = 'InvalidArgument'; With = @{ ClientId = '3MVG9unknown' }; Advice = '*consumer key*' }
            @{ Case = 'the user is inactive'; Id = 'UserInactive'; Category = 'PermissionDenied'; Prepare = { Set-OrgScenario $org @{ userInactive = $true } }; Advice = '*activate*' }
        ) {
            if (Test-Path Variable:Prepare) { . $Prepare }
            if (Test-Path Variable:With) { $With.GetEnumerator() | ForEach-Object { $app[$_.Key] = $_.Value } }

            Request-SfJwtToken @app -KeyPath $path -Name job -ErrorVariable problem -ErrorAction SilentlyContinue | Should -BeNullOrEmpty

            Assert-Problem $problem $Id $Category 'job'
            $problem[0].ErrorDetails.RecommendedAction | Should -BeLike $Advice
            Get-SfConnection | Should -BeNullOrEmpty
        }

        It 'asks a busy org again, each time with an assertion of its own time' {
            Add-OrgFault $org @{ action = 'status'; status = 503; headers = @{ 'Retry-After' = '0' }; count = 2; path = '/services/oauth2/token' }

            Request-SfJwtToken @app -KeyPath $path | Should -BeOfType SfOAuth.Token

            Get-JwtRequest | Should -HaveCount 3
        }
    }

    Context 'that cannot be used' {
        It 'says <Id> and sends nothing when <Case>' -ForEach @(
            @{ Case = 'the file is missing'; Id = 'KeyNotFound'; Category = 'ObjectNotFound'; With = { @{ KeyPath = "$folder/missing.key" } }; Names = '*missing.key*' }
            @{ Case = 'the file holds something else'; Id = 'KeyInvalid'; Category = 'InvalidData'; With = { Set-Content $path 'hello'; @{ KeyPath = $path } }; Names = '*server.key*' }
            @{ Case = 'the file is a folder'; Id = 'KeyInvalid'; Category = 'InvalidData'; With = { @{ KeyPath = $folder } }; Names = '*is a folder*' }
            @{ Case = 'the password is missing'; Id = 'KeyInvalid'; Category = 'InvalidData'; With = { Set-Content $path (Protect-Key $pem); @{ KeyPath = $path } }; Names = '*no password was given*' }
            @{ Case = 'the password is wrong'; Id = 'KeyInvalid'; Category = 'InvalidData'; With = { Set-Content $path (Protect-Key $pem); @{ KeyPath = $path; KeyPassword = 'wrong' } }; Names = '*password is wrong*' }
            @{ Case = 'the password is empty'; Id = 'ParameterInvalid'; Category = 'InvalidArgument'; With = { @{ KeyPath = $path; KeyPassword = '' } }; Names = '*-KeyPassword is empty*' }
            @{ Case = 'the path is no file''s'; Id = 'ParameterInvalid'; Category = 'InvalidArgument'; With = { @{ KeyPath = 'Env:/HOME' } }; Names = '*not a path to a file*' }
            @{ Case = 'the drive is unknown'; Id = 'ParameterInvalid'; Category = 'InvalidArgument'; With = { @{ KeyPath = 'Nowhere:/server.key' } }; Names = '*not a path to a file*' }
            @{ Case = 'the thumbprint is in no store'; Id = 'KeyNotFound'; Category = 'ObjectNotFound'; With = { @{ Certificate = 'A' * 40 } }; Names = '*AAAAAAAA*' }
            @{ Case = 'the thumbprint is none'; Id = 'KeyInvalid'; Category = 'InvalidData'; With = { @{ Certificate = 'CN=acme' } }; Names = '*is no thumbprint*' }
            @{ Case = 'the certificate has no private key'; Id = 'KeyInvalid'; Category = 'InvalidData'; With = { @{ Certificate = [System.Security.Cryptography.X509Certificates.X509Certificate2]::new((Register-OrgCertificate).RawData) } }; Names = '*without its private key*' }
        ) {
            $key = & $With

            Request-SfJwtToken @app @key -ErrorVariable problem -ErrorAction SilentlyContinue | Should -BeNullOrEmpty

            Assert-Problem $problem $Id $Category $org.loginUrl
            "$problem" | Should -BeLike $Names
            Get-OrgRequest $org | Should -BeNullOrEmpty
        }

        It 'says <Id> and sends nothing when <Case>' -Tag SecretManagement -ForEach @(
            @{ Case = 'the secret is missing'; Id = 'KeyNotFound'; Category = 'ObjectNotFound'; With = { $null = Register-FileVault 'Keys' -DefaultVault; @{ KeySecret = 'missing' } }; Names = "*'missing'*" }
            @{ Case = 'the vault of the secret is unknown'; Id = 'VaultNotFound'; Category = 'ObjectNotFound'; With = { @{ KeySecret = 'jwt-key'; Vault = 'Nowhere' } }; Names = '*Nowhere*' }
            @{ Case = 'the secret is what the Salesforce CLI shows'; Id = 'SecretRedacted'; Category = 'InvalidArgument'; With = { $null = Register-FileVault 'Keys' -DefaultVault; Set-Secret jwt-key "[REDACTED] Use 'sf org auth show-access-token' to view"; @{ KeySecret = 'jwt-key' } }; Names = '*Salesforce CLI*' }
        ) {
            $key = & $With

            Request-SfJwtToken @app @key -ErrorVariable problem -ErrorAction SilentlyContinue | Should -BeNullOrEmpty

            Assert-Problem $problem $Id $Category $org.loginUrl
            "$problem" | Should -BeLike $Names
            Get-OrgRequest $org | Should -BeNullOrEmpty
        }

        It 'takes one key at a time' {
            { Request-SfJwtToken @app -KeyPath $path -KeySecret x } | Should -Throw -ErrorId 'AmbiguousParameterSet*'
        }
    }

    It 'sends and saves nothing with -WhatIf, and shows the request without the assertion' {
        $shown = Get-EverythingShown { Request-SfJwtToken @app -KeyPath $path -Name job -WhatIf }

        "$shown" | Should -BeLike '*assertion=`*`*`**'
        Get-OrgRequest $org | Should -BeNullOrEmpty
        Get-SfConnection | Should -BeNullOrEmpty
    }

    It 'shows no secret when <Case>' -ForEach @(
        @{ Case = 'all goes well'; Sees = 'Salesforce token of' }
        @{ Case = 'it is only asked'; With = @{ WhatIf = $true }; Sees = 'assertion=\*\*\*' }
        @{ Case = 'the org echoes the assertion'; Prepare = { Add-OrgRefusal $org 'urn:ietf:params:oauth:grant-type:jwt-bearer' 'invalid_grant' 'no {assertion}' }; Sees = 'AssertionInvalid' }
        @{ Case = 'the password is wrong'; Prepare = { $all.KeyPassword = ConvertTo-Secure 'Planted-wrong-password' }; Sees = 'KeyInvalid' }
        @{ Case = 'the key is damaged'; Prepare = { Set-Content $path ($protected -replace '(?m)^(.{20})..', '$1??') }; Sees = 'KeyInvalid' }
        @{ Case = 'the key is given for its path'; Prepare = { $all.KeyPath = $protected }; Sees = 'ParameterInvalid' }
        @{ Case = 'the key is given for its secret''s name'; Prepare = { $all.Remove('KeyPath'); $all.KeySecret = $protected }; Sees = 'ParameterInvalid' }
        @{ Case = 'the key is given for its secret''s name, as Base64'; Prepare = { $all.Remove('KeyPath'); $all.KeySecret = $protected -replace '-----.*?-----|\n' }; Sees = 'ParameterInvalid' }
    ) {
        $protected = Protect-Key $pem
        Set-Content $path $protected
        $all = $app + @{ KeyPath = $path; KeyPassword = ConvertTo-Secure $password; Name = 'job'; Verbose = $true; Debug = $true }
        if (Test-Path Variable:Prepare) { . $Prepare }
        if (Test-Path Variable:With) { $all += $With }

        $shown = Get-EverythingShown { Request-SfJwtToken @all }

        "$shown" | Should -Match $Sees
        $sent = Get-JwtRequest | ForEach-Object { Get-FormValue $_ 'assertion' }
        $token = if (Get-SfConnection) { Get-SfAccessToken job -AsPlainText -NoRefresh }
        Find-PlantedSecret $shown (@($password, 'Planted-wrong-password', $token) + ($protected -split "`n" | Where-Object Length -GT 40) + $sent) | Should -BeNullOrEmpty
    }
}
