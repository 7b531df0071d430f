"""From compiled steps to an addon: the files KubeVela reads, the README people read, and how they reach the disk."""
