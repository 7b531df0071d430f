"""The table of the step language, and the tests that every row of it holds on the engine."""
