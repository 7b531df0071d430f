"""Runs in a real cluster: start one, follow it, resume and terminate it."""
