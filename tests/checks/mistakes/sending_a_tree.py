# VS014 13:47 job.tree
from prelude import *


class Part(Model):
    name: str
    parts: list["Part"] = []


class Bad(Work, name="bad"):
    async def run(self, context: Context) -> Action:
        job = await http.get(API, reply=Tree)
        await http.post(f"{API}/copies", json=job.tree, reply=Item)
        return Continue()


class Tree(Model):
    tree: Part
# help:
# 13 |         await http.post(f"{API}/copies", json=Item(name=job.tree.name), reply=Item)
