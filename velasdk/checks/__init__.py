"""The rules: one file each, whose docstring is the page that `velasdk rule CODE` shows."""
