"""PDFium's text of a page, character by character: where each stands, its paint, whether it shows."""

from __future__ import annotations

from ctypes import byref, c_double, c_float, c_ushort
from itertools import repeat
from typing import NamedTuple

import numpy as np

from budgetkit.readers import pdfium
from budgetkit.readers.characters import (
    BOTTOM,
    DOWN,
    END,
    LEFT,
    LEFT_SIDE,
    LINE,
    RIGHT,
    RIGHT_SIDE,
    SIZE,
    START,
    TOP,
    UP,
    Characters,
    PageText,
    is_repetition,
    middles,
    without_doubles,
)
from budgetkit.readers.coordinates import Frame, map_boxes
from budgetkit.readers.painting import Covers
from budgetkit.readers.paths import FAINTEST, WHITE, Drawing, PaintReader
from budgetkit.readers.pdfium import Answers, Handle, Pointer, pointer
from budgetkit.text import fold_radicals

ASIDE = 0.05
"""Points by which an origin may miss the left edge of its character's box in ordinary text."""
CLIP_SLACK = 0.5
"""Points by which the middle of a character may leave its clip and still show."""
LARGEST_BOX = 1.6
"""Times the size of a font up to which its boxes are as high as its lines."""
ASCENT, DESCENT = 0.9, 0.3
"""Sizes of a font above and below the baseline that its letters take."""
SLANT = 0.1
"""Slope from which on letters stand slanted on the page."""

IS_SPACE = np.zeros(0x10000, dtype=bool)
IS_SPACE[[0, 9, 10, 13, 32, 0xA0, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000]] = True
WITHOUT_WIDTH = [*range(0x200B, 0x2010), *range(0x2028, 0x202F), *range(0x2060, 0x2070), 0xFEFF]
"""Zero-width spaces, joiners and marks of direction: nothing is printed, not even a gap."""
LEAVES_NO_MARK = IS_SPACE.copy()
LEAVES_NO_MARK[WITHOUT_WIDTH] = True
HYPHENS = HYPHEN_MARK, HYPHEN_IN_BULK, SOFT_HYPHEN = 2, 0xFFFE, 0xAD
"""What PDFium writes for a hyphen at the end of a line, asked for alone and among the text of the page, and a
hyphen that is printed, whatever it may be in a text that is not."""
IS_ODD = np.zeros(0x10000, dtype=bool)
IS_ODD[[*range(0x20), SOFT_HYPHEN, *range(0xE000, 0xF900), *range(0xFFF0, 0x10000)]] = True
IS_OUTLINED = np.zeros(16, dtype=bool)
IS_OUTLINED[list(pdfium.OUTLINED_MODES)] = True
IS_PAINTED = np.ones(16, dtype=bool)
IS_PAINTED[list(pdfium.UNPAINTED_MODES)] = False
REPLACEMENT = 0xFFFD


class Looks(NamedTuple):
    """How the runs of characters look: one value for each run of one text object.

    ``paint`` has the colour and above it what is lacking to be opaque; ``clip`` is the number of its clip,
    ``x`` and ``y`` are its origin and ``turn`` (2 by n) leads in the direction of writing, all in user
    space. ``size`` is that of the font as drawn.
    """

    visible: np.ndarray
    paint: np.ndarray
    slanted: np.ndarray
    clip: np.ndarray
    x: np.ndarray
    y: np.ndarray
    turn: np.ndarray
    size: np.ndarray


class TextReader:
    """Reads the characters of pages; owns the memory that PDFium writes its answers to."""

    def __init__(self) -> None:
        self._size, self._units = c_float(), (c_ushort * 2048)()
        self._size_reference = byref(self._size)
        self._origins, self._boxes = Answers(c_double, 2), Answers(c_float, 4)
        self._paints, self._turns, self._sizes = PaintReader(), Answers(c_float, 6), Answers(c_float, 1)

    def read(self, text_page: Handle, frame: Frame, drawing: Drawing, covers: Covers) -> PageText:
        """The characters that show on a page, and those that do not."""
        text_page = pointer(text_page.value)  # passed a thousand times
        count = pdfium.count_characters(text_page)
        if count <= 0:
            return PageText()
        codes = self._codes(text_page, count)
        boxes = self._display_boxes(text_page, count, frame)
        objects = np.fromiter(
            map(pdfium.text_object, repeat(text_page, count), range(count)), np.int64, count
        )
        changes = np.empty(count, dtype=bool)
        changes[0] = True
        np.not_equal(objects[1:], objects[:-1], out=changes[1:])
        begins = np.flatnonzero(changes)
        run_of = np.cumsum(changes) - 1
        looks = self._look(text_page, objects[begins], begins, drawing)

        a, b, c, d, e, f = frame.matrix
        x, y = a * looks.x + c * looks.y + e, b * looks.x + d * looks.y + f
        ways = self._ways(frame, looks, np.abs(boxes[0, begins] - x) > ASIDE, objects[begins])
        measures, directions = _orient(boxes, x[run_of], y[run_of], ways[run_of])
        _share_glyphs(measures, boxes, objects)
        _fit_boxes(measures, directions, looks.size[run_of])
        x, y = middles(measures, directions)
        on_page = (x >= 0) & (x <= frame.width) & (y >= 0) & (y <= frame.height)
        kinds = np.minimum(codes, 0xFFFF)
        spaces = IS_SPACE[kinds]
        shown = looks.visible[run_of] & ~LEAVES_NO_MARK[kinds]
        cut_off = 0
        if not on_page.all():
            cut_off = int(np.count_nonzero(shown & ~on_page))
            shown &= on_page
        clip = looks.clip[run_of]
        if clip.any():
            left, top, right, bottom = np.array(drawing.clip_boxes).T[:, clip]
            shown &= (x >= left - CLIP_SLACK) & (x <= right + CLIP_SLACK)
            shown &= (y >= top - CLIP_SLACK) & (y <= bottom + CLIP_SLACK)
        if len(covers) or (looks.visible & (looks.paint & WHITE == WHITE)).any():
            orders = drawing.orders()
            order_of = np.array([orders.get(handle, -1.0) for handle in objects[begins].tolist()])
            places = np.flatnonzero(shown)
            runs = run_of[places]
            shown[places] = ~covers.hides(x[places], y[places], order_of[runs], looks.paint[runs])
        slanted = shown & looks.slanted[run_of]
        if 2 * np.count_nonzero(slanted) > np.count_nonzero(shown) and not is_repetition(codes[slanted]):
            slanted[:] = False  # a whole page askew, not something printed across it
        indices = np.flatnonzero(shown & ~slanted)
        printed_spaces = spaces & (objects != 0) & (boxes[2] - boxes[0] + boxes[3] - boxes[1] > 0.1)
        codes, unmapped, private = _mark_unmapped(text_page, codes, begins[looks.visible], indices)
        marks = np.array((codes, directions, clip, objects, np.arange(count), looks.paint[run_of]))
        characters = Characters(measures, marks)
        aslant = characters.take(slanted)
        lost = np.flatnonzero(~shown & ~LEAVES_NO_MARK[kinds] & (objects != 0))
        unseen, hidden = characters.take(lost), []
        if len(lost):
            hidden = sorted(set(objects[lost].tolist()) - set(objects[shown].tolist()))
        characters = characters.take(indices)
        if len(indices) > 1:
            characters = without_doubles(characters)
        return PageText(
            characters, codes, objects, printed_spaces, unmapped, private, cut_off, aslant, unseen, hidden
        )

    def _codes(self, text_page: Pointer, count: int) -> np.ndarray:
        """Code points of all characters, radicals folded, one each."""
        if len(self._units) <= count:
            self._units = (
                c_ushort * (2 * count)
            )()  # a type of its own for each page takes longer than the text
        written = pdfium.get_text(text_page, 0, count, byref(self._units)) - 1
        text = bytes(memoryview(self._units)[:count]).decode("utf-16-le", "replace")
        # where PDFium leaves out or doubles code units the bulk text is out of step with the characters
        if written != count or len(text) != count or pdfium.text_index(text_page, count - 1) != count - 1:
            text = "".join(_character(pdfium.get_unicode(text_page, index)) for index in range(count))
        folded = fold_radicals(text).encode("utf-32-le", "surrogatepass")
        return np.frombuffer(folded, dtype=np.uint32).astype(np.int64)

    def _display_boxes(self, text_page: Pointer, count: int, frame: Frame) -> np.ndarray:
        """Left, top, right and bottom of every character's line-high box on the displayed page."""
        places = self._boxes.references(count)[0]
        list(map(pdfium.loose_box, repeat(text_page, count), range(count), places))
        return map_boxes(frame.matrix, self._boxes.rows(count).T.astype(float))

    def _look(self, text_page: Pointer, objects: np.ndarray, begins: np.ndarray, drawing: Drawing) -> Looks:
        """Ask each text object once, all in one sweep.

        A generated character has no object; PDFium answers a null handle with an unknown mode, which
        counts as unseen.
        """
        addresses, starts = objects.tolist(), begins.tolist()
        first_of = dict(zip(reversed(addresses), reversed(starts), strict=True))
        count, handles, firsts = len(first_of), list(first_of), list(first_of.values())
        number_of = dict(zip(handles, range(count), strict=True))
        order = np.array(list(map(number_of.__getitem__, addresses)))
        pages, pointers = [text_page] * count, list(map(pointer, handles))
        list(map(pdfium.character_origin, pages, firsts, *self._origins.references(count)))
        list(map(pdfium.character_matrix, pages, firsts, *self._turns.references(count)[:1]))
        list(map(pdfium.font_size, pointers, *self._sizes.references(count)))
        matrices = self._turns.rows(count).T.astype(float)
        turns, slopes = matrices[:2], np.abs(matrices[:2])
        sizes = np.abs(self._sizes.rows(count)[:, 0]) * np.hypot(*matrices[2:4])
        modes = np.array(list(map(pdfium.render_mode, pointers)))
        paints, alphas = self._paints.read(pdfium.fill_color, pointers)
        outlined = np.flatnonzero(((paints == WHITE) | (alphas < FAINTEST)) & IS_OUTLINED[modes])
        if len(outlined):
            outlines = [pointers[position] for position in outlined.tolist()]
            paints[outlined], alphas[outlined] = self._paints.read(pdfium.stroke_color, outlines)
        visible = IS_PAINTED[modes] & (alphas >= FAINTEST)
        clips = drawing.page_clips.numbers(pointers)
        if drawing.text_clips:
            for position, handle in enumerate(handles):
                if handle in drawing.text_clips:
                    clips[position] = drawing.text_clips[handle].numbers([pointers[position]])[0]
        slanted = (np.minimum(*slopes) > SLANT * np.maximum(*slopes))[order]
        visible = visible[order]
        if slanted.any():
            # the letters along the arc of a seal: one of them may happen to stand upright
            runs = np.flatnonzero(visible)
            between = slanted[runs]
            alone = np.diff(begins, append=begins[-1] + 1)[runs] == 1
            between[1:-1] |= between[:-2] & between[2:] & alone[1:-1]
            slanted[runs] = between
        x, y = self._origins.rows(count).T[:, order]
        paints = paints | (0xFF - alphas) << 24
        return Looks(
            visible, paints[order], slanted, np.array(clips)[order], x, y, turns[:, order], sizes[order]
        )

    def _ways(self, frame: Frame, looks: Looks, aside: np.ndarray, objects: np.ndarray) -> np.ndarray:
        """The direction of each run on the displayed page.

        It comes from the matrix: a box may be that of a line or that of the ink. A font size below zero
        turns the letters once more, which is asked only where something looks odd.
        """
        a, b, c, d, _, _ = frame.matrix
        along, down = a * looks.turn[0] + c * looks.turn[1], b * looks.turn[0] + d * looks.turn[1]
        ways = np.where(np.abs(along) >= np.abs(down), np.where(along < 0, LEFT, RIGHT), UP)
        ways[(ways == UP) & (down > 0)] = DOWN
        ways[~looks.visible] = RIGHT  # what PDFium generated between the runs has no direction of its own
        for run in np.flatnonzero(looks.visible & (aside | (ways != RIGHT))).tolist():
            if pdfium.font_size(pointer(int(objects[run])), self._size_reference) and self._size.value < 0:
                ways[run] = (ways[run] + 2) % 4
        return ways


def _character(code: int) -> str:
    return chr(code) if code <= 0x10FFFF and not 0xD800 <= code < 0xE000 else chr(REPLACEMENT)


def _mark_unmapped(
    text_page: Pointer, codes: np.ndarray, begins: np.ndarray, shown: np.ndarray
) -> tuple[np.ndarray, int, int]:
    """Replace glyphs without Unicode by U+FFFD; return the codes, how many are shown so, how many private.

    Such a font as a rule maps no glyph at all, so one question for each run finds most of them;
    control and private codes are asked one by one.
    """
    lacking = pdfium.lacks_unicode
    suspects = any(map(lacking, repeat(text_page, len(begins)), begins.tolist()))
    odd = IS_ODD[np.minimum(codes[shown], 0xFFFF)]
    if not suspects and not odd.any():
        return codes, 0, 0
    codes = codes.copy()
    controls = codes[shown][odd & (codes[shown] < 0x20)]
    # some fonts have the mark as the code of their hyphen; beside other controls it may mean anything
    always = {SOFT_HYPHEN, HYPHEN_MARK} if (controls == HYPHEN_MARK).all() else {SOFT_HYPHEN}
    unmapped = 0
    for index in shown.tolist():
        code = codes[index]
        if code in HYPHENS and (code in always or pdfium.is_hyphen(text_page, index)):
            codes[index] = ord("-")
        elif code < 0x20 or 0xFFF0 <= code <= 0xFFFF or lacking(text_page, index):
            codes[index] = REPLACEMENT
            unmapped += 1
    private = int(np.count_nonzero((codes[shown] >= 0xE000) & (codes[shown] < 0xF900)))
    return codes, unmapped, private


def _orient(
    boxes: np.ndarray, x: np.ndarray, y: np.ndarray, directions: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Measure each character along and across its direction of writing; ``x`` and ``y`` are origins."""
    left, top, right, bottom = boxes
    if not directions.any():
        return np.concatenate((boxes, boxes[::2], (y, bottom - top))), directions
    starts = np.choose(directions, (left, top, -right, -bottom))
    ends = np.choose(directions, (right, bottom, -left, -top))
    lines = np.choose(directions, (y, -x, -y, x))
    sizes = np.where(directions % 2 == 0, bottom - top, right - left)
    return np.stack((left, top, right, bottom, starts, ends, lines, sizes)), directions


def _fit_boxes(measures: np.ndarray, directions: np.ndarray, sizes: np.ndarray) -> None:
    """Shrink the boxes of fonts that claim far more room than their letters take, in place.

    Else a letter of 10 points would reach over three lines and its middle would stand in the line above.
    Where a letter is as wide as well, its measures are worth nothing, and nobody knows where it ends.
    """
    narrow = measures[END] - measures[START] <= LARGEST_BOX * sizes
    large = np.flatnonzero((measures[SIZE] > LARGEST_BOX * sizes) & narrow & (sizes > 0))
    if not len(large):
        return
    ways, baseline, size = directions[large], measures[LINE, large], sizes[large]
    upper, lower = baseline - ASCENT * size, baseline + DESCENT * size
    upright = ways % 2 == 0
    is_back = (ways == LEFT) | (ways == DOWN)
    sides = np.where(is_back, -lower, upper), np.where(is_back, -upper, lower)
    for side, places in zip(sides, ((LEFT_SIDE, TOP), (RIGHT_SIDE, BOTTOM)), strict=True):
        measures[places[0], large] = np.where(upright, measures[places[0], large], side)
        measures[places[1], large] = np.where(upright, side, measures[places[1], large])
    measures[SIZE, large] = lower - upper


def _share_glyphs(measures: np.ndarray, boxes: np.ndarray, objects: np.ndarray) -> None:
    """Part the width of each glyph that stands for several characters between them, in place.

    PDFium gives each of them the whole: two dashes joined to one glyph would look like a dash printed twice.
    """
    joined = (objects[1:] == objects[:-1]) & (objects[1:] != 0) & (boxes[:, 1:] == boxes[:, :-1]).all(axis=0)
    if not joined.any():
        return
    glyphs = np.flatnonzero(np.concatenate(([True], ~joined)))
    counts = np.diff(np.append(glyphs, len(objects)))
    number = np.arange(len(objects)) - np.repeat(glyphs, counts)
    counts = np.repeat(counts, counts)
    start, width = measures[START].copy(), measures[END] - measures[START]
    measures[START] = start + width * number / counts
    measures[END] = np.where(counts > 1, start + width * (number + 1) / counts, measures[END])
