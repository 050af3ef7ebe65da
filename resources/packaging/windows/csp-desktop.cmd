@"%~dp0python\python.exe" "%~dp0app\main.py" %*
