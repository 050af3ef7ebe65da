"""Opening files made elsewhere: readers by format, in a child process with limits."""
