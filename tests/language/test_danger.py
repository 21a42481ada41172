import pytest

from bot.language.danger import is_here_and_now, named_danger

_DANGERS = {
    "safety_suicide": [
        "me quiero suicidar",
        "pienso en el suicidio",
        "Ya no quiero vivir",
        "ya no quiero vivir así",
        "no quiero vivir con este dolor",
        "no quiero seguir viviendo",
        "me quiero morir",
        "quisiera morirme y acabar con todo esto",
        "pienso en matarme",
        "quiero matarme",
        "tengo ganas de matarme",
        "me quiero matar",
        "voy a quitarme la vida",
        "quiero acabar con mi vida",
        "i want to kill myself",
        "I WANT TO DIE",
        "i wanna die",
        "i don't want to live",
        "i dont want to live anymore",
        "i think of ending my life",
        "no reason to live",
    ],
    "safety_kidnapping": [
        "secuestraron a mi hermano",
        "estoy SECUESTRADA",
        "es un secuestro",
        "my brother was kidnapped",
        "kidnappers have my wife",
        "they want ransom",
        "we are held hostage",
    ],
    "safety_violence_women": [
        "me violaron",
        "a mi hija la violó un hombre",
        "mi marido me pega",
        "mi esposo me golpeó anoche",
        "i was raped",
        "my husband hits me",
    ],
    "safety_trafficking": [
        "soy víctima de trata de personas",
        "me obligan a prostituirme",
        "nos obligan a trabajar",
        "human trafficking",
    ],
    "safety_emergency": [
        "AUXILIOOO",
        "socorro",
        "¡Socorro, ayuda!",
        "SOS",
        "s.o.s.",
        "🆘",
        "🆘🆘🆘",
        "sos help",
        "SOS estamos encerrados en un cuarto",
        "llamen al 911",
        "call 911",
        "me quieren matar",
        "nos van a matar",
        "mi esposo quiere matarme",
        "dicen que van a matarme",
        "quieren matarnos",
        "me va a hacer daño",
        "nos están siguiendo",
        "me estan persiguiendo",
        "hay una balacera afuera",
        "no quiero morir",
        "i dont want to die",
        "he wants to kill me",
        "they want to kill us",
        "he will kill me",
        "they are trying to kill us",
        "a man is following me",
        "someone is chasing us",
        "he has a gun",
        "they are shooting at people",
    ],
}


@pytest.mark.parametrize(
    ("topic", "text"),
    [
        pytest.param(topic, text, id=text)
        for topic, texts in _DANGERS.items()
        for text in texts
    ],
)
def test_plain_words_of_danger_are_heard(topic: str, text: str) -> None:
    assert named_danger(text) == topic


@pytest.mark.parametrize(
    "text",
    [
        "",
        "hola, necesito un albergue",
        "como pido refugio en la comar",
        "no quiero vivir en la calle",
        "ya no quiero vivir en Tapachula",
        "no quiero vivir aquí",
        "no quiero vivir con mi hermano",
        "i dont want to live in mexico",
        "i do not want to live with my cousin",
        "quiero vivir en monterrey",
        "¿sos un robot?",
        "vos sos de la comar?",
        "vos sos buena onda",
        "sos una persona?",
        "quien sos",
        "de donde sos",
        "cuantos pesos cuesta",
        "mpp dos preguntas",
        "cual es el horario del 800 911 2000",
        "tel 800-911-2000",
        "me dieron 1911 pesos",
        "vivo en la colonia El Socorro",
        "la iglesia de María del Socorro",
        "my hearing is near socorro texas",
        "curso de primeros auxilios",
        "no quiero vivir de la caridad",
        "violaron mis derechos",
        "nos violaron los derechos humanos",
        "me violaron mis derechos en la estación migratoria",
        "violencia",
        "do the following US laws apply",
        "the traffic is bad",
        "una persona plegada",
        "quiero trabajar",
        "mi marido me espera en tijuana",
        "my husband is in texas",
        "they scraped my knee",
        "me siguen pidiendo el papel",
        "estan siguiendo mi caso",
        "murió mi padre",
        "to do list",
    ],
)
def test_harmless_words_raise_no_alarm(text: str) -> None:
    assert named_danger(text) is None


def test_danger_to_life_from_oneself_comes_before_the_emergency_number() -> None:
    assert named_danger("llamen al 911, quiero matarme") == "safety_suicide"


@pytest.mark.parametrize(
    ("text", "is_here"),
    [
        ("me quieren matar, andan afuera", True),
        ("they want to kill me, they are outside right now", True),
        ("me siguen", True),
        ("me quieren matar en mi pais", False),
        ("they are outside of my house back home", False),
        ("me quieren matar", False),
    ],
)
def test_danger_at_the_door_is_told_from_danger_that_was_left(
    text: str, is_here: bool
) -> None:
    assert is_here_and_now(text) is is_here
