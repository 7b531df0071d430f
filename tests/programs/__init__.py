"""Random general steps: programs of the language, correct by construction, that are compiled and compared on the engines."""
