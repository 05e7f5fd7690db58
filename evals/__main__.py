"""`python -m evals` is `assistant eval`."""

import sys

from evals.command import main

main(sys.argv[1:])
