"""Numbers that are compared as statuses are, and are none."""

from prelude import *


class Ask(Work, name="ask"):
    async def run(self, context: Context) -> Action:
        reply = await http.get(self.url, reply=Reply)
        answer = await http.get(self.url)
        large = sum(item.size for item in reply.items if item.size > 500)
        if large == 500 or large in [429, 503] or large > 503:
            return Fail("too large")
        if answer.status in [429, self.limit]:
            return Fail(f"{self.url} answered {answer.status}")
        return Continue() if answer.status == 200 else Fail("no")
