"""A key is one under another name too, and in a helper."""

from prelude import *


class Ask(Work, name="ask"):
    async def run(self, context: Context) -> Action:
        key = context.idempotency_key if self.limit > 3 else f"few-{context.idempotency_key}"
        job = await http.post(f"{self.url}/{key}", json=Order(name="one"), reply=Job)
        return Continue() if job.phase == Phase.DONE else Wait(f"{key} is not done")
