"""How findings are shown: one function for each format, all of them text to print."""
