"""The command's verbs, one module for a few that belong together, each loaded only when it is called."""
