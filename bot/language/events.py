"""What the day in a message is the day of: of entering, of the decision, of filing."""

import re
from typing import Literal

from bot.language.canonical import Canonical

Event = Literal["entered", "notified", "filed", "learned"]

_DECISION = (
    r"(?:resolucion|respuesta|contestacion|negativa|decision|notificacion|oficio|carta"
    r"|resultado|fallo|correo|rechazo|aviso|answer|letter|notice|notification|results?"
    r"|denial|rejection|negative|resolution|email)"
)
_CASE = (
    r"(?:solicitud|solicitudes|peticion|tramite|papeles|registro|refugio|asilo"
    r"|proteccion|proceso|caso|expediente|documentos|application|request|claim|case"
    r"|asylum|refuge|refugee|process|papers|form|comar)"
)
_THE = r"(?:(?:la|el|mi|mis|los|las|una?|su|de|the|my|our|a|for|with|to|al|del) )*"
_HERE = (
    r"(?:aqui|aca|here|este pais|en el pais|in the country|mexico|in (?!jail|prison"
    r"|the process)\w+"
    r"|en (?!tramite|proceso|espera|el|la|los|las|un|una|casa|comar)\w+)"
)
_TIME = r"(?:\S+ ){1,5}?(?:dias|days|semanas?|weeks?|mes|meses|months?|anos|years)"
# What stands behind "entré" when it is written without its accent.
_AFTER_ENTRE = (
    r"(?:a|al|por|en|el|la|hace|ayer|antier|anteayer|antes|hoy|anoche|con|sin|como|este"
    r"|esta|desde|ya|apenas|ilegal\w*|legal\w*|caminando|solo|sola|aqui|mas o menos"
    r"|primero|\d+ (?:de )?[a-z]{3,}|\d+[/-]\S+|,|\.|!)"
)
_BETWEEN = (
    r"(?:(?:el|la|los|las) )?(?:\S+ ){1,6}?(?:y|and|e) (?:(?:el|la) )?"
    r"(?:\d|lunes|martes|miercoles|jueves|viernes|sabado|domingo)"
)

# Tried in this order: "me llegó la respuesta" is no arrival, and the "no" of "no me
# dieron el refugio" is a decision.
_SAID: tuple[tuple[Event, str], ...] = (
    (
        "notified",
        r"(?:me|nos) (?:dijeron|dijo|salio|contestaron|respondieron) que no(?! (?:me|se"
        r"|hay|habia|tengo|puedo|es|era)(?!\S))"
        r"|no (?:me|nos) (?:reconocieron|otorgaron|aprobaron|concedieron)"
        r"|(?:dieron|dio) (?:el |un )?papel (?:de )?que no"
        rf"|no (?:me|nos) (?:dieron|aceptaron) {_THE}(?:refugio|asilo|proteccion)"
        rf"|(?:dieron|dio|firme|gave me|hand me|handed me) (?:el|the|un|a) (?:no"
        r"|negativa|paper)(?= (?:[.,]|el|hace|ayer|hoy|on|yesterday|last|\w+ \w+ ago)"
        r"|$)"
        r"|(?:me|nos) l[ao] (?:entregaron|entrego|dieron|dio)"
        r"|(?:told me|told us|said) no(?! \w)|turned (?:me|us) down",
    ),
    (
        "filed",
        rf"(?:ingrese|ingresamos|entregue|entregamos|meti|metimos|hice|hicimos|inicie"
        rf"|iniciamos|empece|empezamos|comence|abri|abrimos|lleve|mande|envie|subi)"
        rf" {_THE}{_CASE}"
        r"|(?<!el )(?<!del )presente(?! (?:mes|anos))|presentamos|presento"
        r"|aplique|aplicamos|solicite|solicitamos"
        rf"|(?:pedi|pedimos) {_THE}(?:refugio|asilo|proteccion)"
        r"|(?:me|nos) (?:inscribi|inscribimos|registramos|anote|anotamos|apunte"
        r"|rejistre|inscribieron|registraron)|registre|di entrada"
        r"|applied|apply|filed|submitted|registered|register|signed up|requested"
        rf"|asked (?:for )?{_THE}(?:asylum|refuge|protection)"
        rf"|(?:started|made|opened|began|handed in|put in) {_THE}{_CASE}",
    ),
    (
        "notified",
        rf"(?:me |nos |le |les )?(?:entregaron|dieron|dio|entrego|mandaron|mando"
        rf"|enviaron|llego|salio|vino) {_THE}(?:ultima )?{_DECISION}"
        r"|(?:me |nos )?salio (?:negativ[oa]|rechazad[oa]|mal)"
        rf"|(?:recibi|recibimos|tuve|obtuve) {_THE}{_DECISION}"
        r"|notificaron|notifico|notificad[oa]s?|negaron|nego|negad[oa]s?|denegaron"
        r"|denego|denegad[oa]s?|rechazaron|rechazo|rechazad[oa]s?|desecharon"
        r"|desechad[oa]"
        r"|(?:me|nos) (?:resolvieron|resolvio|contestaron|respondieron|llego)"
        r"|denied|deny|rejected|reject|refused|notified|denial|rejection|refusal"
        rf"|(?:got|received|get|receive|recieved|gave me|gave us|given|sent me)"
        rf" {_THE}{_DECISION}",
    ),
    (
        "learned",
        r"(?:me|nos) (?:entere|enteramos)|supe|supimos|(?:me|nos) avisaron"
        r"|mataron|asesinaron|(?:me |nos )?amenazaron|amenazo|secuestraron"
        r"|found out|learned|learnt|(?:came|come|got) to know|heard that|threatened"
        r"|threaten|killed|murdered|kidnapped",
    ),
    (
        "entered",
        rf"entre(?= {_AFTER_ENTRE}(?!\S))(?! {_BETWEEN})"
        r"|entramos|entro|entraron|entrado|llegue|llegamos|llego|llegaron|llegado"
        r"|cruce|cruzamos|cruzo|cruzaron|cruzado|vine|vinimos|vino|vinieron"
        r"|ingrese|ingresamos|ingreso|ingresaron|ingresado|(?:me|nos) trajeron"
        r"|(?:pase|pasamos|paso|pasaron) (?:a |por |para |pa )?(?:la |el "
        r"|al )?(?:frontera"
        r"|rio|mexico|suchiate|linea|este lado|lado mexicano)"
        r"|(?:pase|pasamos) por (?:talisman|tapachula|tecun|tenosique|el ceibo"
        r"|la mesilla"
        r"|comalapa|frontera)|acabo de (?:entrar|llegar|cruzar|ingresar|pasar)|(?:mi"
        r"|fecha de|nuestra)"
        r" (?:entrada|llegada)|al (?:entrar|llegar|cruzar)|despues de (?:entrar|llegar)"
        rf"|(?:llevo|llevamos|tengo|tenemos|lleva|tiene|van|va|cumpli|cumplo"
        rf"|cumplimos) {_TIME} {_HERE}"
        r"|(?:estoy|estamos|ando|vivo|vivimos) (?:aqui|aca|en [a-z]+)(?: [a-z]+)?"
        rf" (?:desde|hace)|(?:que|desde que) (?:estoy|estamos|ando) (?:aqui|aca|en \w+)"
        rf"|been (?:\S+ ){{0,3}}?{_HERE}|(?:am|are|im) {_HERE}"
        rf" (?:since|for|already|from|\d+)|{_TIME} (?:here|in mexico)"
        r"|here since|entered|arrived|arriving|arrival|crossed|came|come|reached|landed"
        r"|(?:pass|passed) (?:the )?border|(?:got|get|getting) (?:here|to|in|into)"
        r"|entry|entering",
    ),
)
# Days of other things, so that the verbs around do not take them.
_OTHER = (
    r"citas?|audiencias?|entrevistas?|corte|appointments?|hearings?|court|interview"
    r"|tiene fecha|con fecha|fechad[oa]|dated|cumpleanos|nacimiento|birthday|birth"
    r"|firma|firmar"
    r"|entrevistan|entrevistaron|interviewed|voy|vamos|vuelva|regrese|turn|turned"
    r"|sali|salimos|left|naci|nacio|born|cumplo|cumple|vence|vencen|vencio|vencieron"
    r"|expires?|expired|deportaron|deported|regresaron"
)
_EVENT = re.compile(
    r"(?<!\S)(?:"
    + "|".join(f"(?P<e{at}>{words})" for at, (_, words) in enumerate(_SAID))
    + rf"|(?P<other>{_OTHER}))(?!\S)"
)
_KINDS: dict[str, Event | None] = {
    **{f"e{at}": event for at, (event, _) in enumerate(_SAID)},
    "other": None,
}

# Before the verb, with what may stand between: "todavía no me han notificado".
_NOT = re.compile(
    r"(?<!\S)(?:no|nunca|jamas|ni|sin|not|never|dont|didnt|havent|hasnt|wasnt|isnt|cant"
    r"|cannot|arent|werent)(?: (?:me|nos|se|lo|la|le|he|ha|han|hemos|habia|haber|been"
    r"|yet|have|has|had|ever|even|still|aun|todavia|i|we|be|was|were))* $"
)
# "I want to enter" and "can I apply" have not happened.
_NOT_YET = re.compile(
    r"(?<!\S)(?:to|will|can|could|would|should|must|may|might|wanna|gonna|let me|when"
    r"|if|did|do|please)(?: (?:i|we|me|they|you|not))* $"
)
# Canonical writes "enter" as "entered".
_PRESENT = re.compile(
    r"(?:entered|arrived|crossed|come|get|apply|register|reject|deny|receive)\b"
)
# "Me alcanza hasta navidad" speaks of days to come.
_UNTIL = re.compile(
    r"(?<!\S)(?:hasta|until|till|antes de|antes del|before|para|by)(?: (?:el|la|the))?"
    r"(?: $|(?= ))"
)
_SENTENCE = re.compile(r" [.;!?|](?= |$)")
_CONTINUES = re.compile(
    r"(?:(?:eso|esto|that|it|y|pues|creo|que) )*(?:fue|was|era|its)\b"
)
_JOINT = re.compile(r"(?<!\S)(?:,|y|and|pero|but|luego|despues|then|entonces)(?!\S)")
_JOINT_COST = 3
"""Words that a comma or an "and" counts for: behind it something else may begin."""


def event_of(text: str, start: int, end: int) -> Event | None:
    """What happened on the day named at [start:end), by the nearest verb, if any.

    Of two verbs as near, the one before the day wins; what did not happen is no event.
    """
    words = Canonical(text)
    nearest = _nearest(words, start, end)
    if nearest is not None:
        return nearest[2]
    # "Entré por Tapachula. Fue el 3 de mayo."
    start, end = words.within(start, end)
    first, last = _sentence(words.text, start, end)
    before = [event for _, at, event in _events(words.text) if at <= first]
    said = words.text[first:last].strip(" .;!?|")
    alone = len(words.text[first:start].split()) + len(words.text[end:last].split()) < 3
    return before[-1] if before and (alone or _CONTINUES.match(said)) else None


def is_of_another_thing(text: str, start: int, end: int) -> bool:
    """True if the day at [start:end) is that of a birth, an appointment, a hearing."""
    nearest = _nearest(Canonical(text), start, end)
    return nearest is not None and nearest[2] is None


def events_in(text: str) -> list[Event]:
    """All that happened by the text, each once, in order."""
    return events_named(Canonical(text).text)


def events_named(canonical: str) -> list[Event]:
    """The same for text as Canonical writes it."""
    return list(dict.fromkeys(e for _, _, e in _events(canonical) if e is not None))


def _nearest(
    words: Canonical, start: int, end: int
) -> tuple[int, int, Event | None] | None:
    """Of the same sentence; a limit ("hasta navidad") is itself another thing."""
    text = words.text
    start, end = words.within(start, end)
    if _UNTIL.search(text[:start]) or _UNTIL.match(text[start:end]):
        return start, end, None
    first, last = _sentence(text, start, end)
    near = [at for at in _events(text) if at[1] > first and at[0] < last]
    return min(near, key=lambda at: _distance(text, at, start, end), default=None)


def _events(text: str) -> list[tuple[int, int, Event | None]]:
    found = []
    for match in _EVENT.finditer(text):
        before, named = text[: match.start()], match.group()
        if not named.startswith("no ") and _NOT.search(before):
            continue
        if _PRESENT.match(named) and _NOT_YET.search(before):
            continue
        found.append((match.start(), match.end(), _KINDS[str(match.lastgroup)]))
    return found


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    borders = [at.end() for at in _SENTENCE.finditer(text)]
    first = max((at for at in borders if at <= start), default=0)
    return first, min((at for at in borders if at > end), default=len(text))


def _distance(
    text: str, at: tuple[int, int, Event | None], start: int, end: int
) -> tuple[int, bool]:
    first, last, _ = at
    if first < end and last > start:
        return 0, False
    between = text[last:start] if last <= start else text[end:first]
    joints = len(_JOINT.findall(between))
    return len(between.split()) + joints * (_JOINT_COST - 1), first >= end
