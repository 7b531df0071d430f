"""From live step classes and the syntax of their methods to the IR."""
