"""The main window, its menus, help, search and start page."""
