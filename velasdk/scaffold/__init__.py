"""A new project: its names, its files, and how they are written without losing anything."""
