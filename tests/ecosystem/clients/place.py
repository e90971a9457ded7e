"""The object that is asked for where a client takes a class for its schema."""

from pydantic import BaseModel


class Place(BaseModel):
    city: str
    people: int
