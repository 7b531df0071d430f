"""Hand-written steps: CUE files and YAML definitions, looked at by the engines and played with wrong answers."""
