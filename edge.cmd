@echo off
rem Builds Edge and hands over to the command line program. On Windows training uses the TorchSharp package.
setlocal
set "EDGE_ROOT=%~dp0"
set "EDGE_ROOT=%EDGE_ROOT:~0,-1%"
where dotnet >nul 2>nul || (echo edge: error: dotnet is not on the PATH 1>&2 & echo   try: install the .NET SDK 10 1>&2 & exit /b 1)
set "TARGET=host-tools\Edge.Cli"
if "%~1"=="test" set "TARGET=Edge.sln"
dotnet build "%EDGE_ROOT%\%TARGET%" -c Release -v q -nologo -p:TorchBackend=package || exit /b 1
if not defined OPENBLAS_NUM_THREADS set OPENBLAS_NUM_THREADS=1
if not defined OMP_NUM_THREADS set OMP_NUM_THREADS=1
set EDGE_TORCH_BACKEND=package
dotnet "%EDGE_ROOT%\host-tools\Edge.Cli\bin\Release\net10.0\edge.dll" %*
exit /b %ERRORLEVEL%
