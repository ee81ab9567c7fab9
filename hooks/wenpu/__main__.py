"""`python -m wenpu` is the command `wenpu`."""

from wenpu.cli import main

main()
