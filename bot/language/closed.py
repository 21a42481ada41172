"""Hears that a place did not take somebody in: shut, gone, moved or full."""

import re
from typing import Literal

from bot.language.canonical import Canonical

Reported = Literal["closed", "full"]

_IS = (
    r"(?:estaba|estaban|esta|estan|estuvo|sigue|siguen|encontre|encontramos|quedo|halle"
    r"|was|were|is|are|its|theyre|found it|permanently|still|now)"
)
_VERY = (
    r"(?:muy|bien|super|todo|toda|ya|tan|hasta el tope|very|all|so|completely|always)"
)
_CLOSED = (
    rf"{_IS} (?:{_VERY} )*(?:cerrad[oa]s?|clausurad[oa]s?|closed|shut(?! in))"
    r"|ya no existen?|ya (?:lo |la )?(?:cerraron|cerro|clausuraron)"
    r"|(?:cerraron|cerro) (?:ya|ese|esa|el albergue|la casa|el refugio)"
    r"|no hay nadie (?:ahi|alli|aca|en es[ea]|en el|en la)|no hay nadie$"
    r"|nadie (?:abre|abrio|me abrio|nos abrio|atiende|contesto la puerta)"
    r"|no (?:me |nos )?(?:abren|abrieron)(?= (?:la puerta|,|\.|y)|$)"
    r"|(?:ya )?(?:se )?(?:cambiaron|mudaron|cambio|mudo) (?:de|a|para) (?:lugar"
    r"|direccion|domicilio|casa|sitio|edificio|local|otr[oa] \w+)"
    r"|(?:nobody|no one) (?:is |was )?there(?= (?:[.,!]|when|at|now|any|and|to open)|$)"
    r"|(?:nobody|no one) (?:opens|opened)|there (?:is|was) (?:nobody|no one)(?! (?:to"
    r"|who))|(?:doesnt|does not|dont|do not|no longer) exists?"
    r"|(?:not|isnt|no longer) (?:open|here) any ?more|(?:shut|closed) down"
)
# These are said of much else too: they need a house beside them.
_AWAY = (
    rf"(?P<away>{_IS} (?:{_VERY} )*(?:abandonad[oa]s?|abandoned|vaci[oa]s?|empty|gone)"
    r"|(?:lo |la |los |las )?(?:cerraron|cerro|clausuraron)|no existen?|no habia nadie"
    r"|ya no (?:funcionan?|dan|atienden|esta|estan|hay nada|abren?)"
    r"|(?:ya )?se (?:cambiaron|mudaron|mudo)"
    r"|no (?:me|nos) (?:dejaron|dejan|dejo) (?:entrar|pasar|quedar\w*)"
    r"|no (?:me|nos) (?:recibieron|reciben|recibio|aceptaron|acepto|aceptan)"
    r"|(?:not|isnt|no longer) (?:there|here|working)(?: any ?more)?|not exists?"
    r"|(?:has|have|had) (?:closed|shut|moved)|(?:they|it|shelter|place|house)"
    r" (?:closed|moved|shut)(?: away)?|(?:didnt|did not|wouldnt|would not|not|wont)"
    r" let (?:me|us) (?:in|stay|enter\w*)|(?:turned|sent) (?:me|us) away)"
)
_FULL = (
    rf"{_IS} (?:{_VERY} )*(?:llen[oa]s?|full|saturad[oa]s?|topad[oa]s?|repletos?)"
    r"|(?:ya )?(?:no|ni) (?:hay|habia|hubo|tienen|tenian|tiene|tenia|quedan?|quedaban?)"
    r" (?:mas |ya )?(?:lugar(?:es)?|espacios?|cupos?|camas?|campo|sitio)"
    r"(?! (?:donde|seguro|a donde|en mexico|para (?:ir|dormir|mi caso)|que)(?!\S))"
    r"(?! (?:\w+ ){0,2}(?:ningun|ninguna|ningunos|ningunas)(?!\S))"
    r"|sin cupo|ya no (?:reciben|aceptan)|(?:albergues?|shelters?|casa) (?:todos )?"
    r"(?:llen[oa]s?|full)|all full|full already"
    r"|(?<!got )(?<!give )(?<!with )no (?:more )?(?:room|beds|spaces?|places?)"
    r"(?! (?:to|where|is safe|for me to|like|safe|anywhere|has)(?!\S))"
)
# "Full" first: "ya no hay lugar" is not the end of a place.
_STATE = re.compile(rf"(?<!\S)(?:(?P<full>{_FULL})|{_CLOSED}|{_AWAY})(?!\S)")

_SHELTER = (
    r"albergues?|refugios?|casas?|lugar|comedor|posada|iglesia|parroquia|templo|sitio"
    r"|direccion|shelters?|places?|house|church|address|hostel|kitchen|oficina"
)
# What may be shut as well and is no place of ours: a border, a case, an app.
_NO_SHELTER = (
    r"fronteras?|garita|garta|puentes?|border|bridge|ports?|puerto|limite|linea|gates?"
    r"|inm|migracion|immigration|instituto|comar|casos?|cases?|expediente|file|solicitud"
    r"|consulado|embajada|embassy|consulate|acnur|unhcr|naciones|nations|corte|court"
    r"|citas?|appointments?|cbp\w*|app|application|aplicacion|paginas?|website|link"
    r"|sistema|system|numeros?|numbers?|telefonos?|phones?|celular|whatsapp|correo|curp"
    r"|tarjeta|permiso|programas?|programs?|policy|mpp|formulario|camino|carretera|calle"
    r"|road|aeropuerto|airport|banco|cuenta|account|tienda|mina|hospital|clinica|escuela"
    r"|school|trailer|puertas?|porton|doors?|hotel|company|empresa|cuarto|trump|gringos"
    r"|juez|judge|codigo|tramite|asilo|asylum|bus|camion|tren|train|hielera|cell|celda"
    r"|carcel|jail|registro|review|plazo|lista|list|usa|estados|eeuu|bote|balsa"
    r"|fiscalia|policia|police|radio|invasion|marque|llame|called"
)
_NOUN = re.compile(
    rf"(?<!\S)(?:(?P<shelter>{_SHELTER})|(?P<other>{_NO_SHELTER}))(?!\S)"
)
# "El albergue cerca de la frontera" and "la oficina de migración" are told apart by
# what stands before the other noun.
_NEAR = re.compile(
    r"(?<!\S)(?:cerca|junto|lado|frente|near|next|beside)(?: \S+){0,3} $"
)
_MINE = re.compile(r"(?<!\S)(?:my|mi|mis|our|his|her|nuestr[oa]s?) (?P<noun>\w+) $")
_SENTENCE = re.compile(r" [.;!?|](?= |$)")
_ASKS = re.compile(
    r"(?:¿|y |and |pero |ok |hola |hello |oiga )*(?:is|are|was|does|did|do"
    r"|esta abiert\w+|sera|cuando|a que|que|cual|donde|where|when|which|what|how|como"
    r"|si|if|por que|why)(?!\S)"
)
_UNSURE = re.compile(
    r"(?<!\S)(?:no se si|saber|know if|if|sera que|en caso|cuando|when|until|hasta que"
    r"|si|(?:has|is|was) it|are they) (?:\S+ ){0,7}$"
)
_THERE = re.compile(r"(?<!\S)(?:ahi|alli|alla|ese|esa|fui|fuimos|llegue|went)(?!\S)")


def reported_state(text: str) -> Reported | None:
    """What the message reports of a place; None for questions and for other things."""
    folded = Canonical(text).text
    for found in _STATE.finditer(folded):
        first, last, asked = _sentence(folded, found.start(), found.end())
        said = folded[first : found.start()]
        if asked or _ASKS.match(folded[first:last].lstrip()) or _UNSURE.search(said):
            continue
        named = _NOUN.match(found.group())
        house = bool(named) or _is_of_house(said, folded[found.end() : last])
        if house is False:
            continue
        if found["away"] and not (house or _THERE.search(folded)):
            continue
        return "full" if found["full"] else "closed"
    return None


def _sentence(text: str, start: int, end: int) -> tuple[int, int, bool]:
    """Where the sentence begins and ends, and whether it ends in a question mark."""
    borders = list(_SENTENCE.finditer(text))
    first = max((at.end() for at in borders if at.end() <= start), default=0)
    behind = next((at for at in borders if at.start() >= end), None)
    if behind is None:
        return first, len(text), False
    return first, behind.start(), "?" in behind.group()


def _is_of_house(before: str, behind: str) -> bool | None:
    """By the nearest noun before, else the first just behind; None if there is none."""
    mine = _MINE.search(before)
    if mine is not None and not re.fullmatch(_SHELTER, mine["noun"]):
        return False
    nouns = [
        noun
        for noun in _NOUN.finditer(before)
        if noun["shelter"] or not _NEAR.search(before[: noun.start()])
    ]
    if nouns:
        return bool(nouns[-1]["shelter"])
    following = _NOUN.search(" ".join(behind.split()[:4]))
    return bool(following["shelter"]) if following else None
