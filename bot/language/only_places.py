"""Tells whether a message says nothing but where: "¿y en Tapachula?", "Tijuana pls"."""

from bot.language.comparable import comparable

_WORDS = (
    "if he she they we in case "
    "senor senora amigo amiga hermano hermana bro brother sister sir madam friend "
    "y e o and or en in at for para pa a to de del from por near cerca aqui "
    "aca ahora ahorita mejor now here what about how que q tal hay pero but ok "
    "okay si yes no estoy estamos ando andamos vivo toy i am m im we are re "
    "soy es it is s the la el ciudad estado city state mexico favor porfa "
    "please pls gracias thanks thank you tambien also too then entonces pues "
    "ah hola hi hello not sorry perdon digo mean meant "
)
_AROUND = frozenset(_WORDS.split())


def names_only(text: str, places: list[tuple[int, int]]) -> bool:
    """True if beside the places, given as (start, end), only such words are left."""
    rest, position = [], 0
    for start, end in sorted(places):
        rest.append(text[position:start])
        position = end
    rest.append(text[position:])
    return set(comparable(" ".join(rest)).split()) <= _AROUND
