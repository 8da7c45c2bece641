@echo off
chcp 65001 >nul
cd /d "%~dp0"
set STARTER=
where py >nul 2>nul && set STARTER=py -3
if not defined STARTER where python >nul 2>nul && set STARTER=python
if not defined STARTER (
  echo Python mangler. Hent Python 3.13 i Microsoft Store eller paa python.org, og dobbeltklik saa her igen.
  pause
  exit /b 1
)
%STARTER% -m course read
if errorlevel 1 pause
