#!/usr/bin/env pwsh
# Runs the suite, after compiling it where its sources have changed. Every argument is the suite's:
#   ./build.ps1                    help
#   ./build.ps1 --target=Expand    a target
# There is no param block, so that PowerShell takes no argument for itself.
$ErrorActionPreference = 'Stop'
$PSNativeCommandUseErrorActionPreference = $false

# A link may stand for this script.
$self = Get-Item -LiteralPath $PSCommandPath
while ($self.LinkType -eq 'SymbolicLink') {
    $link = @($self.Target)[0]
    if (-not [System.IO.Path]::IsPathRooted($link)) {
        $link = Join-Path $self.DirectoryName $link
    }
    $self = Get-Item -LiteralPath $link
}
$root = $self.DirectoryName

if ($env:OS -ne 'Windows_NT') {
    & bash (Join-Path $root 'build.sh') @args
    exit $LASTEXITCODE
}

$cache = Join-Path $root '.cache'
$suites = Join-Path $cache 'suite'
$log = Join-Path $cache 'compile.log'

function Write-Note([string] $text) {
    [Console]::Error.WriteLine($text)
}

# Names the sources by their contents: a compiled suite is found again by it, whatever happened to times in between.
function Get-Fingerprint {
    $files = @(Get-ChildItem -LiteralPath (Join-Path $root 'build') -Recurse -File -Force)
    $files += @(Get-ChildItem -LiteralPath $root -File | Where-Object {
        $_.Extension -eq '.props' -or $_.Name -eq 'global.json'
    })
    $sha = [System.Security.Cryptography.SHA256]::Create()
    try {
        $lines = @($files | Sort-Object -Property FullName | ForEach-Object {
            $hash = $sha.ComputeHash([System.IO.File]::ReadAllBytes($_.FullName))
            $_.FullName.Substring($root.Length) + ' ' + [System.BitConverter]::ToString($hash)
        })
        $whole = $sha.ComputeHash([System.Text.Encoding]::UTF8.GetBytes($lines -join "`n"))
    }
    finally {
        $sha.Dispose()
    }
    $name = [System.BitConverter]::ToString($whole).Replace('-', '').Substring(0, 20).ToLowerInvariant()
    # The variable reaches the compiler as a property (build/Frosting/README.md).
    if ($env:UseCakeFrostingPackage) {
        $name = "package-$name"
    }
    return $name
}

# Whether global.json, which counts in its folder, accepts an SDK of this dotnet.
function Test-Accepted([string] $dotnet) {
    if (-not $dotnet -or -not (Test-Path -LiteralPath $dotnet -PathType Leaf)) {
        return $false
    }
    # What a program writes to its error stream must not end this script.
    $ErrorActionPreference = 'Continue'
    Push-Location -LiteralPath $root
    try {
        & $dotnet --version *> $null
        return $LASTEXITCODE -eq 0
    }
    finally {
        Pop-Location
    }
}

function Find-Dotnet {
    $own = Join-Path (Join-Path $cache 'sdk') 'dotnet.exe'
    $candidates = @()
    $onPath = Get-Command -Name dotnet -CommandType Application -ErrorAction SilentlyContinue | Select-Object -First 1
    if ($onPath) {
        $candidates += $onPath.Path
    }
    $usual = $env:DOTNET_ROOT
    if (-not $usual) {
        # Where the official script installs to.
        $usual = Join-Path ([Environment]::GetFolderPath('LocalApplicationData')) 'Microsoft\dotnet'
    }
    $candidates += Join-Path $usual 'dotnet.exe'
    $candidates += $own
    foreach ($candidate in $candidates) {
        if (Test-Accepted $candidate) {
            return $candidate
        }
    }
    Install-Sdk $own
    return $own
}

function Install-Sdk([string] $dotnet) {
    $folder = Split-Path -Parent $dotnet
    $installer = Join-Path $cache 'dotnet-install.ps1'
    Write-Note "No .NET SDK that global.json accepts was found: installing one into $folder ..."
    $ProgressPreference = 'SilentlyContinue'
    try {
        $protocols = [System.Net.ServicePointManager]::SecurityProtocol
        [System.Net.ServicePointManager]::SecurityProtocol = $protocols -bor [System.Net.SecurityProtocolType]::Tls12
        Invoke-WebRequest -UseBasicParsing -Uri 'https://dot.net/v1/dotnet-install.ps1' -OutFile $installer | Out-Null
        & $installer -JSonFile (Join-Path $root 'global.json') -InstallDir $folder -NoPath | Out-Null
    }
    catch {
        Write-Note $_.Exception.Message
    }
    if (-not (Test-Accepted $dotnet)) {
        Write-Note ("The .NET SDK could not be installed: get the version that $root\global.json names " +
            'from https://dotnet.microsoft.com/download, put it on the PATH and run this again.')
        exit 1
    }
}

# Compiles into a folder, with further arguments for dotnet publish; the output goes to the log.
function Invoke-Publish([string] $dotnet, [string] $folder, [string[]] $more) {
    if (Test-Path -LiteralPath $folder) {
        Remove-Item -LiteralPath $folder -Recurse -Force
    }
    $ErrorActionPreference = 'Continue'
    $arguments = @(
        'publish', (Join-Path (Join-Path $root 'build') 'Suite'), '--configuration', 'Release', '--output', $folder,
        '--nologo', '--verbosity', 'quiet', '-tl:off', '-nodeReuse:false',
        "-p:ArtifactsPath=$(Join-Path $cache 'compile')", '-p:RunAnalyzers=false', '-p:GenerateDocumentationFile=false'
    ) + $more
    & $dotnet @arguments *> $log
    return $LASTEXITCODE -eq 0
}

# Waits until no other compilation goes on; the lock dies with its holder.
function Enter-Lock {
    $file = Join-Path $cache 'compile.lock'
    while ($true) {
        try {
            return [System.IO.File]::Open($file, 'OpenOrCreate', 'ReadWrite', 'None')
        }
        catch [System.IO.IOException] {
            Start-Sleep -Milliseconds 200
        }
    }
}

function Invoke-Compile {
    $clock = [System.Diagnostics.Stopwatch]::StartNew()
    $fresh = Join-Path $suites '.fresh'
    $dotnet = Find-Dotnet
    # Sources that change meanwhile are compiled anew, lest what was compiled of the old ones bears the new ones' name.
    while ($true) {
        $before = Get-Fingerprint
        $suite = Join-Path $suites $before
        if (Test-Path -LiteralPath (Join-Path $suite 'Suite.dll')) {
            break
        }
        Write-Note 'Compiling the suite, once for these sources ...'
        # Code for this machine needs packages of its own; where they cannot be had, the suite starts slower.
        $compiled = Invoke-Publish $dotnet $fresh @('-p:Precompile=true')
        if (-not $compiled -and (Select-String -LiteralPath $log -Pattern 'error (NU1|NETSDK)[0-9]+' -Quiet)) {
            $compiled = Invoke-Publish $dotnet $fresh @()
        }
        if (-not $compiled) {
            if (Test-Path -LiteralPath $fresh) {
                Remove-Item -LiteralPath $fresh -Recurse -Force
            }
            Get-Content -LiteralPath $log | ForEach-Object {
                Write-Note ($_.Replace("$root\", '') -replace ' \[[^\]]*\]$', '')
            }
            Write-Note 'The suite does not compile: correct the errors above and run this again.'
            exit 1
        }
        if ((Get-Fingerprint) -eq $before) {
            [System.IO.File]::WriteAllText((Join-Path $fresh '.dotnet'), $dotnet)
            if (Test-Path -LiteralPath $suite) {
                Remove-Item -LiteralPath $suite -Recurse -Force
            }
            Move-Item -LiteralPath $fresh -Destination $suite
            Write-Note "Compiled the suite in $([int] $clock.Elapsed.TotalSeconds) s."
        }
    }
    # The last ones stay: a change may be taken back. One that is running cannot be deleted, and is left.
    Get-ChildItem -LiteralPath $suites -Directory |
        Where-Object { -not $_.Name.StartsWith('.') } |
        Sort-Object -Property LastWriteTimeUtc -Descending |
        Select-Object -Skip 4 |
        Remove-Item -Recurse -Force -ErrorAction SilentlyContinue
    return $suite
}

$env:DOTNET_NOLOGO = '1'
$env:DOTNET_CLI_TELEMETRY_OPTOUT = '1'
$suite = Join-Path $suites (Get-Fingerprint)
if (-not (Test-Path -LiteralPath (Join-Path $suite 'Suite.dll'))) {
    New-Item -ItemType Directory -Force -Path $suites | Out-Null
    $lock = Enter-Lock
    try {
        $suite = Invoke-Compile
    }
    finally {
        $lock.Dispose()
    }
}

$dotnet = [System.IO.File]::ReadAllText((Join-Path $suite '.dotnet')).Trim()
if (-not (Test-Path -LiteralPath $dotnet)) {
    $dotnet = Find-Dotnet
}
# What the suite starts finds the same dotnet.
$folder = Split-Path -Parent $dotnet
if (($env:PATH -split [System.IO.Path]::PathSeparator) -notcontains $folder) {
    $env:DOTNET_ROOT = $folder
    $env:PATH = $folder + [System.IO.Path]::PathSeparator + $env:PATH
}
& $dotnet (Join-Path $suite 'Suite.dll') @args
exit $LASTEXITCODE
