# VS022 21:16 row.cells[0]
from prelude import *


class Row(Model):
    cells: list[str] = []


class Table(Model):
    status: Status
    rows: list[Row] = []


class Bad(StatusStep[Table, Status], name="bad"):
    actions = ACTIONS

    def request(self, context: Context) -> Request[Table]:
        return http.get(API, reply=Table)

    def status(self, reply: Table) -> Status | Fail:
        if any(row.cells[0] == "no" for row in reply.rows):
            return Fail("no")
        return reply.status
# help:
# 21 |         if any("no" in row.cells for row in reply.rows):
