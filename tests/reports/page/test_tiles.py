"""Each surface as people know it: what of it holds, is broken, and is open."""

from golden_parts import profile, row, run
from oaic_reports.page.tiles import Parts, tiles


def told(*rows, **changes):
    return [(tile.name, tile.state) for tile in tiles(run(list(rows), **changes))]


def test_the_worst_comes_first_and_in_one_word():
    rows = [
        row("auth.key"),
        row("models.list.shape", "inconclusive"),
        row("vision.image.accepted", "fail", level="SHOULD"),
        row("chat.reply.id", "fail"),
        row("cors.answer.origin", "not_applicable"),
    ]
    assert told(*rows) == [
        ("chat", "broken"),
        ("vision", "deviates"),
        ("models", "open"),
        ("auth", "holds"),
        ("cors", "not offered"),
    ]


def test_what_a_profile_is_called_after_is_a_surface_of_its_own():
    rows = [row("chat.reply.id"), row("chat.stream.done"), row("chat.stream.usage.counts")]
    assert told(*rows) == [("chat", "holds")]
    assert dict(told(*rows, profiles={"chat-stream": profile(rows)})) == {"chat": "holds", "chat.stream": "holds"}


def test_a_note_breaks_nothing():
    assert told(row("chat.note.a", "fail", level="INFO"), row("chat.reply.id")) == [("chat", "holds")]


def test_our_own_errors_and_what_was_not_run_are_open():
    assert tiles(run([row("a.b", "error"), row("a.c", "not_run"), row("a.d")]))[0].must == Parts(1, 0, 2)


def test_the_parts_of_a_bar_lie_side_by_side_and_fill_it():
    assert Parts(1, 1, 2).bar() == [("holds", 0, 25), ("open", 25, 50), ("broken", 75, 25)]
    assert Parts(3, 0, 0).bar() == [("holds", 0, 100)]
