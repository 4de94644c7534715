"""Where an upper app lets a lower one act: functions (or records of them) by key, in their order."""

from collections.abc import Callable


class Registry:
    """key → function. Calls run in the caller's transaction; an error is the caller's error."""

    def __init__(self, name: str):
        self.name = name
        self._functions: dict[str, Callable] = {}

    def register(self, key: str, function: Callable | None = None):
        """Registers a function; also usable as a decorator. A key is taken once."""
        if function is None:
            return lambda function: self.register(key, function)
        taken = self._functions.get(key)
        if taken is not None and taken is not function:
            raise ValueError(f"{self.name}: {key!r} is already registered by {taken.__module__}")
        self._functions[key] = function
        return function

    def call(self, key: str, **kw):
        """Calls one function; an unknown key is a LookupError."""
        return self[key](**kw)

    def call_all(self, **kw) -> dict:
        """Calls every function in order of key; returns key → result."""
        return {key: self._functions[key](**kw) for key in self.keys()}

    def keys(self) -> list[str]:
        return sorted(self._functions)

    def __getitem__(self, key: str) -> Callable:
        try:
            return self._functions[key]
        except KeyError:
            raise LookupError(f"{self.name}: nothing is registered as {key!r}") from None

    def __contains__(self, key: str) -> bool:
        return key in self._functions

    def __len__(self) -> int:
        return len(self._functions)
