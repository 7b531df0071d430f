# VS002 7:17 await http.get(f"{self.url}/{name}", reply=Job)
from prelude import *


class Bad(Work, name="bad"):
    async def run(self, context: Context) -> Action:
        jobs = [await http.get(f"{self.url}/{name}", reply=Job) for name in ["a", "b"]]
        if all(job.phase == Phase.DONE for job in jobs):
            return Continue()
        return Wait("not done")
# help:
# 7 |         a = await http.get(f"{self.url}/a", reply=Job)
# 8 |         b = await http.get(f"{self.url}/b", reply=Job)
#   |         if all(job.phase == Phase.DONE for job in [a, b]):
