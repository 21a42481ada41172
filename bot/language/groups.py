"""For whom a bed is sought: "soy mujer", "con mis hijos", "para mi hermano"."""

import re
from typing import Literal

from bot.language.canonical import Canonical
from bot.language.numbers import NUMBER

_Group = Literal["women", "men", "families", "lgbtiq", "minors"]

_I_AM = (
    r"(?:soy|somos|sos|i am|im|i m|we are|were|es para|for|para|busca|solo|solos|puros"
    r"|puras|viajamos|vamos|venimos|estamos|una?|un|a|an|the|muy|ya|also|solamente|only"
    r"|just|all|alone|single|young|dos|tres|cuatro|cinco|seis|dos|two|three|four|five"
    r"|\d+)"
)
_CHILDREN = (
    r"(?:hij[oa]s?|hijit[oa]s?|nin[oa]s?|bebes?|bebit[oa]s?|ninit[oa]s?|criaturas?"
    r"|kids?|child(?:ren)?|sons?|daughters?|bab(?:y|ies)|chamos|chamacos|peques|cipotes"
    r"|patojos|gemel[oa]s?|nenes?|nenas?)"
)
_MEN = (
    r"(?:hermano|hermanos|papa|padre|primo|primos|tio|tios|amigo|amigos|novio|abuelo"
    r"|sobrino|cunado|suegro|companero|brother|brothers|dad|father|cousin|uncle|friend)"
)
_WOMEN = (
    r"(?:hermana|hermanas|mama|madre|prima|primas|tia|tias|amiga|amigas|novia|abuela"
    r"|sobrina|cunada|suegra|companera|sister|sisters|mom|mum|mother|aunt|girlfriend)"
)
_PARTNER = r"(?:esposa|esposo|marido|mujer|pareja|wife|husband|partner|senora|familia)"
_MY = (
    r"(?:mi|mis|my|nuestr[oa]s?|our|sus?|un|una|dos|tres|cuatro|2|3|4|5|two|three|los"
    r"|las)"
)
_NUMBER_OF = rf"(?:{NUMBER})(?: (?:pequen[oa]s|little|small|young|menores))?"
_PLACE = (
    r"(?:albergues?|casas?|refugios?|lugar(?:es)?|shelters?|cuartos?|posadas?|place)"
)
_TAKE = (
    r"(?:aceptan|acepten|reciben|reciban|atienden|dejan|hay para|take|takes|accept"
    r"|accepts|receive)"
)
_AGE = r"(?:1[0-7]|[5-9]|diez|once|doce|trece|catorce|quince|dieciseis|diecisiete)"

# Group → patterns on text as Canonical writes it.
_WORDS: tuple[tuple[tuple[_Group, ...], str], ...] = (
    (
        ("families", "women"),
        r"(?:madre|mama|madres|mamas) solter[oa]s?|single (?:mother|mom|mum)s?"
        r"|madre sola",
    ),
    (
        ("minors",),
        rf"(?:menor(?:es)?|minors?|adolescentes?|nin[oa]s?"
        rf"|joven)(?: de edad)? (?:no acompanad[oa]s?"
        rf"|sin acompanante|sol[oa]s?(?! (?:con|un)))|unaccompanied (?:minors?"
        rf"|child(?:ren)?"
        rf"|kids?|teens?)"
        rf"|(?:soy|somos) (?:un |una )?(?:menor(?:es)?|nin[oa]"
        rf"|adolescentes?)(?: de edad)?"
        rf"|(?:i am|im) (?:a |an |still )?(?:minor|teenager|underage|under 18)"
        rf"|(?:tengo|tenemos|cumpli) (?:apenas |solo )?{_AGE} anos(?! (?:aqui|aca|en|de"
        rf"|esperando|viviendo|trabajando|que|fuera|llegue)(?!\S))"
        rf"|(?:i am|im) (?:only |just )?{_AGE}(?! (?:days|weeks?|months?|hours|weeks"
        rf"|km|miles|kids|of|in line)(?!\S))(?: years(?: old)?)?",
    ),
    (
        ("lgbtiq",),
        r"trans|transexual|transgenero|transgender|gays?|lesbianas?|lesbians?|bisexual"
        r"(?:es)?|homosexual(?:es)?|lgbt\w*|queer|no binari[oa]|non binary|travesti",
    ),
    (
        ("women",),
        rf"(?:soy|somos|i am|im|we are) (?:{_I_AM} )*(?:mujer|mujeres|muchacha"
        rf"|muchachas"
        r"|senora|chica|chicas|woman|women|girls?|lady|ladies|femenina)"
        r"|(?<!quedar )(?<!quede )(?<!quedo )embarazadas?"
        r"|(?:i am|im|she is|woman) (?:\w+ ){0,3}pregnant|pregnant (?:woman|women"
        r"|lady)",
    ),
    (
        ("women",),
        rf"{_PLACE} (?:(?:que )?(?:\w+ )?)?(?:para|de|for) (?:solo |puras )?(?:mujeres"
        rf"|women|mujer|senoras)|(?:para|for) (?:solo |puras |only )?(?:mujeres|mujer"
        rf"|women|woman)|women s? ?(?:shelter|only)|{_TAKE} (?:a |solo "
        rf"|only )*(?:mujeres"
        rf"|mujer|women)|(?:mujer|woman) (?:sola|alone|trans)|single (?:woman|women)",
    ),
    (
        ("men",),
        rf"(?:soy|somos|i am|im|we are) (?:{_I_AM} )*(?:hombre|hombres|varon|varones"
        r"|muchacho|muchachos|chico|man|men|guys?|male|boys)"
        rf"|{_PLACE} (?:(?:que )?(?:\w+ )?)?(?:para|de|for) (?:solo |puros )?(?:hombres"
        r"|men|hombre|varones)|(?:para|for) (?:solo |puros |only )?(?:hombres|hombre"
        rf"|varones|men|man)|{_TAKE} (?:a |solo |only )*(?:hombres|hombre|men)"
        r"|(?:hombre|hombres|varon) (?:sol[oa]s?|trans)|single (?:man|men)"
        r"|(?:puros|solo) hombres",
    ),
    (
        ("families",),
        rf"(?:con|with|y|and|junto a|traigo a) (?:toda )?{_MY} (?:\w+ )?"
        rf"(?:{_PARTNER}|{_CHILDREN}|family)"
        rf"|(?:con|with|and|y) {_NUMBER_OF} {_CHILDREN}"
        r"|(?:con|with) (?:(?:toda )?(?:la |mi |my |the )?familia|family)"
        r"|(?:mi familia|mi esposa|mi esposo|mi marido|mi mujer|mis hijos|my wife"
        r"|my husband|my kids|my family) (?:y yo|and (?:i|me))"
        r"|(?:somos|we are|para|for) (?:una |a |la |mi |my |toda la )?(?:familia"
        r"|family)"
        r"|familia (?:completa|de \d|con)|family of (?:\d|two|three|four|five|six"
        r"|seven)"
        r"|(?:somos|we are) (?:un )?matrimonio"
        rf"|(?:tengo|traigo|llevo|venimos con|viajo con|i have) (?:a )?(?:{_NUMBER_OF}"
        rf"|mis|my) {_CHILDREN}(?! (?:en|que|in|back|alla|detenid\w+|desaparecid\w+)"
        r"(?!\S))"
        rf"|{_TAKE} (?:a )?(?:familias?|families|nin[oa]s|kids|children)"
        r"|(?:para|for) (?:familias|families)",
    ),
    (("men",), rf"(?:para|for) (?:mi|my|mis|un|a) {_MEN}"),
    (("women",), rf"(?:para|for) (?:mi|my|mis|una|a) {_WOMEN}"),
    (("families",), rf"(?:para|for) (?:mi|my|mis) (?:{_PARTNER}|{_CHILDREN}|family)"),
)
_PATTERNS = tuple(
    (groups, re.compile(rf"(?<!\S)(?:{words})(?!\S)")) for groups, words in _WORDS
)

# "Hablar con mi esposo", "no estoy con mi familia": they are elsewhere.
_ELSEWHERE = re.compile(
    r"(?<!\S)(?:problemas?|hablar|hable|hablo|comunicar\w*|comunique|contacto|reunir\w*"
    r"|reencontrar\w*|encontrar\w*|pelee|pelear|casar\w*|casad[oa]|juntar\w*|verme"
    r"|vivia|vivo|talk|talked|speak|contact|reunite|reunited|married|fight|be|live"
    r"|no (?:estoy|vengo|ando|viajo)|not|llamar|call|estar|volver|regresar)"
    r"(?: (?:por telefono|mas|mucho|otra vez|again|here|aqui))? $"
)
# "Un abogado para mi hermano" is no bed; a bare "para mi hermano" answers for whom.
_BED = re.compile(
    r"(?<!\S)(?:albergues?|camas?|dorm\w+|techo|qued\w+|shelters?|beds?|sleep\w*"
    r"|stay\w*"
    r"|place|roof|house|casas?|posadas?|hosped\w+|lugar|cuarto|room)(?!\S)"
)
_OTHER_NEED = re.compile(
    r"(?<!\S)(?:abogad\w+|citas?|visas?|lawyers?|trabajo|work|jobs?|dinero|money|asylum"
    r"|asilo|medicin\w+)(?!\S)"
)
_FOR_MINE = re.compile(r"(?:para|for) (?:mi|mis|my|un|una|a) ")
_SHORT = 6
"""Words."""


def groups_in(text: str) -> list[str]:
    """Groups as they are named, each once; not those of whom only something is told."""
    folded = Canonical(text).text
    sleeps = len(folded.split()) <= _SHORT or _BED.search(folded) is not None
    sleeps = sleeps and _OTHER_NEED.search(folded) is None
    found: list[tuple[int, int, _Group]] = []
    for order, (groups, pattern) in enumerate(_PATTERNS):
        for match in pattern.finditer(folded):
            before = folded[: match.start()]
            said = match.group()
            if said.startswith(("con ", "with ")) and _ELSEWHERE.search(before):
                continue
            if _FOR_MINE.match(said) and not sleeps:
                continue
            found += [(match.start(), order, group) for group in groups]
    return list(dict.fromkeys(group for *_, group in sorted(found, key=_place)))


def _place(entry: tuple[int, int, _Group]) -> tuple[int, int]:
    return entry[0], entry[1]
