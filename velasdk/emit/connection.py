"""What a step reads before it sends anything to a connection: the config, a Secret, with its address and its token."""

from __future__ import annotations

from .. import cue, ir
from ..connection import ADDRESS, SCHEME, TOKEN, unread, without_address, without_token
from ..lower.scope import Names
from .forms import fallback, first, fits, guarded, item, item_if, joined, path
from .operations import Operations
from .types import Use

FINAL = "not found|forbidden"
"""What an API server says of an object that asking again does not bring (apimachinery `pkg/api/errors`)."""


def connected(
    connection: ir.ConnectionOf, use: Use, operations: Operations, names: Names, body: list[cue.Decl]
) -> list[cue.Decl]:
    """`body`, executed only with a config that can be used; without one the step fails, or waits for the API server."""
    given, (namespace, name) = path("parameter", connection.parameter), _place(connection, use)
    config, trouble = names.fresh(f"{connection.parameter}-config"), names.fresh(f"{connection.parameter}-trouble")
    ends = {
        end: names.fresh(f"{connection.parameter}-{end}") for end in ("refused", "unread", "without-address", "without-token")
    }
    named = (cue.Field("namespace", namespace), cue.Field("name", name))
    secret = (
        cue.Field("apiVersion", cue.Lit("v1")),
        cue.Field("kind", cue.Lit("Secret")),
        cue.Field("metadata", cue.StructLit(named, inline=True)),
    )
    doc = ("Where the API is and what it is asked with, as whoever installed the step has set it.",)
    read = operations.call(config, "kube", "Read", cue.Field("value", cue.StructLit(secret)), doc=doc)
    url = cue.Call(cue.Select(use("strings"), "TrimSuffix"), (_decoded(use, operations, config, "url"), cue.Lit("/")))
    error = operations.error(config)
    failed = cue.If(fits(cue.Binary("&", error, cue.Ref("string")), cue.Unary("!=", cue.Lit(""))))
    tests = (
        item((failed, cue.If(cue.Binary("=~", error, cue.Lit(FINAL)))), cue.Lit(ends["refused"])),
        item((failed,), cue.Lit(ends["unread"])),
        item_if(cue.Binary("!~", cue.Ref(connection.url.name), cue.Lit(ADDRESS)), cue.Lit(ends["without-address"])),
        item_if(cue.Binary("!~", cue.Ref(connection.token.name), cue.Lit(TOKEN)), cue.Lit(ends["without-token"])),
        cue.Lit("none"),
    )

    def end(name: str, action: cue.Field) -> cue.Decl:
        return guarded(cue.Binary("==", cue.Ref(trouble), cue.Lit(ends[name])), [action])

    def said(text: str, *more: cue.Expr) -> cue.Expr:
        before, after = text.split(PLACE)
        return joined(before, given, after, *more)

    told = {"refused": said(unread(PLACE), error), "unread": said(unread(PLACE), error)}
    told |= {"without-address": said(without_address(PLACE)), "without-token": said(without_token(PLACE))}
    return [
        read,
        guarded(
            operations.was_read(config),
            [
                cue.Field(connection.url.name, url),
                cue.Field(connection.token.name, _decoded(use, operations, config, "token")),
                cue.Field(trouble, fallback(first(tests, multiline=True), cue.Lit(ends["without-token"]))),
                *(
                    end(name, (operations.wait if name == "unread" else operations.fail)(ends[name], text))
                    for name, text in told.items()
                ),
                guarded(cue.Binary("==", cue.Ref(trouble), cue.Lit("none")), body),
            ],
        ),
    ]


def authorization(connection: ir.ConnectionOf, use: Use, method: str, address: cue.Expr, body: cue.Expr | None) -> cue.Expr:
    """The `Authorization` of a request for `address` behind that of `connection`."""
    token = cue.Ref(connection.token.name)
    if connection.bearer:
        return cue.Interpolation(("Bearer ", token))
    signed = joined(f"{method} ", address, "\n", *((body,) if body is not None else ()))
    digest = cue.Call(cue.Select(use("hmac"), "Sign"), (cue.Select(use("hmac"), "SHA256"), token, signed))
    return cue.Interpolation((f"{SCHEME} ", cue.Call(cue.Select(use("hex"), "Encode"), (digest,))))


def certificates(connection: ir.ConnectionOf, use: Use, operations: Operations) -> tuple[cue.Field, ...]:
    """The parameter with which the engine takes certificates of the config, where they are asked for."""
    if not connection.tls:
        return ()
    namespace, name = _place(connection, use)
    given = [cue.Field("secret", name)]
    if operations.reads_elsewhere:
        given.insert(0, cue.Field("namespace", namespace))
    return (cue.Field("tls_config", cue.StructLit(tuple(given), inline=True)),)


def _place(connection: ir.ConnectionOf, use: Use) -> tuple[cue.Expr, cue.Expr]:
    """Namespace and name of the config that the parameter of `connection` names."""
    parts = cue.Call(cue.Select(use("strings"), "Split"), (path("parameter", connection.parameter), cue.Lit("/")))
    return cue.Index(parts, cue.Lit(0)), cue.Index(parts, cue.Lit(1))


PLACE = "\0"


def _decoded(use: Use, operations: Operations, config: str, key: str) -> cue.Expr:
    """The text of one key of a Secret, empty where there is none."""
    decode = cue.Call(cue.Select(use("base64"), "Decode"), (cue.Lit(None), operations.value(config, "data", key)))
    return fallback(cue.Interpolation((decode,)), cue.Lit(""))
