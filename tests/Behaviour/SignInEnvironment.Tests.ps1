# Where a session runs decides how a browser is opened, and what its user is told.
Describe 'A session' {
    BeforeAll {
        Import-Module "$PSScriptRoot/../Kit/TestKit.psm1" -Force
        Import-SfOAuth
        $assembly = [SfOAuth.Token].Assembly
        $any = [System.Reflection.BindingFlags]'Instance, Static, Public, NonPublic'

        function Get-Surrounding([hashtable] $Variables = @{}, [string[]] $Files = @(), [string] $System = 'LINUX') {
            $environment = [Func[string, string]] { param($Name) $Variables[$Name] }.GetNewClosure()
            $exists = [Func[string, bool]] { param($Path) $Path -in $Files }.GetNewClosure()
            $assembly.GetType('SfOAuth.SignIn.SignInEnvironment').GetConstructors($any)[0].Invoke(@($environment, $exists, [System.Runtime.InteropServices.OSPlatform]::Create($System)))
        }

        function Get-Advice($Surroundings) { $Surroundings.GetType().GetMethod('Advice', $any).Invoke($Surroundings, @(1717)) }

        function Get-BrowserCommand($Surroundings, [string] $Url = 'https://acme/?a=1&b=%20') {
            $for = $assembly.GetType('SfOAuth.SignIn.BrowserCommand').GetMethod('For', $any)
            foreach ($command in $for.Invoke($null, @($Url, $Surroundings))) {
                @($command.GetType().GetProperty('Program', $any).GetValue($command)) + $command.GetType().GetProperty('Arguments', $any).GetValue($command) -join ' | '
            }
        }

        function Invoke-CommandLine([string] $Method, $Argument) { $assembly.GetType('SfOAuth.SignIn.CommandLine').GetMethod($Method, $any).Invoke($null, @(, $Argument)) }
    }

    Context 'says what to do' {
        It '<Where>' -ForEach @(
            @{ Where = 'over SSH'; Variables = @{ SSH_CONNECTION = '10.0.0.1 5 10.0.0.2 22' }; Says = 'ssh -L 1717:localhost:1717.*-NoBrowser' }
            @{ Where = 'over SSH with a terminal'; Variables = @{ SSH_TTY = '/dev/pts/1'; DISPLAY = ':10' }; Says = 'over SSH' }
            @{ Where = 'over SSH into a container'; Variables = @{ SSH_TTY = '/dev/pts/1' }; Files = '/.dockerenv'; Says = 'over SSH' }
            @{ Where = 'in a Docker container'; Files = '/.dockerenv'; Says = 'container.*published port.*-NoBrowser.*--network host.*Request-SfJwtToken' }
            @{ Where = 'in a Podman container'; Files = '/run/.containerenv'; Says = 'container' }
            @{ Where = 'in a container that says so'; Variables = @{ container = 'podman' }; Says = 'container' }
            @{ Where = 'in a pod'; Variables = @{ KUBERNETES_SERVICE_HOST = '10.0.0.1' }; Says = 'kubectl port-forward <pod> 1717' }
            @{ Where = 'in WSL'; Variables = @{ WSL_DISTRO_NAME = 'Ubuntu' }; Says = 'browser of Windows.*1717.*-NoBrowser' }
            @{ Where = 'in WSL with interop alone'; Variables = @{ WSL_INTEROP = '/run/WSL/8_interop'; DISPLAY = ':0' }; Says = 'browser of Windows' }
            @{ Where = 'without a screen'; Says = 'no screen.*-NoBrowser' }
        ) {
            $variables = if (Test-Path Variable:Variables) { $Variables } else { @{} }
            $files = if (Test-Path Variable:Files) { $Files } else { @() }

            Get-Advice (Get-Surrounding $variables $files) | Should -Match $Says
        }

        It 'nothing <Where>' -ForEach @(
            @{ Where = 'at a desk with X11'; System = 'LINUX'; Variables = @{ DISPLAY = ':0' } }
            @{ Where = 'at a desk with Wayland'; System = 'LINUX'; Variables = @{ WAYLAND_DISPLAY = 'wayland-0' } }
            @{ Where = 'on macOS'; System = 'OSX'; Variables = @{} }
            @{ Where = 'on Windows'; System = 'WINDOWS'; Variables = @{} }
            @{ Where = 'where a variable is empty'; System = 'OSX'; Variables = @{ SSH_TTY = ''; container = '' } }
        ) {
            Get-Advice (Get-Surrounding $Variables -System $System) | Should -BeNullOrEmpty
        }
    }

    Context 'opens a browser' {
        It '<Where>' -ForEach @(
            @{ Where = 'on Windows'; System = 'WINDOWS'; Variables = @{}; Runs = 'https://acme/?a=1&b=%20' }
            @{ Where = 'on macOS'; System = 'OSX'; Variables = @{}; Runs = 'open | https://acme/?a=1&b=%20' }
            @{ Where = 'at a desk'; System = 'LINUX'; Variables = @{ DISPLAY = ':0' }; Runs = 'xdg-open | https://acme/?a=1&b=%20' }
            @{ Where = 'without a screen'; System = 'LINUX'; Variables = @{}; Runs = $null }
            @{ Where = 'in WSL'; System = 'LINUX'; Variables = @{ WSL_INTEROP = 'x' }; Runs = 'wslview | https://acme/?a=1&b=%20', 'rundll32.exe | url.dll,FileProtocolHandler | https://acme/?a=1&b=%20' }
            @{ Where = 'of the choice of its user'; System = 'OSX'; Variables = @{ BROWSER = 'firefox' }; Runs = 'firefox | https://acme/?a=1&b=%20', 'open | https://acme/?a=1&b=%20' }
            @{ Where = 'of several choices'; System = 'LINUX'; Variables = @{ BROWSER = 'firefox --new-window %s', "'/opt/my browser/run' --at=%s", '', 'w3m' -join [System.IO.Path]::PathSeparator }; Runs = 'firefox | --new-window | https://acme/?a=1&b=%20', '/opt/my browser/run | --at=https://acme/?a=1&b=%20', 'w3m | https://acme/?a=1&b=%20' }
        ) {
            Get-BrowserCommand (Get-Surrounding $Variables -System $System) | Should -Be $Runs
        }

        It 'but not with a batch file, which is a shell''s' {
            Get-BrowserCommand (Get-Surrounding @{ BROWSER = 'browse.CMD' } -System 'WINDOWS') | Should -Be 'https://acme/?a=1&b=%20'
        }
    }

    Context 'takes a command apart as it is written' {
        It '<Command>' -ForEach @(
            @{ Command = 'firefox'; Words = 'firefox' }
            @{ Command = '  firefox   -P work '; Words = 'firefox', '-P', 'work' }
            @{ Command = '"C:\Program Files\x.exe" -a'; Words = 'C:\Program Files\x.exe', '-a' }
            @{ Command = "--title='it is' `"a 'b'`" ''"; Words = '--title=it is', "a 'b'", '' }
            @{ Command = '$(rm -rf) ; `x` & | > y'; Words = '$(rm', '-rf)', ';', '`x`', '&', '|', '>', 'y' }
        ) {
            Invoke-CommandLine 'Split' $Command | Should -Be $Words
        }

        It 'and every word reaches the program as it is: <Word>' -ForEach @(
            @{ Word = 'plain' }, @{ Word = '' }, @{ Word = 'two words' }, @{ Word = 'a"b' }, @{ Word = 'end\' }, @{ Word = 'end of two\' }, @{ Word = 'a\"b c' }, @{ Word = '$(x) `y` & ; | > *' }
        ) {
            $shell = Get-PowerShellCommand
            $arguments = $shell.First + '-NoProfile', '-File', "$TestDrive/echo.ps1", 'first', $Word, 'last'
            $start = [System.Diagnostics.ProcessStartInfo]::new($shell.Path, (Invoke-CommandLine 'Join' ([string[]]$arguments)))
            Set-Content "$TestDrive/echo.ps1" '[Console]::Out.Write($args.Count.ToString() + ":" + ($args -join "|"))'
            $start.RedirectStandardOutput = $true
            $process = [System.Diagnostics.Process]::Start($start)

            $process.StandardOutput.ReadToEnd() | Should -Be "3:first|$Word|last"
            $process.Dispose()
        }
    }
}
