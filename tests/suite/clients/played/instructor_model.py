"""instructor: a value of a type, by a tool that is forced."""

import instructor
from instructor.core.exceptions import InstructorError
from openai import OpenAI, OpenAIError
from playing import play
from pydantic import BaseModel


class Place(BaseModel):
    city: str
    people: int


def asked(base_url, api_key):
    client = instructor.from_openai(OpenAI(base_url=base_url, api_key=api_key, max_retries=0))
    return client, {"model": "parrot-1", "messages": [{"role": "user", "content": "A place"}], "max_retries": 1}


def value(base_url, api_key):
    client, words = asked(base_url, api_key)
    return client.chat.completions.create(response_model=Place, **words).model_dump()


def streamed(base_url, api_key):
    client, words = asked(base_url, api_key)
    return list(client.chat.completions.create_partial(response_model=Place, **words))[-1].model_dump()


play({"tools": value, "tools streamed": streamed}, (OpenAIError, InstructorError))
