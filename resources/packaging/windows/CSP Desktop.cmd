@if not exist "%~dp0python\pythonw.exe" (
    @echo Unpack the whole zip first, then open "CSP Desktop" in the folder that makes.
    @pause
    @exit /b 1
)
@start "" "%~dp0python\pythonw.exe" "%~dp0app\main.py" %*
