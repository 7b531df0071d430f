"""A look at another answer guards a POST only if the answer can change and the way depends on it."""

from prelude import *


class Remembered(Work, name="remembered"):
    async def run(self, context: Context) -> Action:
        made = await once("made", http.put(self.url, json=Order(name="one"), reply=Job))
        if made.phase == Phase.QUEUED:
            job = await http.post(self.url, json=Order(name="one"), reply=Job)  # VS102
            return Wait(f"{job.id} is started")
        return Continue()


class Elsewhere(Work, name="elsewhere"):
    async def run(self, context: Context) -> Action:
        found = await http.get(self.url, reply=Job)
        if self.limit > 3:
            job = await http.post(self.url, json=Order(name="one"), reply=Job)  # VS102
            return Wait(f"{job.id} is started")
        return Continue() if found.phase == Phase.DONE else Fail("not done")


class Named(Work, name="named"):
    async def run(self, context: Context) -> Action:
        found = await http.get(self.url, reply=Job)
        large = [item.name for item in found.items if item.size > 3]
        if len(large) > 0:
            job = await http.post(self.url, json=Order(name=large[0]), reply=Job)
            return Wait(f"{job.id} is started")
        return Continue()
