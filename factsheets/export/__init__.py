"""A fact sheet in other forms, one module each. Nothing here reads or writes a file."""
