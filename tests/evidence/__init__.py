"""What the engines do with hand-written CUE: scenarios, what was seen on each line, and `docs/engine.md` written from them."""
