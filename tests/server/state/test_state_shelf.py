"""What is kept by id, the latest of it."""

from __future__ import annotations

from oaic_server.state.shelf import Latest


def test_what_was_put_is_there_until_it_is_dropped():
    shelf = Latest()
    shelf.put("a", 1)
    assert shelf.get("a") == 1
    shelf.drop("a")
    shelf.drop("a")
    assert shelf.get("a") is None


def test_the_latest_are_kept():
    shelf = Latest(most=2)
    for name in ("a", "b", "a", "c"):
        shelf.put(name, name)
    assert [shelf.get(name) for name in "abc"] == ["a", None, "c"]


def test_the_latest_are_kept_that_there_is_room_for():
    shelf = Latest(size=len, room=10)
    for name in ("a", "b", "c"):
        shelf.put(name, b"xxxx")
    assert [shelf.get(name) for name in "abc"] == [None, b"xxxx", b"xxxx"]
    shelf.update("b", b"x")
    shelf.put("d", b"xxxxx")
    assert len(shelf) == 3
    shelf.update("d", b"x" * 11)
    assert shelf.all() == [b"x" * 11]
