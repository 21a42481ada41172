"""Tells a person's name from a place's: "me llamo León", "the Virgin of Guadalupe"."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


PLACE_WORDS = _words(
    "en de desde hacia hasta por pa para a cerca in from at near around to of "
)
"""Words after which a name is taken for a place."""

# "A León le pegaron" is a person, "voy a León" is not.
_GOING = _words(
    "voy vamos va van ir irme irnos ire llegar llegue llegamos llego "
    "llegan viajar viajo venir vine vinimos mudarme mudarnos mandaron "
    "mandan enviaron trasladaron llevaron llevan regresar volver salir "
    "salgo salimos cerca llegando yendo camino go going went gone get got "
    "travel travelling traveling move moving sent take took taken bus came "
    "come coming arrived close next way trip "
)
_OWNERS = _words(
    "hijo hija hijos esposa esposo mama papa madre padre hermano hermana "
    "primo prima tio tia casa nombre amigo amiga telefono carta virgen "
    "senora senor san santa novio novia mujer marido abuela abuelo son "
    "daughter wife husband mother father brother sister friend name virgin "
    "lady house "
)
_SAYS_NAME = (
    ("me", "llamo"),
    ("nombre", "es"),
    ("se", "llama"),
    ("name", "is"),
    ("name", "s"),
    ("llamado",),
    ("llamada",),
    ("named",),
    ("called",),
)
_AM = (("soy",), ("i", "am"), ("im",), ("i", "m"))
_FILLERS = _words(
    "y and en in estoy ando estamos ahora ahorita aqui aca la el the ciudad city "
    "of por favor please porfa pls gracias thanks i am m im now here pues "
    "ok bueno si yes es it is "
)


def follows_place_word(words: list[str], start: int) -> bool:
    """True if the name at `start` stands where only a place can stand."""
    before = words[start - 1] if start else ""
    if before in ("la", "el", "ciudad", "cd", "city") and start >= 2:
        start, before = start - 1, words[start - 2]
    earlier = words[start - 2] if start >= 2 else ""
    if before in ("a", "para", "pa", "to", "por"):
        return earlier in _GOING
    if before in ("de", "of"):
        return earlier not in _OWNERS
    return before in PLACE_WORDS


def is_whole_message(words: list[str], start: int, end: int) -> bool:
    """True if there is nothing else to read: "león", "ok, estoy en la paz"."""
    return all(word in _FILLERS for word in words[:start] + words[end:])


def is_person(words: list[str], start: int) -> bool:
    """True if the words before `start` introduce a name, or own what follows."""
    before = words[:start]
    if len(before) >= 2 and before[-1] in ("de", "of") and before[-2] in _OWNERS:
        # "La casa de Tijuana" is a place all the same.
        return before[-2] in ("virgen", "virgin", "senora", "lady", "nombre", "name")
    if _ends_with(before, _AM):
        return True
    for _ in range(3):
        if _ends_with(before, _SAYS_NAME):
            return True
        if not before or before[-1] in PLACE_WORDS or before[-1] in ("y", "and"):
            return False
        before = before[:-1]
    return False


def _ends_with(words: list[str], endings: tuple[tuple[str, ...], ...]) -> bool:
    return any(tuple(words[-len(end) :]) == end for end in endings)
