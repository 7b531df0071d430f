# VS011 10:5 since: datetime
from prelude import *


from datetime import datetime


class Dated(Model):
    name: str
    since: datetime


class Bad(Work, name="bad"):
    async def run(self, context: Context) -> Action:
        made = await once("made", http.post(self.url, json=Order(name=context.name), reply=Dated))
        found = await http.get(f"{self.url}/{made.name}", reply=Dated)
        return Continue() if found.name == "a" else Wait("not a")
# help:
# 10 |     since: str
