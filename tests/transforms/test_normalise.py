"""From bytes to the normal form of text."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.normalise import clean, decode, is_text, repair

MARKS = "e\u0301\u0327\u0338Åﬁ\ud83d\ude00"
SPACES = "\u00ad\u200b\u200d\u2028\u3000\u1680\x85\x93\x00\t\n "
ODD = st.text(alphabet=MARKS + SPACES)
ANY = st.one_of(ODD, st.text(st.characters()))


@given(ANY)
def test_normal_form_is_its_own(text):
    """What is in normal form stays as it is."""
    assert clean(clean(text)) == clean(text)


@given(ANY)
def test_letters_are_kept(text):
    """No letter is lost and none is made, but for controls that stand for one."""
    text = text.translate(dict.fromkeys(range(0x80, 0xA0)))

    def letters(some):
        return [one for one in unicodedata.normalize("NFD", some) if one.isalpha()]

    assert letters(clean(text)) == letters(text)


@given(ANY)
def test_a_block_is_one_clean_line(text):
    """The normal form is NFC, has single spaces, no controls and can be encoded."""
    block = clean(text)
    assert unicodedata.is_normalized("NFC", block)
    assert block == " ".join(block.split())
    assert not any(unicodedata.category(one) in ("Cc", "Cs") for one in block)


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("a\nb\r\n\tc", "a b c"),
        ("10\xa0%\u2009of\u3000it", "10 % of it"),
        ("e\u0301", "é"),
        ("co\xadop\u200ber\ufeffate", "cooperate"),
        ("\u202eabc\u202c \u2066d\u2069", "abc d"),
        ("a\x00b\x07c\x1bd", "abcd"),
        ("\x93We\x92re glad\x94\x85", "“We’re glad”…"),
        ("\ud83d\ude00 and \ud800", "😀 and \ufffd"),
        ("“Quotes” ‘stay’ as—they « are »", "“Quotes” ‘stay’ as—they « are »"),
        ("ﬁne ＡＢ", "ﬁne ＡＢ"),
        ("  \n ", ""),
    ],
)
def test_normal_form(text, normal):
    """White space is folded, what is unseen goes, what was written stays."""
    assert clean(text) == normal


def test_marks_without_end_are_broken_up():
    """A hundred thousand marks on a letter cost no quadratic time: they are parted by joiners."""
    text = clean("a" + "\u0301\u0327" * 50_000)
    assert max(map(len, text.split("\u034f"))) <= 31
    assert clean("b" + "\u0301" * 31) == "b" + "\u0301" * 30 + "\u034f\u0301"
    assert clean("b" + "\u0301" * 30) == "b" + "\u0301" * 30


@pytest.mark.parametrize(
    ("data", "declared", "expected"),
    [
        ("“é”".encode(), None, ("“é”", "utf-8")),
        ("“é”".encode(), "cp1252", ("“é”", "utf-8")),
        ("“é”".encode("utf-8-sig"), None, ("“é”", "utf-8")),
        ("“é”".encode("cp1252"), None, ("“é”", "cp1252")),
        ("“é”".encode("utf-16"), None, ("“é”", "utf-16-le")),
        (b"\xfe\xff" + "é".encode("utf-16-be"), None, ("é", "utf-16-be")),
        ("é".encode("utf-32"), None, ("é", "utf-32-le")),
        ("Да".encode("cp1251"), "windows-1251", ("Да", "cp1251")),
        (b"\xe9", "no-such-encoding", ("é", "cp1252")),
        (b"\x81\xe9", None, ("\x81é", "cp1252")),
        (b"\xe9", "rot13", ("é", "cp1252")),
        ("é".encode(), "cp1252", ("é", "utf-8")),
        ("é".encode("utf-8-sig"), "cp1252", ("é", "utf-8")),
        ("“é”".encode("utf-16"), "cp1252", ("“é”", "utf-16-le")),
        ("Министр заявил".encode("cp1251"), "koi8-r", ("лХМХЯРП ГЮЪБХК", "koi8-r")),
    ],
)
def test_encodings(data, declared, expected):
    """A byte order mark is believed, then UTF-8, then what is declared, then what it looks like."""
    assert decode(data, declared) == expected


@given(st.binary(), st.sampled_from([None, "utf-8", "cp1251", "utf-7", "idna", "base64", "x\x00"]))
def test_any_bytes_decode(data, declared):
    """Any bytes have a text, whatever encoding is declared."""
    text, _ = decode(data, declared)
    assert isinstance(text, str)


@pytest.mark.parametrize(
    ("damaged", "whole"),
    [
        ("â€œItâ€™s over,â€\x9d she said", "“It’s over,” she said"),
        ("MÃ¼ller, cafÃ©", "Müller, café"),
        ("“It’s” – £5 … a fiancée", "“It’s” – £5 … a fiancée"),
        ("&amp; ﬁne", "&amp; ﬁne"),
        ("Ζαχαρίας, Ångström, São Paulo", "Ζαχαρίας, Ångström, São Paulo"),
    ],
)
def test_wrongly_decoded_text_is_mended(damaged, whole):
    """Text that went through the wrong encoding is mended; other text is left alone."""
    assert repair(damaged) == whole


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"plain\ttext\r\n", True),
        ("ünï".encode("utf-16"), True),
        (b"\x00" * 50, False),
        (b"x" * 999 + b"\x00", True),
        (b"x" * 99 + b"\x00", True),
        (b"x" * 98 + b"\x00", False),
        (b"\x1f\x8b\x08\x00\x00\x00", False),
    ],
)
def test_what_is_text(data, expected):
    """Text has next to no control bytes; one in a hundred is forgiven."""
    assert is_text(data) is expected


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("“We have made our choice,” she said — it’s a café.", "cp1252"),
        ("Le ministre a déclaré mardi que l’été était fini.", "cp1252"),
        ("Министр заявил во вторник, что мост откроется до зимы.", "cp1251"),
        ("Министр заявил во вторник, что мост откроется до зимы.", "koi8-r"),
        ("大臣は火曜日に橋は冬の前に開くと述べた。", "shift_jis"),
        ("部长星期二表示，大桥将在冬天之前开放。" * 2, "gb18030"),
        ("Ministr řekl v úterý, že most bude otevřen před zimou.", "cp1250"),
        ("Ο υπουργός δήλωσε την Τρίτη ότι η γέφυρα θα ανοίξει.", "iso8859-7"),
    ],
)
def test_encodings_are_told_by_their_bytes(text, encoding):
    """A text of an encoding that nothing declares is read as what its bytes look like."""
    assert decode(text.encode(encoding)) == (text, encoding)
