"""`Model`: the typed shape of a request body, a reply or a nested parameter."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

__all__ = ["Field", "Model", "to_camel"]


class Model(BaseModel):
    """A JSON object with typed fields.

    Wire names are the field names, or what `alias_generator=to_camel` or `Field(alias=...)` make of them; the
    constructor takes the Python names. It is strict (`"3"` is no `int`) and knows no extra keywords. A reply is not
    built by this constructor but read by the engines' rules (`velasdk.reading`), which ignore extra keys. There an `int`
    has 64 bits, but for a side on which the field has a bound of its own.

    Raises `pydantic.ValidationError` when a value does not have the declared type.
    """

    model_config = ConfigDict(
        strict=True, frozen=True, extra="forbid", validate_by_name=True, validate_by_alias=True, defer_build=True
    )
