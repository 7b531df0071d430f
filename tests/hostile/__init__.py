"""Steps made of hostile text and hostile names."""
