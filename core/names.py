"""Vietnamese names: sorted by given name, in the order of the Vietnamese alphabet."""

import unicodedata

# Letters in dictionary order; within one letter the tones follow: none, grave, hook, tilde,
# acute, dot (the order of TCVN 5712 and of Vietnamese dictionaries).
_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
_RANK = {letter: f"{index:02d}" for index, letter in enumerate(_LETTERS, start=10)}
_UNACCENTED = str.maketrans("đĐ", "dD")


def normalise_name(text: str) -> str:
    """The name in NFC with single spaces and no surrounding ones."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def unaccented(text: str) -> str:
    """`Nguyễn Thị Đào` -> `nguyen thi dao`, for search without accents."""
    decomposed = unicodedata.normalize("NFD", text.translate(_UNACCENTED))
    return "".join(c for c in decomposed if not unicodedata.combining(c)).lower()


MOST_SEARCH_WORDS = 20  # no name has more


def search_words(text: str) -> list[str]:
    """Distinct unaccented words of a search, limited in number to bound its cost."""
    return list(dict.fromkeys(unaccented(text.replace("\0", " ")).split()))[:MOST_SEARCH_WORDS]


def _syllable_key(syllable: str) -> str:
    letters, tone = [], "0"
    for char in unicodedata.normalize("NFC", syllable.lower()):
        base = ""
        for part in unicodedata.normalize("NFD", char):
            if part in _TONES:
                tone = _TONES[part]
            else:
                base += part
        letter = unicodedata.normalize("NFC", base)
        letters.append(_RANK.get(letter, "00" + letter))
    return "".join(letters) + "0" + tone  # letters begin at 10, so a word's end sorts first


def lower_first(text: object) -> str:
    """Text within a sentence: `Bảng xếp hạng số 1` -> `bảng xếp hạng số 1`; `HĐND xã` stays."""
    text = str(text)
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def text_sort_key(text: str) -> str:
    """Key that puts Vietnamese text in dictionary order, syllable by syllable.

    Numbers sort by value, so that `Tổ số 2` comes before `Tổ số 10`.
    """
    return " ".join(
        f"{int(word):09d}" if word.isdecimal() else _syllable_key(word)
        for word in normalise_name(text).split()
    )


def person_sort_key(full_name: str) -> str:
    """Key by given name first, then family and middle names: `Trần Văn An` before `Lê Thị Bình`."""
    words = normalise_name(full_name).split()
    return text_sort_key(" ".join(words[-1:] + words[:-1]))


# Marks that hide or reorder text: zero width, direction, isolates; not the joiner of emoji.
_UNSEEN = dict.fromkeys(
    [0x200B, 0x200C, 0x200E, 0x200F, *range(0x202A, 0x202F), 0x2060, *range(0x2066, 0x206A), 0xFEFF]
)


def visible_text(text: str) -> str:
    """Text as it is visible: NFC, without hidden and direction marks, stripped."""
    return unicodedata.normalize("NFC", text).translate(_UNSEEN).strip()
