"""Opens the page: `python app.py` is `assistant serve`, with the same options."""

import sys

from assistant.cli import main

if __name__ == "__main__":
    sys.argv.insert(1, "serve")
    main()
