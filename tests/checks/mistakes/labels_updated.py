# VS001 8:9 labels.update({"c": "d"})
from prelude import *


class Bad(Work, name="bad"):
    async def run(self, context: Context) -> Action:
        labels = {"a": "b"}
        labels.update({"c": "d"})
        reply = await http.post(self.url, json=labels, reply=Job)
        return Fail(reply.id)
# help:
# 7 |         labels = {"a": "b", "c": "d"}
# 8 |
