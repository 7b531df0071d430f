from prelude import *


class Bad(Work, name="bad"):
    async def run(self, context: Context) -> Action:
        reply = await http.get(self.url)
        if reply.status == 503:
            return Wait("busy")
        return Fail(reply.headers.get("Location", "nowhere"))
# help:
# 9 |         return Fail(reply.headers["Location"] if "Location" in reply.headers else "nowhere")
