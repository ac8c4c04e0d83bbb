# The pages in docs/ against the commands: nothing undescribed, nothing invented, every example run, and the compiled help of today.
BeforeDiscovery {
    Import-Module "$PSScriptRoot/../Kit/Examples.psm1" -Force
    # Examples about a second vault.
    $needsStore = 'Set-Secret|Move-SfConnection'
    function Get-Section([string] $Text, [string] $Heading) {
        [regex]::Match($Text, "(?sm)^## $Heading\n(.*?)(?=^## |\z)").Groups[1].Value.Trim()
    }

    function Get-Part([string] $Section) {
        foreach ($part in [regex]::Matches($Section, '(?sm)^### (?<title>.+?)\n(?<body>.*?)(?=^### |\z)')) {
            @{ Title = $part.Groups['title'].Value; Body = $part.Groups['body'].Value.Trim() }
        }
    }

    function Get-Fence([string] $Text, [string] $Language) {
        [regex]::Match($Text, "(?sm)^``````$Language\n(.*?)\n``````$").Groups[1].Value
    }

    function Get-Parameter([string] $Text) {
        foreach ($part in Get-Part (Get-Section $Text 'PARAMETERS') | Where-Object Title -Like '-*') {
            @{
                Name        = $part.Title.TrimStart('-')
                Description = ($part.Body -split '```yaml')[0].Trim()
                Facts       = (Get-Fence $part.Body 'yaml') -split "`n" | Where-Object { $_ -notmatch '^(DefaultValue|HelpMessage|DontShow):' }
            }
        }
    }

    function Get-Example([string] $Name, [string] $Text) {
        foreach ($part in Get-Part (Get-Section $Text 'EXAMPLES')) {
            @{ Command = $Name; Title = $part.Title; Code = Get-Fence $part.Body 'powershell'; Shown = Get-Fence $part.Body 'output' }
        }
    }

    $manifest = & ([scriptblock]::Create((Get-Content "$env:SFOAUTH_TEST_RELEASE/SfOAuth.psd1" -Raw)))
    $pages = foreach ($name in $manifest.CmdletsToExport) {
        $path = "$PSScriptRoot/../../docs/$name.md"
        $text = if (Test-Path $path) { (Get-Content $path -Raw) -replace "`r`n", "`n" }
        @{
            Name       = $name
            Text       = $text
            Syntax     = @(Get-Part (Get-Section $text 'SYNTAX') | ForEach-Object { Get-Fence $_.Body '' })
            Parameters = @(Get-Parameter $text)
            Examples   = @(Get-Example $name $text)
            Local      = @(Get-Example $name $text | Where-Object { -not (Test-SharedExample $_.Code) })
            Shared     = @(Get-Example $name $text | Where-Object { Test-SharedExample $_.Code })
            Outputs    = @(Get-Part (Get-Section $text 'OUTPUTS') | ForEach-Object Title)
        }
    }
}

BeforeAll {
    Import-Module "$PSScriptRoot/../Kit/TestKit.psm1" -Force
    Import-SfOAuth

    # What the engine knows of a parameter, in the words of the pages.
    function Get-Fact($Parameter) {
        $type = [Nullable]::GetUnderlyingType($Parameter.ParameterType) ?? $Parameter.ParameterType
        $values = if ($type.IsEnum) {
            [enum]::GetNames($type)
        } else {
            $Parameter.Attributes | Where-Object { $_ -is [ValidateSet] } | ForEach-Object ValidValues
        }

        "Type: $($type.FullName)"
        'SupportsWildcards: {0}' -f "$([bool]($Parameter.Attributes | Where-Object { $_ -is [SupportsWildcards] }))".ToLower()
        Get-List 'Aliases' $Parameter.Aliases
        'ParameterSets:'
        foreach ($set in $Parameter.ParameterSets.GetEnumerator()) {
            "- Name: $($set.Key -replace '__AllParameterSets', '(All)')"
            "  Position: $(if ($set.Value.Position -lt 0) { 'Named' } else { $set.Value.Position })"
            foreach ($fact in @{ IsRequired = 'IsMandatory' }, @{ ValueFromPipeline = 'ValueFromPipeline' }, @{ ValueFromPipelineByPropertyName = 'ValueFromPipelineByPropertyName' }, @{ ValueFromRemainingArguments = 'ValueFromRemainingArguments' }) {
                "  $($fact.Keys): $("$($set.Value."$($fact.Values)")".ToLower())"
            }
        }

        Get-List 'AcceptedValues' $values
    }

    function Get-List([string] $Name, $Values) {
        if ($Values) {
            "${Name}:"
            $Values | ForEach-Object { "- $_" }
        } else {
            "${Name}: []"
        }
    }

    function Get-OwnParameter([string] $Command) {
        (Get-Command $Command).Parameters.Values | Where-Object Name -NotIn ([System.Management.Automation.Cmdlet]::CommonParameters)
    }
}

Describe 'The page of <Name>' -ForEach $pages {
    It 'is there, with nothing left to fill in' {
        $Text | Should -Not -BeNullOrEmpty
        $Text | Should -Match '(?m)^document type: cmdlet$'
        $Text | Should -Not -Match '\{\{|Gets or sets'
    }

    It 'is the one that Get-Help -Online opens' {
        $page = "https://github.com/SfOAuth/SfOAuth/blob/main/docs/$Name.md"

        (Get-Command $Name).HelpUri | Should -Be $page
        $Text | Should -Match "(?m)^HelpUri: $([regex]::Escape($page))$"
        (Get-Help $Name).relatedLinks.navigationLink.uri | Select-Object -First 1 | Should -Be $page
    }

    It 'describes every parameter, and no other' {
        $Parameters.Name | Sort-Object | Should -Be ((Get-OwnParameter $Name).Name | Sort-Object)
        $Parameters | Where-Object { $_.Description.Length -lt 20 } | ForEach-Object Name | Should -BeNullOrEmpty
    }

    It 'has the facts of each parameter right' {
        foreach ($parameter in Get-OwnParameter $Name) {
            $facts = ($Parameters | Where-Object Name -EQ $parameter.Name).Facts
            $facts -join "`n" | Should -Be ((Get-Fact $parameter) -join "`n") -Because "of -$($parameter.Name)"
        }
    }

    It 'shows the syntax of every parameter set' {
        $expected = (Get-Command $Name).ParameterSets | ForEach-Object { "$Name $_" } | Sort-Object
        $Syntax -replace '\s+', ' ' | Sort-Object | Should -Be $expected
    }

    It 'names what the command returns' {
        $types = (Get-Command $Name).OutputType.Name | ForEach-Object { if ($_ -eq 'System.Void') { 'None' } else { $_ } }
        $Outputs | Should -Be $types
    }

    It 'has two examples at least, each of this command' {
        $Examples.Count | Should -BeGreaterOrEqual 2
        foreach ($example in $Examples) {
            $example.Code | Should -Match "\b$Name\b" -Because "of '$($example.Title)'"
        }
    }

    It 'is what Get-Help shows' {
        $help = Get-Help $Name -Full
        $Text | Should -BeLike "*`n## SYNOPSIS`n`n$($help.Synopsis)`n*"
        ($help.parameters.parameter | Where-Object { $_.description }).name | Sort-Object | Should -Be ($Parameters.Name | Sort-Object)
        $help.examples.example.code | Should -Be $Examples.Code
    }
}

Describe 'The examples' {
    BeforeAll {
        Import-Module "$PSScriptRoot/../Kit/Examples.psm1" -Force
        $org = Start-TestOrg
        Enter-Example $org
    }

    BeforeEach { Reset-Example }

    AfterAll {
        Exit-Example
        Stop-TestOrg $org
    }

    Context 'of <Name>' -ForEach $pages {
        It '<Title>' -ForEach ($Local | Where-Object Code -NotMatch $needsStore) {
            $output = Invoke-AsPrinted $Code
            if ($Shown) {
                ($output | Out-String).Trim() | Should -Be $Shown
            }
        }

        It '<Title>' -Tag Azurite -ForEach $Shared {
            Enter-SharedExample $Code

            { Invoke-AsPrinted $Code } | Should -Not -Throw
        }

        It '<Title>' -Tag SecretStore -ForEach ($Local | Where-Object Code -Match $needsStore) {
            Register-TestVault
            # From where the examples take it.
            if ($Name -eq 'Move-SfConnection') {
                Get-SfConnection | Where-Object Vault -NE TestVault | Move-SfConnection -ToVault TestVault
            }

            try {
                { Invoke-AsPrinted $Code } | Should -Not -Throw
            } finally {
                Unregister-TestVault
            }
        }
    }
}

Describe 'The compiled help' {
    It 'is made of the pages as they are' {
        $docs = "$PSScriptRoot/../../docs"
        $compile = "$PSScriptRoot/../../tools/ConvertTo-Help.ps1"
        $shipped = Get-Content "$env:SFOAUTH_TEST_RELEASE/en-US/SfOAuth.dll-Help.xml" -Raw
        $shipped | Should -BeLike "*pages $(& $compile -Docs $docs -AsHash) *" -Because "'build.ps1 -Task Docs' has to run after a change"
        # Without the compiler the hash has to do.
        if (Get-Module Microsoft.PowerShell.PlatyPS -ListAvailable) {
            & $compile -Docs $docs -Destination "$TestDrive/help" -Release $env:SFOAUTH_TEST_RELEASE
            Get-Content "$TestDrive/help/SfOAuth.dll-Help.xml" -Raw | Should -BeExactly $shipped
        }
    }
}
