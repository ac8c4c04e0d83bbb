#!/usr/bin/env bash
# The build for a machine that may have only the .NET SDK: it hands over to build.ps1 in a PowerShell that is there, or one that
# NuGet gives. With neither it does what needs none, and says what it left out.
set -euo pipefail
cd "$(dirname "$0")"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
task="${1:-build}"

if ! command -v dotnet >/dev/null 2>&1; then
    echo "SfOAuth needs the .NET SDK, version 8 or later." >&2
    exit 1
fi

works() {
    "$@" -NoProfile -NonInteractive -Command 'exit [int]($PSVersionTable.PSVersion -lt "7.4")' >/dev/null 2>&1
}

if works pwsh; then
    exec pwsh -NoProfile -NonInteractive -File ./build.ps1 -Task "$task" "${@:2}"
elif dotnet tool restore >/dev/null 2>&1 && works dotnet tool run pwsh --; then
    exec dotnet tool run pwsh -- -NoProfile -NonInteractive -File ./build.ps1 -Task "$task" "${@:2}"
fi

why='no PowerShell 7.4 here, and no registry that gives one'
case "$task" in
build | test | demo | Build | Test | Demo) task="${task,,}" ;;
analyze | Analyze)
    echo "Left out: the lint ($why)."
    exit 0
    ;;
*)
    echo "The task '$task' needs PowerShell 7.4 or later: $why." >&2
    exit 1
    ;;
esac

# That took its time already if nobody answers; the next try is a short one.
export NUGET_ENHANCED_MAX_NETWORK_TRY_COUNT=1
# Without packages there are still the frameworks that the SDK brings along; the one of its own version does for Core.
if dotnet restore SfOAuth.sln >/dev/null 2>&1; then
    framework=net8.0 has_packages=1
    dotnet build SfOAuth.sln --no-restore --configuration Release -v quiet
else
    framework="net$(dotnet --version | cut -d. -f1).0" has_packages=
    # A newer framework calls more of its members obsolete.
    own=(-p:OwnFramework="$framework" -p:TreatWarningsAsErrors=false)
    dotnet build tests/Demo --configuration Release -v quiet "${own[@]}"
fi

case "$task" in
build)
    echo "Left out: the module in output/ ($why)."
    ;;
test)
    if [ -z "$has_packages" ]; then
        dotnet "tests/Demo/bin/Release/$framework/Demo.dll"
        echo "Left out: every test ($why, nor xunit); Core was built, and did the main job above."
        exit 0
    fi
    log="$(mktemp)"
    trap 'rm -f "$log"' EXIT
    status=0
    dotnet test tests/SfOAuth.Core.Tests --no-build --configuration Release --framework net8.0 --filter 'Category!=Stress' | tee "$log" || status=$?
    echo "Left out: the cmdlets' tests, and Core's on .NET Framework ($why)."
    sed -nE 's/.*Failed: *([0-9]+), Passed: *([0-9]+), Skipped: *([0-9]+).*/Total: \2 passed, \1 failed, \3 skipped/p' "$log"
    exit "$status"
    ;;
demo)
    dotnet "tests/Demo/bin/Release/$framework/Demo.dll"
    echo "Left out: the cmdlets ($why); the steps above ran through SfOAuth.Core."
    ;;
esac
