BeforeDiscovery {
    Import-Module "$PSScriptRoot/../Kit/TestKit.psm1" -Force
    Import-SfOAuth
    $commands = (Get-Module SfOAuth).ExportedCmdlets.Keys | ForEach-Object { @{ Command = $_ } }
    $source = "$PSScriptRoot/../../src"
    $files = Get-ChildItem $source -Filter *.cs -Recurse | Where-Object FullName -NotMatch '[/\\](obj|bin)[/\\]' | ForEach-Object {
        @{ File = [System.IO.Path]::GetRelativePath($source, $_.FullName).Replace('\', '/'); Path = $_.FullName }
    }
    $testFiles = Get-ChildItem "$PSScriptRoot/.." -Filter *.Tests.ps1 -Recurse | ForEach-Object { @{ File = $_.Name; Path = $_.FullName } }
    $problems = [enum]::GetNames([SfOAuth.Errors.Problem]) | ForEach-Object { @{ Problem = $_ } }
}

Describe 'The module' {
    BeforeAll {
        Import-Module "$PSScriptRoot/../Kit/TestKit.psm1" -Force
        Import-SfOAuth
        $release = $env:SFOAUTH_TEST_RELEASE
        $module = Get-Module SfOAuth
        $manifest = Test-ModuleManifest "$release/SfOAuth.psd1"
        $data = [scriptblock]::Create((Get-Content "$release/SfOAuth.psd1" -Raw)).Invoke()[0]
        $assembly = [SfOAuth.Commands.SfCommand].Assembly
        $hidden = [System.Reflection.BindingFlags]'Instance, Static, NonPublic'
        $remedyOf = $assembly.GetType('SfOAuth.Output.Remedies').GetMethod('For', $hidden)
        $categoryOf, $textOf = 'Category', 'Text' | ForEach-Object { $remedyOf.ReturnType.GetProperty($_, $hidden) }
        function Get-ErrorContext([hashtable] $Facts = @{}) {
            $context = [Activator]::CreateInstance($assembly.GetType('SfOAuth.Output.ErrorContext'), $true)
            $Facts.GetEnumerator() | ForEach-Object { $context.GetType().GetProperty($_.Key, $hidden).SetValue($context, $_.Value) }
            $context
        }
    }

    Context 'as it is released' {
        It 'has a manifest that PowerShell accepts' {
            $manifest.Version | Should -BeGreaterThan ([version]'0.0')
            $manifest.CompatiblePSEditions | Should -Be 'Core', 'Desktop'
            $manifest.PowerShellVersion | Should -Be ([version]'5.1')
            $manifest.LicenseUri, $manifest.ProjectUri, $manifest.Description | ForEach-Object { "$_" | Should -Not -BeNullOrEmpty }
            $manifest.Tags | Should -Contain 'Salesforce'
            # It imports where SecretManagement is not installed.
            $data.Keys | Should -Not -Contain 'RequiredModules'
        }

        It 'exports by name: <Kind>' -ForEach @(
            @{ Kind = 'CmdletsToExport' }
            @{ Kind = 'FunctionsToExport' }
            @{ Kind = 'AliasesToExport' }
            @{ Kind = 'VariablesToExport' }
        ) {
            $data.Keys | Should -Contain $Kind
            $data[$Kind] | ForEach-Object { $_ | Should -Not -Match '\*' }
        }

        It 'exports every cmdlet it has, and nothing else' {
            $types = [SfOAuth.Commands.SfCommand].Assembly.GetTypes() | ForEach-Object { $_.GetCustomAttributes([System.Management.Automation.CmdletAttribute], $false) }
            $names = $types | ForEach-Object { "$($_.VerbName)-$($_.NounName)" }

            $module.ExportedCmdlets.Keys | Sort-Object | Should -Be ($names | Sort-Object)
            $module.ExportedCmdlets.Count, $module.ExportedFunctions.Count, $module.ExportedAliases.Count, $module.ExportedVariables.Count | Should -Be @($names).Count, 0, 0, 0
        }

        It 'holds its own two assemblies for <Edition>, and no other' -ForEach @(
            @{ Edition = 'Core' }
            @{ Edition = 'Desktop' }
        ) {
            (Get-ChildItem "$release/bin/$Edition").Name | Sort-Object | Should -Be 'SfOAuth.Core.dll', 'SfOAuth.dll'
        }

        It 'holds no assembly anywhere else' {
            Get-ChildItem $release -Recurse -Include *.dll, *.exe | Should -HaveCount 4
        }

        It 'is tested as <env:SFOAUTH_TEST_EDITION>' {
            [SfOAuth.Commands.SfCommand].Assembly.Location | Should -Match ([regex]::Escape("/bin/$env:SFOAUTH_TEST_EDITION/SfOAuth.dll"))
        }

        It 'has a Core that does not know PowerShell' {
            [SfOAuth.Token].Assembly.GetReferencedAssemblies().Name | Should -Not -Contain 'System.Management.Automation'
        }
    }

    Context 'in its commands' {
        It '<Command> has an approved verb and the noun prefix' -ForEach $commands {
            $verb, $noun = $Command -split '-'
            (Get-Verb $verb).Verb | Should -Be $verb
            $noun | Should -MatchExactly '^Sf[A-Z]'
        }

        It '<Command> has a file and a class of its name' -ForEach $commands {
            $class = ($Command -replace '-') + 'Command'
            $file = "$PSScriptRoot/../../src/SfOAuth/Commands/$class.cs"
            $file | Should -Exist
            $file | Should -FileContentMatchExactly "public sealed class $class\b"
            $module.ExportedCmdlets[$Command].ImplementingType.Name | Should -BeExactly $class
        }

        It '<Command> has tests' -ForEach $commands {
            "$PSScriptRoot/../Cmdlets/$Command.Tests.ps1" | Should -Exist
        }

        It '<Command> says what it gives, and has at most three parameter sets' -ForEach $commands {
            $info = $module.ExportedCmdlets[$Command]
            @($info.OutputType).Count | Should -BeGreaterThan 0
            $info.ParameterSets.Count | Should -BeLessOrEqual 3
        }

        It '<Command> can be tried with -WhatIf when it changes something' -ForEach ($commands | Where-Object Command -NotMatch '^(Get|Test)-') {
            $module.ExportedCmdlets[$Command].Parameters.Keys | Should -Contain 'WhatIf'
            $module.ExportedCmdlets[$Command].Parameters.Keys | Should -Contain 'Confirm'
        }

        It '<Command> takes a secret as SecureString' -ForEach $commands {
            foreach ($parameter in $module.ExportedCmdlets[$Command].Parameters.Values | Where-Object Name -Match 'Secret$|Verifier$|^RefreshToken$|^AccessToken$|Password' | Where-Object Name -NE 'KeySecret') {
                $parameter.ParameterType | Should -Be ([securestring])
            }
        }
    }

    Context 'in its errors' {
        It '<Problem> has a kind, and says what to do' -ForEach $problems {
            foreach ($facts in @{}, @{ Connection = 'demo'; LoginUrl = 'https://acme.my.salesforce.com'; RedirectUri = 'http://localhost:1717/' }) {
                $remedy = $remedyOf.Invoke($null, @([SfOAuth.Errors.Problem]$Problem, (Get-ErrorContext $facts)))
                $text = $textOf.GetValue($remedy)
                $categoryOf.GetValue($remedy) | Should -Not -Be 'NotSpecified'
                $text.Length | Should -BeGreaterThan 20
                $text | Should -Match '\.$'
                $text | Should -Not -Match "''|\bnull\b|  "
            }
        }

        # A remedy for one command must not send its user to a parameter of another.
        It '<Command> has each parameter that a remedy names, or another command is named with it' -ForEach $commands {
            $own = $module.ExportedCmdlets[$Command].Parameters.Keys
            $refusals = @($null) + @(
                @('JwtBearer', 'invalid_request', 'refresh_token scope is required'), @('Password', 'invalid_grant', 'authentication failure'),
                @('Password', 'invalid_grant', 'authentication failure - Invalid Password'), @('ClientCredentials', 'invalid_grant', 'no') | ForEach-Object {
                    [Activator]::CreateInstance([SfOAuth.Errors.ProtocolException], [System.Reflection.BindingFlags]'Instance, NonPublic', $null, @([SfOAuth.Errors.RequestKind]$_[0], $_[1], $_[2], 400, 'acme'), $null)
                })
            $texts = [System.Collections.Generic.HashSet[string]]::new()
            foreach ($facts in @{}, @{ LoginUrl = 'https://acme.example' }, @{ Connection = 'demo' }, @{ Connection = 'demo'; IsNew = $true; LoginUrl = 'https://acme.example' }) {
                foreach ($refusal in $(if ($facts.Count -eq 1) { $refusals } else { , $null })) {
                    $context = Get-ErrorContext ($facts + @{ Parameters = [string[]]$own; Refusal = $refusal })
                    foreach ($problem in [enum]::GetValues([SfOAuth.Errors.Problem])) {
                        $null = $texts.Add($textOf.GetValue($remedyOf.Invoke($null, @($problem, $context))))
                    }
                }
            }
            $sentences = foreach ($text in $texts) {
                if ($text -match "''|'the host'|  ") { "-Unfilled $text" }
                $text -split '(?<=[.])\s+(?=\p{Lu})' -match '-'
            }

            $strange = foreach ($sentence in $sentences | Select-Object -Unique) {
                $named = [regex]::Matches($sentence, '\b[A-Z][a-z]+-[A-Z][A-Za-z]+\b').Value | Where-Object { $_ } | ForEach-Object { $_; (Get-Command $_ -ErrorAction Ignore).Parameters.Keys }
                # SecretManagement is not everywhere.
                $used = if ($named -notcontains 'Register-SecretVault') { [regex]::Matches($sentence, '(?<![\w-])-([A-Z][A-Za-z]+)') | ForEach-Object { $_.Groups[1].Value } }
                $used | Where-Object { $_ -and $_ -notin $own -and $_ -notin $named } | ForEach-Object { "-$_ in '$sentence'" }
            }

            $strange | Should -BeNullOrEmpty
        }

        It 'names only commands that exist' {
            $named = [enum]::GetNames([SfOAuth.Errors.Problem]) | ForEach-Object { $textOf.GetValue($remedyOf.Invoke($null, @([SfOAuth.Errors.Problem]$_, (Get-ErrorContext)))) | Select-String '\b[A-Z][a-z]+-Sf[A-Z][A-Za-z]+' -AllMatches -CaseSensitive | ForEach-Object { $_.Matches.Value } } | Select-Object -Unique

            $named | Should -Not -BeNullOrEmpty
            $named | ForEach-Object { $module.ExportedCmdlets.Keys | Should -Contain $_ }
        }
    }

    Context 'in its source' {
        It '<File> is short enough to be read' -ForEach $files {
            # The ids of all errors are one list.
            $ceiling = if ($File -match '/Commands/') { 150 } elseif ($File -match '/Errors/Problem\.cs$') { 400 } else { 250 }
            @(Get-Content $Path).Count | Should -BeLessOrEqual $ceiling
        }

        It '<File> holds one type, of its name' -ForEach ($files | Where-Object File -NotMatch '/Polyfills') {
            (Get-Content $Path -Raw) | Should -Match "\b(class|enum|interface|struct|record|delegate \S+) $([System.IO.Path]::GetFileNameWithoutExtension($File))\b"
        }
    }
    # Where that is missing, they are left out by their tag; where it is there, nobody would see that the tag is missing.
    Context 'in its tests' {
        BeforeAll {
            function Find-Call($Ast, [string] $Name) {
                $Ast.FindAll({ $args[0] -is [System.Management.Automation.Language.CommandAst] -and $args[0].GetCommandName() -match $Name }, $true)
            }

            function Test-Need($Test) {
                (Find-Call $Test '^(Register-(FileVault|TestVault|SecretVault)|(Get|Set)-Secret)$') -or
                # To a command that looks for SfOAuth's own vaults alone, or says what else it may be, it is not.
                ($Test.Extent.Text -match 'VaultNotFound' -and $Test.Extent.Text -notmatch 'SecretManagementMissing|-SfVault\b')
            }

            function Test-Tagged($Block) {
                for (; $Block; $Block = $Block.Parent) {
                    if ($Block.Extent.Text -match '^(It|Context|Describe) .*-Tag .*Secret(Management|Store)') { return $true }
                }
            }
        }

        It '<File> says which tests need SecretManagement' -ForEach $testFiles {
            $file = [System.Management.Automation.Language.Parser]::ParseFile($Path, [ref] $null, [ref] $null)

            $untold = Find-Call $file '^It$' | Where-Object { (Test-Need $_) -and -not (Test-Tagged $_) }

            $untold | ForEach-Object { $_.CommandElements[1].Extent.Text } | Should -BeNullOrEmpty
        }
    }
}
