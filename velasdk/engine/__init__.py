"""The real KubeVela engines: build one, start it, let it play scripted runs."""
