"""The words of a message in one spelling, each with the place where it stood.

Phones write "ase un mes", "3d mayo", "bíernes"; patterns are written once, for the
spelling that they all mean, and still say where in the message they matched.
"""

import re
import unicodedata
from bisect import bisect_left

from bot.language.comparable import comparable
from bot.language.misspelt import sound_of

# A letter keeps its combining marks: some phones send "é" as two characters.
_TOKEN = re.compile(
    r"\d+(?:[/.\-]\d+)+|\d+|(?:[^\W\d_][\u0300-\u036f]*)+(?:['’´`][^\W\d_]+)?|[^\w\s]|\n"
)

# Word → the ways to write it that do not sound like it.
_SLIPS = {
    "ayer": "ayr aller hayer ayel aier aye",
    "antier": "antir antiel antyer antiyer antiayer antie antiyr",
    "anteayer": "anteayr anteyer antesdeayer antesdayer",
    "anoche": "anoxe anohe",
    "hoy": "oy hoi",
    "manana": "manan mnana manaa manyana maniana",
    "pasado": "pasao psado pazado",
    "pasada": "pasda pazada",
    "proximo": "prox proxmo prosimo",
    "hace": "ase hase ace haze hce hac asce aze haci",
    "llevo": "yevo yebo llebo levo",
    "tengo": "tngo tego",
    "un": "1n",
    "mes": "mez mees",
    "meses": "mezes mese messes mss",
    "semana": "sem smana semna semama sems smna senana",
    "semanas": "semans smanas semnas",
    "dias": "dia dis diaz dais dijas",
    "anos": "ano anios anio",
    "horas": "hora hrs hr oras ora",
    "minutos": "minuto min mins",
    "de": "d",
    "que": "q k ke qe",
    "por": "x",
    "mas": "+",
    "no": "nop",
    "lunes": "lune lun lnes",
    "martes": "marts martez",
    "miercoles": "miercols mierc miercole mircoles miercolez",
    "jueves": "juves jueve",
    "viernes": "vierne vierns virnes viermes",
    "sabado": "sbado savado sabao",
    "domingo": "domigo dmingo domimgo",
    "enero": "enro",
    "febrero": "febreo febrro frebrero febero",
    "marzo": "mzo",
    "mayo": "mallo mallio",
    "agosto": "agsto agsoto agost",
    "septiembre": "setiembre septimbre setimbre septiempre septimebre setienbre",
    "octubre": "octubr otubre octbre ocubre octuvre otuvre",
    "noviembre": "novimbre noviemre noviembe novienbre nobiembre",
    "diciembre": "diciemre dicimbre diciembe disienbre diziembre deciembre",
    "january": "janury januray janaury",
    "february": "febuary feburary febrary",
    "april": "aprl apil",
    "august": "agust augst augest",
    "september": "septembr setember sepetember septemer",
    "october": "octuber ocotber octobr octobar",
    "november": "novemeber novmber novembr novembar",
    "december": "decmber desember decembr dicember",
    "monday": "mondey munday mondy",
    "tuesday": "tuesdey teusday tusday tuseday",
    "wednesday": "wednsday wensday wenesday wendsday wednessday",
    "thursday": "thrusday thursdey thurday thersday",
    "friday": "fridey firday fryday",
    "saturday": "saturdey satuday saterday",
    "sunday": "sundey",
    "yesterday": "yesteday yestarday yesturday yestrday yesterdey yestreday ysterday",
    "today": "2day todey tuday",
    "tomorrow": "tomorow tommorow tommorrow tomorro tmrw tmr tomorrw",
    "week": "weak wek wk",
    "weeks": "weaks weks wks",
    "month": "mounth mont moth munth monh",
    "months": "mounths monts mths munths monhs",
    "days": "day dayes",
    "years": "year yers yrs",
    "hours": "hour",
    "ago": "agow agoo",
    "last": "lst lastt",
    "arrived": "arived arrivd arive arrive arrivee arrieved",
    "crossed": "crosed cross cros crosd",
    "entered": "enterd enter entred entrd enterred",
    "dos": "doz",
    "tres": "trez",
    "cinco": "sinco cico",
    "seis": "seiz",
    "siete": "ciete",
    "nueve": "nuebe nuve",
    "diez": "dies",
    "once": "onse",
    "doce": "dose",
    "trece": "trese",
    "catorce": "catorse",
    "quince": "kinse quinse kince",
    "veinte": "beinte vente",
    "three": "thre",
    "llegue": "yegue llege yege lleguee yegé llgue yeque",
    "llegamos": "yegamos llegamo",
    "llego": "yego",
    "cruce": "cruse cruzé crucee",
    "cruzamos": "crusamos",
    "entramos": "emtramos",
    "ingrese": "ingrece ingrse entree emtre",
    "presente": "precente presnte",
    "solicite": "solisite solicit",
    "aplique": "aplike aplice apliqe",
    "notificaron": "notificarn notifcaron notificaro",
    "negaron": "negarom negarn",
    "rechazo": "rechaso rechasso",
    "rechazaron": "rechasaron rechazarn rechasarom",
    "para": "pa pra",
    "cuando": "cundo cuado cuand",
    "estaba": "estava staba",
    "cerrado": "serrado cerado cerao",
    "cerrada": "serrada cerada",
    "lleno": "yeno lyeno",
    "albergue": "alvergue abergue albrgue alberge",
    "shelter": "sheltr shelder sheltar",
    "shelters": "sheltrs shelders",
    "closed": "closd clossed",
    "soy": "soi",
    "mujer": "muger muher",
    "hombre": "ombre",
    "hermano": "ermano",
    "hermana": "ermana",
    "hijos": "ijos",
    "esposa": "espoza",
    "esposo": "espozo",
    "familia": "famlia familea",
    "resolucion": "resolusion rezolucion resolucin",
    "respuesta": "repuesta respueta",
}
_MEANT = {slip: word for word, slips in _SLIPS.items() for slip in slips.split()}
# Words that one writes by ear; each sounds like no other common word.
_BY_EAR = (
    "lunes martes miercoles jueves viernes sabado domingo enero febrero marzo agosto "
    "septiembre octubre noviembre diciembre semana semanas anteayer llegamos"
)
_SOUNDS = {sound_of(word): word for word in _BY_EAR.split()}
_SHORTEST_SOUND = 5


class Canonical:
    """`text` is the words with one space between them; marks are words too."""

    def __init__(self, message: str) -> None:
        self._tokens = [(m.start(), m.end()) for m in _TOKEN.finditer(message)]
        words = [_spelt(message[start:end]) for start, end in self._tokens]
        self.text = " ".join(words)
        self._starts, position = [], 0
        for word in words:
            self._starts.append(position)
            position += len(word) + 1

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Where in the message the words at [start:end) of `text` stand."""
        first = bisect_left(self._starts, start)
        last = bisect_left(self._starts, end) - 1
        return self._tokens[first][0], self._tokens[last][1]

    def within(self, start: int, end: int) -> tuple[int, int]:
        """Where in `text` the part [start:end) of the message stands."""
        inside = [
            at
            for at, (first, last) in enumerate(self._tokens)
            if first < end and last > start
        ]
        if not inside:
            return 0, 0
        borders = [*(at - 1 for at in self._starts[1:]), len(self.text)]
        return self._starts[inside[0]], borders[inside[-1]]


def _spelt(written: str) -> str:
    if written == "\n":
        return "|"
    if not written[0].isalpha():
        return written
    # "Entré" can only be the verb, "entre" is mostly "between".
    if unicodedata.normalize("NFC", written).casefold() == "entré":
        return "ingrese"
    for mark in "'’´`":
        written = written.replace(mark, "")
    word = comparable(written).replace(" ", "") or written
    if word in _MEANT:
        return _MEANT[word]
    if len(word) >= _SHORTEST_SOUND and word not in _SOUNDS.values():
        return _SOUNDS.get(sound_of(word), word)
    return word
