"""Raw values to typed records with cattrs: what is not known is refused with the nearest known word."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Collection, Mapping
from typing import Any, Literal, NewType, get_args, get_origin

import attrs
import cattrs
from cattrs.errors import ForbiddenExtraKeysError
from cattrs.gen import make_dict_structure_fn

from budgetkit.rules.record import Pattern, Refused

_MANY = 300
"""Words of which only those are compared that start alike."""


def nearest(word: object, known: Collection[str]) -> str:
    """Advice that names the known word most like another, or all of a few."""
    word = str(word)
    start = word[: len(word) // 2] if len(known) >= _MANY else ""
    alike = [each for each in known if each and each.startswith(start)]
    close = difflib.get_close_matches(word, alike, 1, 0.5)
    if close:
        return f"did you mean “{close[0]}”?"
    listed = sorted(filter(None, known))
    return f"known are {', '.join(listed[:12])}{' …' if len(listed) > 12 else ''}"


class Structurer:
    """Structures raw values.

    Parameters
    ----------
    words : mapping of type to words
        Words that fields of a ``NewType`` may hold.
    several : mapping of type to type
        Types of texts that hold several words of another type, joined by ``", "``.
    """

    def __init__(
        self, words: Mapping[Any, Collection[str]], several: Mapping[Any, Any] | None = None
    ) -> None:
        self._words, self._several = words, several or {}
        self._quick, self._thorough = self._converter(False), None

    def structure(self, raw: Any, kind: Any) -> Any:
        """A raw value as one of a type.

        Raises
        ------
        Refused
            With the keys that lead to what is wrong.
        """
        try:
            return self._quick.structure(raw, kind)
        except Exception:  # whatever it is, the second look tells where
            self._thorough = self._thorough or self._converter(True)
            try:
                return self._thorough.structure(raw, kind)
            except Exception as error:
                raise _refusal(error, ()) from None

    def _converter(self, thorough: bool) -> cattrs.Converter:
        converter = cattrs.Converter(forbid_extra_keys=True, detailed_validation=thorough)
        converter.register_structure_hook_factory(
            attrs.has, lambda cls: _record_hook(cls, converter, thorough)
        )
        converter.register_structure_hook_func(
            _is_list, lambda raw, kind: _structure_list(raw, kind, converter)
        )
        converter.register_structure_hook_func(
            _is_choice, lambda raw, kind: _known(raw, get_args(kind), kind)
        )
        converter.register_structure_hook_func(lambda kind: isinstance(kind, NewType), self._word)
        converter.register_structure_hook_func(lambda kind: kind is Pattern, _pattern)
        for kind, hook in ((str, _text), (int, _number), (bool, _flag)):
            converter.register_structure_hook(kind, hook)
        return converter

    def _word(self, raw: Any, kind: Any) -> str:
        if kind in self._several:
            own = self._several[kind]
            for one in _text(raw, str).split(", "):
                _known(one, self._words[own], own)
            return raw
        return _known(raw, self._words[kind], kind)


def _record_hook(cls: type, converter: cattrs.Converter, thorough: bool) -> Callable[[Any, Any], Any]:
    structured = make_dict_structure_fn(
        cls, converter, _cattrs_forbid_extra_keys=True, _cattrs_detailed_validation=thorough
    )

    def structure(raw: Any, kind: Any) -> Any:
        if not isinstance(raw, dict):
            raise Refused(f"{raw!r} is no table of keys")
        return structured(raw, kind)

    return structure


def _is_list(kind: Any) -> bool:
    return get_origin(kind) is frozenset or (get_origin(kind) is tuple and get_args(kind)[-1] is Ellipsis)


def _is_choice(kind: Any) -> bool:
    return get_origin(kind) is Literal


def _structure_list(raw: Any, kind: Any, converter: cattrs.Converter) -> tuple | frozenset:
    one = get_args(kind)[0]
    return get_origin(kind)(
        converter.structure(each, one) for each in (raw if isinstance(raw, list) else [raw])
    )


def _known(raw: Any, known: Collection[str], kind: Any) -> str:
    if isinstance(raw, str) and raw in known:
        return raw
    name = getattr(kind, "__name__", "") if not _is_choice(kind) else ""
    what = (
        f"{_spaced(name)} “{raw}” is not known"
        if name
        else f"“{raw}” is none of the words that may stand here"
    )
    raise Refused(what, nearest(raw, known))


def _spaced(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower()


def _text(raw: Any, _: Any) -> str:
    if not isinstance(raw, str):
        raise Refused(f"{raw!r} is no text")
    return raw


def _number(raw: Any, _: Any) -> int:
    if isinstance(raw, str) and re.fullmatch(r"-?\d+", raw):
        return int(raw)
    if not isinstance(raw, int) or isinstance(raw, bool):
        raise Refused(f"{raw!r} is no whole number")
    return raw


def _flag(raw: Any, _: Any) -> bool:
    if not isinstance(raw, bool):
        raise Refused(f"{raw!r} is neither true nor false")
    return raw


def _pattern(raw: Any, _: Any) -> Pattern:
    try:
        re.compile(_text(raw, str))
        return Pattern(raw)
    except re.error as error:
        raise Refused(f"{raw!r} is no regular expression: {error}") from None


def _refusal(error: BaseException, path: tuple[str, ...]) -> Refused:
    """The first refusal within what cattrs reports, with the keys that lead there."""
    if isinstance(error, BaseExceptionGroup):
        known = (one for one in error.exceptions if isinstance(one, ForbiddenExtraKeysError))
        first = next(known, error.exceptions[0])  # a misspelt key is missing under its right name too
        names = [getattr(note, "name", "") for note in getattr(first, "__notes__", ())]
        return _refusal(first, (*path, *filter(None, names)))
    where = ".".join(path)
    if isinstance(error, ForbiddenExtraKeysError):
        extra = sorted(map(str, error.extra_fields))[0]
        known = [field.name for field in attrs.fields(error.cl)]
        return Refused(f"“{extra}” is no known key", nearest(extra, known), ".".join((*path, extra)))
    if isinstance(error, Refused):
        return Refused(error.problem, error.advice, where)
    if isinstance(error, KeyError):
        return Refused(f"“{error.args[0]}” is missing", path=where)
    return Refused(str(error), path=where)
