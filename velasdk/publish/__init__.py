"""Publishing an addon: what is packaged, what may be published, and where to."""
