"""Two ends that say the same are two, where they are written apart."""

from prelude import *


class Ask(Work, name="ask"):
    async def run(self, context: Context) -> Action:
        job = await http.get(self.url, reply=Job)
        match job.phase:
            case Phase.QUEUED:
                return Wait("")  # VS221
            case Phase.RUNNING:
                return Wait("")  # VS221
            case Phase.DONE:
                return Continue()
