"""From the IR to CUE. One emitter, two dialects: they differ in how a provider is called, and in nothing else."""
