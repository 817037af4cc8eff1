"""Django's own command line, for developers; people use `runwu`."""

import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "runwu.config.settings.dev")
    execute_from_command_line(sys.argv)
