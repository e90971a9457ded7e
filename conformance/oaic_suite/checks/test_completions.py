"""Legacy completions, answered whole: a continuation of each prompt."""

from oaic_suite import continuations, prompts
from oaic_suite.continuations import LOGPROBS, TEXT
from oaic_suite.conversation import conversation
from oaic_suite.located import Located, failing, unlike
from oaic_suite.place import ABSENT
from oaic_suite.reply import Reply
from oaic_suite.requirement import requirement
from oaic_suite.verdict import MUST, SHOULD, NotEstablished

COMPLETION = "createCompletion"
COUNTS = ("/usage/prompt_tokens", "/usage/total_tokens")
WHOLE_NUMBERS = ("/created", "/choices/*/index", "/usage/*", "/choices/*/logprobs/text_offset/*")
UNSAID = 16  # tokens an answer may have where no limit is given
TALE, SONG = "Once upon a time", "Fifteen men on the dead man's chest"
COUNTING = " ".join(["one two three four five six seven eight nine ten"] * 2)
COUNTED = {"prompt": COUNTING, "temperature": 0}

SHAPES = {
    "plain": {},
    "cut": {"prompt": COUNTING, "max_tokens": 5},
    "two": {"n": 2},
    "best": {"best_of": 2},
    "suffix": {"suffix": " And so the story ends."},
    "texts": {"prompt": [TALE, SONG]},
    "texts-by-two": {"prompt": [TALE, SONG], "n": 2},
    "tokens": {"prompt": [100, 201, 301]},
    "token-lists": {"prompt": [[100, 201], [301]]},
    "echo": {"echo": True},
    "texts-echo": {"prompt": [TALE, SONG], "echo": True},
}
NEEDS = {
    "n": "completions-n",
    "best_of": "completions-best-of",
    "suffix": "completions-suffix",
    "echo": "completions-echo",
}
NULLABLE = (
    *("best_of", "echo", "frequency_penalty", "logit_bias", "logprobs", "max_tokens", "n", "presence_penalty"),
    *("seed", "stop", "stream", "stream_options", "suffix", "temperature", "top_p"),
)
NULLS = {name.replace("_", "-"): {name: None} for name in NULLABLE}
STOPS = {"string": lambda word: word, "array": lambda word: ["\u2603", word]}


@conversation("reply")
def bare_completion(target):
    """The smallest valid request: what is asked besides is judged only where this one is answered."""
    target.capabilities.require("completions")
    return target.complete()


@conversation("reply", SHAPES)
def completion(target, variant):
    require(target, variant)
    return target.complete(**variant)


@conversation("reply")
def unlimited_completion(target, bare_completion):
    """A request that says nothing of a limit."""
    bare_completion.require_status()
    body = target.completion_body(**COUNTED)
    del body["max_tokens"]
    return target.ask(COMPLETION, body)


@conversation("reply")
def recited_prompt(target):
    """A continuation that can be told in advance."""
    target.capabilities.require("completions")
    return target.complete(**COUNTED)


@conversation("reply", STOPS)
def halted_completion(target, recited_prompt, variant):
    """The same request with a stop sequence taken from the middle of its answer."""
    target.capabilities.require("completions-stop")
    words = recited_prompt.sound(TEXT)[0].value.split()
    if len(words) < 3:
        raise NotEstablished(f"an answer of {len(words)} words has no middle to stop at")
    return target.complete(**COUNTED, stop=variant(words[len(words) // 2]))


@conversation("reply", NULLS)
def completion_with_null(target, bare_completion, variant):
    bare_completion.require_status()
    return target.complete(**variant)


def require(target, members):
    target.capabilities.require("completions")
    for name in members:
        if name in NEEDS:
            target.capabilities.require(NEEDS[name])


def is_one_text(body):
    return not is_many_texts(body) and not has_ids(body)


def is_many_texts(body):
    return isinstance(body.get("prompt"), list) and not has_ids(body)


def has_ids(body):
    return prompts.are_ids(body.get("prompt"))


def echoes_one(body):
    return bool(body.get("echo")) and is_one_text(body) and isinstance(body.get("prompt", TALE), str)


def echoes_many(body):
    return bool(body.get("echo")) and is_many_texts(body)


def has_limit(body):
    return body.get("max_tokens") is not None and body.get("best_of") is None


def has_no_limit(body):
    return body.get("max_tokens") is None and body.get("best_of") is None


def asks_no_logprobs(body):
    return body.get("logprobs") is None


# --- the answer as a whole ---------------------------------------------------------------------------


@requirement(
    "completions.reply.status",
    MUST,
    basis="schema",
    on=COMPLETION,
    owns="@outcome",
    when=is_one_text,
    breaks="editors that complete code, and scorers of models, get no answer",
)
def test_a_prompt_is_continued(completion):
    """A request to continue a text is answered with status 200."""
    assert completion.outcome == 200


@requirement(
    "completions.prompts.status",
    MUST,
    basis="schema",
    on=COMPLETION,
    owns="@outcome",
    when=is_many_texts,
    breaks="LangChain, which sends every prompt in an array, gets no answer",
)
def test_many_prompts_are_continued(completion):
    """A request to continue an array of texts is answered with status 200."""
    assert completion.outcome == 200


@requirement(
    "completions.tokens.status",
    MUST,
    basis="schema",
    on=COMPLETION,
    owns="@outcome",
    when=has_ids,
    breaks="lm-evaluation-harness, which sends token ids unless told otherwise, measures nothing",
)
def test_tokens_are_continued(completion):
    """A request to continue an array of token ids, or an array of such arrays, is answered with status 200."""
    assert completion.outcome == 200


@requirement(
    "completions.reply.content-type",
    MUST,
    basis="schema",
    on=COMPLETION,
    owns="@content-type",
    breaks="the official SDKs decode by media type: the caller gets a string instead of an answer",
)
def test_an_answer_is_declared_as_json(completion):
    """A completion that is not streamed is declared as `application/json`."""
    assert completion.media_type == "application/json"


@requirement(
    "completions.reply.json",
    MUST,
    basis="rfc",
    on=COMPLETION,
    owns="@json",
    breaks="every client fails to decode the answer; a log probability of -Infinity does that",
)
def test_an_answer_is_json(completion):
    """A completion that is not streamed is one JSON value in UTF-8."""
    assert completion.json_error == ""


@requirement(
    "completions.reply.no-error",
    MUST,
    basis="sdk",
    on=COMPLETION,
    owns="@errors",
    breaks="the official SDKs raise by status alone: a failure is taken for an answer, and nothing is retried",
)
def test_no_error_hides_in_a_success(completion):
    """A completion with status 200 carries no `error`."""
    assert completion.errors == []


@requirement(
    "completions.reply.object",
    MUST,
    basis="schema",
    on=COMPLETION,
    owns="/object",
    breaks="typed clients that tell objects apart by `object` reject the answer",
)
def test_an_answer_says_what_it_is(completion):
    """A completion has `object: "text_completion"`."""
    assert completion.problems("/object") == []


@requirement(
    "completions.reply.id",
    MUST,
    basis="schema",
    on=COMPLETION,
    owns="/id",
    breaks="typed clients whose field is required fail to decode the answer",
)
def test_an_answer_has_an_id(completion):
    """A completion has an `id` that is a string."""
    assert completion.problems("/id") == []


@requirement(
    "completions.reply.created",
    MUST,
    basis="schema",
    on=COMPLETION,
    owns="/created",
    breaks="typed clients whose field is an integer fail to decode the answer",
)
def test_an_answer_has_a_date(completion):
    """A completion has a `created` of whole Unix seconds."""
    assert completion.problems("/created") == []


@requirement(
    "completions.reply.whole-numbers",
    MUST,
    basis="sdk",
    on=COMPLETION,
    breaks="decoders into integers fail on 12.0 where 12 is meant",
)
def test_whole_numbers_are_written_as_such(completion):
    """Dates, indexes, offsets and counts of tokens are written without a fraction or an exponent."""
    assert failing(completion.wherever(*WHOLE_NUMBERS), written_whole, "a whole number written as one") == []


@requirement(
    "completions.reply.schema",
    MUST,
    basis="schema",
    on=COMPLETION,
    breaks="typed clients fail to decode the answer",
)
def test_the_rest_of_an_answer_keeps_the_contract(completion):
    """Whatever else a completion holds keeps the contract."""
    assert completion.residue() == []


# --- choices -----------------------------------------------------------------------------------------


@requirement(
    "completions.reply.choices",
    MUST,
    basis="schema",
    on=COMPLETION,
    owns=("", "/choices", "/choices/*"),
    breaks="no client finds an answer: all of them read `choices[0].text`",
)
def test_an_answer_holds_an_array_of_choices(completion):
    """A completion is an object whose `choices` is an array of objects."""
    assert completion.problems("", "/choices", "/choices/*") == []


@requirement(
    "completions.reply.choices-count",
    MUST,
    basis="schema",
    on=COMPLETION,
    breaks="prompts sent together are answered in part, and answers are given to the wrong prompt",
)
def test_there_are_as_many_choices_as_asked_for(completion):
    """A completion has `n` choices for each prompt, one when `n` is not given."""
    assert len(completion.array("choices")) == prompts.choices_asked(completion.request)


@requirement(
    "completions.reply.index",
    MUST,
    basis="schema",
    on=COMPLETION,
    owns="/choices/*/index",
    breaks="clients that put choices in their places by index fail",
)
def test_every_choice_has_an_index(completion):
    """Every choice has an `index` that is an integer."""
    assert completion.problems("/choices/*/index") == []


@requirement(
    "completions.reply.indexes-count-up",
    MUST,
    basis="schema",
    on=COMPLETION,
    owns="@indexes",
    breaks="clients that put choices in their places merge two of them, or leave a hole",
)
def test_indexes_count_the_choices(completion):
    """The indexes of the choices are 0 to one less than their number, each once."""
    assert indexes(completion) == list(range(len(completion.at("choices"))))


@requirement(
    "completions.reply.text",
    MUST,
    basis="schema",
    on=COMPLETION,
    owns=TEXT,
    breaks="clients written for completions find a message of chat, and no text",
)
def test_every_choice_has_text(completion):
    """Every choice has a `text` that is a string."""
    assert completion.problems(TEXT) == []


@requirement(
    "completions.reply.finish-reason",
    MUST,
    basis="schema",
    on=COMPLETION,
    owns="/choices/*/finish_reason",
    breaks="validators of typed clients reject the answer",
)
def test_every_choice_says_why_it_ended(completion):
    """Every choice has a `finish_reason` out of stop, length and content_filter."""
    assert completion.problems("/choices/*/finish_reason") == []


# --- prompts -----------------------------------------------------------------------------------------


@requirement(
    "completions.echo.prompt",
    MUST,
    basis="schema",
    on=COMPLETION,
    when=echoes_one,
    breaks="scorers that ask for the prompt's own probabilities weigh the answer instead",
)
def test_the_prompt_is_echoed(completion):
    """A text begins with its prompt when `echo` is true."""
    assert continuations.misbegun(completion) == []


@requirement(
    "completions.prompts.order",
    MUST,
    basis="schema",
    on=COMPLETION,
    when=echoes_many,
    breaks="every prompt of a batch is given the answer to another",
)
def test_choices_follow_their_prompts(completion):
    """Choices are numbered in the order of their prompts, all of the first before those of the next."""
    assert continuations.misbegun(completion) == []


# --- options -----------------------------------------------------------------------------------------


@requirement(
    "completions.limit.tokens",
    MUST,
    basis="schema",
    on=COMPLETION,
    when=has_limit,
    breaks="answers cost and last without bound",
)
def test_no_answer_exceeds_its_limit(completion):
    """`completion_tokens` is at most `max_tokens` for each choice."""
    assert said(completion) <= limit(completion)


@requirement(
    "completions.limit.finish",
    MUST,
    basis="schema",
    on=COMPLETION,
    only="cut",
    breaks="editors insert half a line as if it were whole",
)
def test_what_was_cut_off_says_so(completion):
    """A text that the limit cut off has `finish_reason: "length"`."""
    assert reached(completion).get("finish_reason") == "length"


@requirement(
    "completions.limit.unsaid",
    SHOULD,
    basis="schema",
    on=COMPLETION,
    when=has_no_limit,
    breaks="programs that relied on short answers get, and pay for, pages",
)
def test_there_is_a_limit_when_none_is_given(unlimited_completion):
    """`completion_tokens` is at most 16 for each choice when `max_tokens` is not given."""
    assert said(unlimited_completion) <= limit(unlimited_completion)


@requirement(
    "completions.stop.accepted",
    MUST,
    basis="schema",
    on=COMPLETION,
    only="",
    breaks="clients that write a stop sequence in the other form fail",
)
def test_a_stop_is_a_string_or_an_array(halted_completion):
    """A `stop` is accepted as a string and as an array of strings."""
    assert halted_completion.outcome == 200


@requirement(
    "completions.stop.text",
    MUST,
    basis="schema",
    on=COMPLETION,
    when=lambda body: bool(body.get("stop")) and not body.get("echo"),
    breaks="prompts with turns of their own leak the next turn into the answer",
)
def test_no_stop_sequence_is_in_the_text(halted_completion):
    """No text holds any of the sequences in `stop`."""
    stops = continuations.sequences(halted_completion.request)
    assert failing(halted_completion.sound(TEXT), free_of(stops), f"none of {stops}") == []


@requirement(
    "completions.null.accepted",
    MUST,
    basis="schema",
    on=COMPLETION,
    only="",
    breaks="clients that write out every member, as LangChain does, are refused",
)
def test_null_is_accepted(completion_with_null):
    """An optional member that may be null is accepted as null."""
    assert completion_with_null.outcome == 200


# --- logprobs ----------------------------------------------------------------------------------------


@requirement(
    "completions.logprobs.key",
    MUST,
    basis="schema",
    on=COMPLETION,
    owns=LOGPROBS,
    breaks="strictly typed clients whose field is required fail to decode the choice",
)
def test_every_choice_has_logprobs_or_null(completion):
    """Every choice has `logprobs`, an object or null."""
    assert completion.problems(LOGPROBS) == []


@requirement(
    "completions.logprobs.unasked",
    SHOULD,
    basis="observed",
    on=COMPLETION,
    when=asks_no_logprobs,
    breaks="answers grow many times over for clients that did not ask",
)
def test_logprobs_are_not_given_unasked(completion):
    """A choice's `logprobs` is null when it is not asked for."""
    assert unlike(completion.each("/choices/*"), ("logprobs",), None, ABSENT) == []


# --- usage -------------------------------------------------------------------------------------------


@requirement(
    "completions.usage.present",
    SHOULD,
    basis="observed",
    on=COMPLETION,
    owns="/usage",
    breaks="budgets and cost reports fail; programs that read `usage.total_tokens` raise AttributeError",
)
def test_an_answer_says_what_it_cost(completion):
    """A completion that is not streamed has a `usage` object."""
    assert failing([completion.found("usage")], lambda found: isinstance(found, dict), "an object") == []


@requirement(
    "completions.usage.counts",
    MUST,
    basis="schema",
    on=COMPLETION,
    owns=(*COUNTS, "/usage/completion_tokens"),
    breaks="typed clients whose counts are integers fail to decode the answer",
)
def test_usage_has_its_counts(completion):
    """A `usage` has `prompt_tokens` and `total_tokens`, and every count is an integer."""
    assert completion.problems(*COUNTS, "/usage/completion_tokens") == []


@requirement(
    "completions.usage.completion-counted",
    SHOULD,
    basis="observed",
    on=COMPLETION,
    breaks="the most expensive tokens cost nothing in every report",
)
def test_text_has_tokens(completion):
    """`completion_tokens` is at least one where something was said besides the prompt."""
    assert said(completion) >= min(1, said_at_least(completion))


@requirement(
    "completions.usage.total",
    MUST,
    basis="schema",
    on=COMPLETION,
    breaks="cost reports that add the parts disagree with those that read the total",
)
def test_the_total_is_the_sum(completion):
    """`total_tokens` is the sum of `prompt_tokens` and `completion_tokens`."""
    assert count(completion, "total_tokens") == count(completion, "prompt_tokens") + said(completion)


@requirement(
    "completions.usage.prompt-counted",
    SHOULD,
    basis="observed",
    on=COMPLETION,
    when=is_one_text,
    breaks="programs that watch the context window believe it empty until it overflows",
)
def test_a_prompt_has_tokens(completion):
    """`prompt_tokens` is more than zero where there is a prompt."""
    assert count(completion, "prompt_tokens") >= min(1, len(completion.request.get("prompt") or ""))


@requirement(
    "completions.usage.tokens",
    SHOULD,
    basis="observed",
    on=COMPLETION,
    when=has_ids,
    breaks="programs that count their tokens beforehand find others counted, or read",
)
def test_every_token_counts(completion):
    """`prompt_tokens` is at least the number of token ids in `prompt`."""
    assert count(completion, "prompt_tokens") >= prompts.tokens_sent(completion.request.get("prompt"))


# --- what was established ----------------------------------------------------------------------------


def written_whole(number: object) -> bool:
    return not (isinstance(number, float) and number.is_integer())


def indexes(reply: Reply) -> list[int]:
    return sorted(found.value for found in reply.sound("/choices/*/index"))


def count(reply: Reply, name: str) -> int:
    found: int = reply.sound(f"/usage/{name}")[0].value
    return found


def said(reply: Reply) -> int:
    """The tokens of an answer; the service leaves the count out where there are none."""
    count(reply, "total_tokens")
    found = [tokens.value for tokens in reply.wherever("/usage/completion_tokens")]
    if any(type(tokens) is not int for tokens in found):
        raise NotEstablished("completion_tokens is no integer", reply.owner("/usage/completion_tokens"))
    return sum(found)


def said_at_least(reply: Reply) -> int:
    """How many characters were said for certain: where the prompt is echoed, none."""
    return 0 if reply.request.get("echo") else sum(len(text.value) for text in reply.sound(TEXT))


def limit(reply: Reply) -> int:
    asked = reply.request.get("max_tokens")
    return (UNSAID if asked is None else asked) * prompts.choices_asked(reply.request)


def reached(reply: Reply) -> Located:
    """The choice of an answer that took all its limit allows."""
    if said(reply) != limit(reply):
        raise NotEstablished(f"{said(reply)} tokens, where {limit(reply)} are the limit", "completions.limit.tokens")
    reply.sound("/choices/*/finish_reason")
    return reply.each("/choices/*")[0]


def free_of(stops: list[str]):
    return lambda text: not any(stop in text for stop in stops)
