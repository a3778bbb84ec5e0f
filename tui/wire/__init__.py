"""The wire: what a slow line is sent of the screen. A model of the terminal, and only what differs from it."""
