"""Start CSP Desktop: the window, or one of its commands."""

from csp_desktop.cli import main

if __name__ == "__main__":
    main()
