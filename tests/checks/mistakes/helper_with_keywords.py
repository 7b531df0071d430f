# VS035 11:46 labelled(a=self.url)
from prelude import *


def labelled(**labels: str) -> dict[str, str]:
    return labels


class Bad(Work, name="bad"):
    async def run(self, context: Context) -> Action:
        job = await http.post(self.url, json=labelled(a=self.url), reply=Job)
        return Fail(job.id)
# help:
# 3 |
# 4 |
# 5 |
# 6 |
# 11 |         job = await http.post(self.url, json={"a": self.url}, reply=Job)
