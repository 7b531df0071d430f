# VS003 15:30 task.done()
from prelude import *


class Task(Model):
    id: str

    def done(self) -> bool:
        return self.id == "done"


class Bad(Work, name="bad"):
    async def run(self, context: Context) -> Action:
        task = await http.get(self.url, reply=Task)
        return Continue() if task.done() else Wait("not done")
# help:
# 8 |
# 9 | def done(task: Task) -> bool:
#   |     return task.id == "done"
# 15 |         return Continue() if done(task) else Wait("not done")
