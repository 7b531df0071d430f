"""The rules: their pages, mistakes that a developer would make, and mutations of programs."""
