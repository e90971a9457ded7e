"""Chromium without a window, spoken to over two pipes: what a person would do with a page."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from base64 import b64decode
from itertools import count
from pathlib import Path
from typing import Any

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
CHROMIUM = next((found for name in NAMES if (found := shutil.which(name))), None)
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--remote-debugging-pipe"]
# The browser reads commands from descriptor 3 and writes to 4, whatever numbers the pipes had before.
REWIRED = 'exec 8<&"$1" 9>&"$2"; exec 3<&8 4>&9; shift 2; exec "$@"'
KEYS = {"Tab": 9, "Enter": 13, "Escape": 27, "/": 191}


class Broken(RuntimeError):
    """The page threw, or the browser refused."""


class Browser:
    def __init__(self, home: Path) -> None:
        theirs, self.commands = os.pipe()
        self.answers, ours = os.pipe()
        command = [str(CHROMIUM), *FLAGS, f"--user-data-dir={home}"]
        self.process = subprocess.Popen(
            ["bash", "-c", REWIRED, "bash", str(theirs), str(ours), *command],
            pass_fds=(theirs, ours),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(theirs)
        os.close(ours)
        self.numbers, self.unread, self.events = count(1), b"", []  # type: ignore[var-annotated]
        self.session: str | None = None
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.call(f"{domain}.enable")

    def close(self) -> None:
        os.close(self.commands)
        self.process.terminate()
        self.process.wait()
        os.close(self.answers)

    def call(self, method: str, **parameters: Any) -> dict[str, Any]:
        number = next(self.numbers)
        message = {"id": number, "method": method, "params": parameters}
        os.write(
            self.commands, json.dumps(message | ({"sessionId": self.session} if self.session else {})).encode() + b"\0"
        )
        while (answer := self.next_message()).get("id") != number:
            self.events.append(answer)
        if "error" in answer:
            raise Broken(f"{method}: {answer['error']['message']}")
        return answer["result"]  # type: ignore[no-any-return]

    def next_message(self) -> dict[str, Any]:
        while b"\0" not in self.unread:
            piece = os.read(self.answers, 1 << 20)
            if not piece:
                raise Broken("the browser is gone")
            self.unread += piece
        message, _, self.unread = self.unread.partition(b"\0")
        event: dict[str, Any] = json.loads(message)
        if event.get("method") == "Page.javascriptDialogOpening":
            raise Broken(f"a dialog opened: {event['params']['message']}")
        return event

    def visit(self, page: Path, width: int = 1280, height: int = 900, scheme: str = "light") -> None:
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)
        self.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])
        self.events.clear()
        self.call("Page.navigate", url=page.as_uri())
        while not any(event.get("method") == "Page.loadEventFired" for event in self.events):
            self.events.append(self.next_message())

    def evaluate(self, expression: str) -> Any:
        """The value of an expression, which may be a promise."""
        answer = self.call("Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True)
        if "exceptionDetails" in answer:
            raise Broken(str(answer["exceptionDetails"]))
        return answer["result"].get("value")

    def until(self, expression: str) -> None:
        """Waits in the page, picture by picture, for what must come."""
        look = f"const look = () => ({expression}) ? done(true) : requestAnimationFrame(look)"
        self.evaluate(f"new Promise((done) => {{ {look}; look() }})")

    def press(self, *keys: str) -> None:
        for key in keys:
            text = {"Enter": "\r", "Tab": "", "Escape": ""}.get(key, key)
            told = {"key": key, "windowsVirtualKeyCode": KEYS.get(key, ord(key[0].upper()))}
            self.call("Input.dispatchKeyEvent", type="keyDown", text=text, **told)
            self.call("Input.dispatchKeyEvent", type="keyUp", **told)

    def troubles(self) -> list[str]:
        """What the page complained of, and every address it asked for beside its own."""
        logged = [
            str(event["params"])
            for event in self.events
            if event["method"] in ("Log.entryAdded", "Runtime.exceptionThrown")
        ]
        asked = [
            event["params"]["request"]["url"] for event in self.events if event["method"] == "Network.requestWillBeSent"
        ]
        return [*logged, *(url for url in asked if not url.startswith(("file:", "about:")))]

    def pdf(self) -> bytes:
        return b64decode(self.call("Page.printToPDF", preferCSSPageSize=False)["data"])
