"""A person decides on what the distiller found: decisions, the desk that keeps them, the queue and bulk acceptance."""
