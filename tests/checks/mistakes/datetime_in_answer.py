# VS011 10:5 since: datetime
from prelude import *


from datetime import datetime


class Dated(Model):
    name: str
    since: datetime


class Bad(Work, name="bad"):
    async def run(self, context: Context) -> Action:
        answer = await http.get(self.url)
        if answer.status != 200:
            return Wait("not there")
        found = answer.json(Dated)
        return Continue() if found.name == "a" else Wait("not a")
# help:
# 10 |     since: str
