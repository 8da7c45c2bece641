@echo off
chcp 65001 >nul
if not exist "%~dp0course\__main__.py" (
  echo Pak zip-filen ud foerst: Hoejreklik paa den i Stifinder, vaelg Udpak alle, og dobbeltklik paa start i den nye mappe.
  pause
  exit /b 1
)
cd /d "%~dp0"
set STARTER=
for %%v in (3.13 3.12 3.14 3.11) do if not defined STARTER py -%%v -c "" >nul 2>nul && set STARTER=py -%%v
if not defined STARTER python -c "" >nul 2>nul && set STARTER=python
if not defined STARTER py -3 -c "" >nul 2>nul && set STARTER=py -3
if not defined STARTER (
  echo Python mangler. Hent Python 3.13 i Microsoft Store eller paa python.org, og dobbeltklik saa her igen.
  pause
  exit /b 1
)
%STARTER% -m course read
if errorlevel 1 pause
