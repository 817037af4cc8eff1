"""Run the command line as `python -m runwu.config.cli`, as the server does for the worker beside it."""

import sys

from runwu.config.cli.main import main

sys.exit(main())
