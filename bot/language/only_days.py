"""Tells whether a message says nothing but a day: "creo que el 3 de mayo"."""

from bot.language.canonical import Canonical
from bot.language.events import events_in

_WORDS = (
    "a al aca ahi ahora ahorita alla antes apenas aproximadamente aprox alrededor "
    "aqui asi bien bueno casi cerca como con creo de del desde dia dias disculpe e el "
    "en era es esa ese eso esta este exactamente fecha fue fui gracias ha hace he "
    "hola la las lo los mas me menos mi mis mira mire no nomas nos o ok okay para "
    "parece pero por pues que quizas quiza recien si sido solo tal tambien u un una "
    "vez y ya yo nosotros senor senora amigo amiga favor porfa usted anos mes semana "
    "noche tarde manana temprano madrugada lunes martes miercoles jueves viernes "
    "sabado domingo about actually am and approximately around at been believe by day "
    "exactly for from hello hi i im in is it its just last like maybe more my now of "
    "on only or please pls probably roughly since so some sorry thank thanks that the "
    "then think this to today us was we well were yes you year years morning night "
    "evening equivoque equivocado error mentira perdon disculpa corrijo correccion "
    "mistake wrong sorry mean meant correction "
)
# Around what happened: "me notificaron la resolución", "crucé la frontera por el río".
_WHAT = (
    "mexico frontera rio pais puente territorio comar solicitud peticion tramite "
    "refugio asilo resolucion respuesta negativa decision carta oficio papel papeles "
    "proteccion border river country application request asylum refuge answer letter "
    "paper papers bridge le que se su dieron dio dijeron llego entregaron salio hice "
    "meti got get gave told received recibi here into through with familia hijos "
)
_HAPPENED = (
    "entre entro entramos entraron ingrese ingresamos llegue llegamos llego cruce "
    "cruzo cruzamos pase pasamos vine vinimos estoy estamos llevo llevamos tengo "
    "tenemos viviendo entrada llegada acabo entrar llegar cruzar entered arrived "
    "crossed came come reached arrival entry passed have notificaron notifico negaron "
    "nego rechazaron rechazo denegaron entregaron denied deny rejected reject "
    "notified refused they presente presento presentamos metimos hicimos inicie "
    "iniciamos aplique aplicamos solicite solicitamos pedi pedimos inscribi registre "
    "anote applied apply filed submitted registered entere enteramos supe supimos "
    "found out learned "
)
_AROUND = frozenset(_WORDS.split())
_AROUND_EVENT = _AROUND | frozenset(_WHAT.split())

_VERBS = frozenset(_HAPPENED.split())


def says_only_a_day(
    text: str,
    days: list[tuple[int, int]],
    places: list[tuple[int, int]] | None = None,
) -> bool:
    """True if beside days and places, as (start, end), only an event is dated.

    "Fue el lunes", "llegué antier a Tapachula"; but "Tijuana el lunes" and "¿abre COMAR
    el lunes?" ask something else.
    """
    if not days:
        return False
    happened = bool(events_in(text))
    if places and not (happened or _says_it_was(text)):
        return False
    allowed = _AROUND_EVENT | _VERBS if happened else _AROUND
    rest, position = [], 0
    for start, end in sorted([*days, *(places or [])]):
        rest.append(text[position:start])
        position = max(end, position)
    rest.append(text[position:])
    words = Canonical(" ".join(rest)).text.split()
    return all(word in allowed for word in words if word[0].isalnum())


def _says_it_was(text: str) -> bool:
    return not {"fue", "was"}.isdisjoint(Canonical(text).text.split())
