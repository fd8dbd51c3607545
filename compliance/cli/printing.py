"""What several commands print alike."""

import sys


def print_file(text: str) -> None:
    """Print what is going to be a file, or read by a program: UTF-8, whatever the terminal is."""
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode())
