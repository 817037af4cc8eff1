"""Settings: `base` reads the environment; `dev`, `test` and `production` set what differs."""
