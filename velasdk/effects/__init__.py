"""Functions that become provider calls, one module a provider."""
