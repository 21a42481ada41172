from collections.abc import Callable
from functools import partial

import pytest

from bot.facts.wording import illegal, markdown, phone_numbers, promises, tu_forms

Check = Callable[[str], list[str]]

es_promises = partial(promises, language="es")
en_promises = partial(promises, language="en")
es_illegal = partial(illegal, language="es")
en_illegal = partial(illegal, language="en")

BAD: list[tuple[Check, str]] = [
    (phone_numbers, "Llame al 664 123 4567."),
    (phone_numbers, "Llame al 55-1234-5678."),
    (phone_numbers, "WhatsApp: +52 1 55 1234 5678"),
    (phone_numbers, "Call 800-911-2001."),
    (phone_numbers, "Línea de la Vida: 800 911 20005."),
    (phone_numbers, "Casa del Migrante, 6823812."),
    (phone_numbers, "Call (619) 555 0199 for help."),
    (phone_numbers, "Llame al 060 o al 066."),
    (phone_numbers, "Marque 088."),
    (phone_numbers, "Call 912 now."),
    (phone_numbers, "Emergencias: 912."),
    (phone_numbers, "Escriba a https://wa.me/5216641234567"),
    (phone_numbers, "Marque *5589 o llame al 4000."),
    (markdown, "Es **gratis**."),
    (markdown, "Es *gratis*."),
    (markdown, "# Qué hacer"),
    (markdown, "- Vaya a la COMAR"),
    (markdown, "1. Vaya a la COMAR"),
    (markdown, "Mire [la página](https://example.org)"),
    (tu_forms, "Si tienes miedo, dígalo."),
    (tu_forms, "Tu caso está abierto."),
    (tu_forms, "Si has pedido refugio, espere."),
    (tu_forms, "Si sales del estado, avise."),
    (tu_forms, "¿Qué te pasó? ¿Viste a la policía?"),
    (tu_forms, "Llama al 911."),
    (tu_forms, "Si hay peligro, llama al 911."),
    (tu_forms, "Vaya a la COMAR y di que teme volver."),
    (tu_forms, "Si puede, pide ayuda. Busca un lugar."),
    (tu_forms, "¿Tiene miedo? Busca un lugar."),
    (tu_forms, "• Guarda sus papeles."),
    (tu_forms, "No firmes nada."),
    (es_promises, "Le garantizamos una cama."),
    (es_promises, "Trámite garantizado."),
    (es_promises, "Seguro que le dan la residencia."),
    (es_promises, "Pida refugio, seguro que se lo dan."),
    (es_promises, "Sin duda le aceptan."),
    (es_promises, "Es 100 % gratis."),
    (es_promises, "No espere, le garantizamos la visa."),
    (en_promises, "A bed is guaranteed."),
    (en_promises, "You will get papers for sure."),
    (en_promises, "They will certainly let you in."),
    (en_promises, "Don’t worry, it works."),
    (en_promises, "There is no risk."),
    (es_illegal, "Los migrantes ilegales pueden pedirlo."),
    (es_illegal, "¿Es usted un ilegal?"),
    (es_illegal, "Si usted está ilegalmente en México, vaya."),
    (es_illegal, "Quien entró a México de forma ilegal puede pedirlo."),
    (es_illegal, "La entrada ilegal no cuenta."),
    (es_illegal, "Las personas indocumentadas también."),
    (en_illegal, "Illegal immigrants can apply."),
    (en_illegal, "The police look for illegals."),
    (en_illegal, "If you are illegal, apply."),
    (en_illegal, "If you entered Mexico illegally, apply."),
    (en_illegal, "Illegal entry does not count."),
    (en_illegal, "An alien can apply."),
]

GOOD: list[tuple[Check, str]] = [
    (phone_numbers, "Llame al 911. Denuncie al 089. Línea: 800 911 2000, gratis."),
    (phone_numbers, "El plazo es de 30 días. En 2024 fueron 618; antes 94,829."),
    (phone_numbers, "En el primer MPP (2019-2021), el 16 de abril de 2025."),
    (phone_numbers, "Mire https://issuu.com/s/15998808 hoy."),
    (phone_numbers, "Cuesta 957 pesos. Son $ 957. They helped 950 people."),
    (markdown, "• Vaya a la COMAR\n• Es gratis, https://a.mx/x_y_z"),
    (tu_forms, 'El MPP ("Quédate en México") sigue. La COMAR busca intérprete.'),
    (tu_forms, "El MPP (“Quédate en México”) sigue. Mire https://a.mx/tu-empleo"),
    (tu_forms, "Pida ayuda, busque un lugar y llame al 911."),
    (tu_forms, "Si ya pidió refugio y espera la respuesta, no salga del estado."),
    (tu_forms, "¿Busca trabajo? ¿Espera una respuesta o lleva meses sin ella?"),
    (tu_forms, "El trámite es gratis y lleva 45 días."),
    (tu_forms, "Si sale y ve a la policía, o llama al 911, diga dónde está."),
    (tu_forms, "Si los niños ven a alguien que se viste de policía, aléjelos."),
    (tu_forms, "Tome agua y sal, o sales minerales. Los viajes largos cansan."),
    (tu_forms, "Quien tiene condenas firmes no puede pedirlo."),
    (es_promises, "Nadie puede garantizar una cama."),
    (es_promises, "Si alguien le garantiza una visa, es un engaño."),
    (es_promises, "No es seguro que le acepten."),
    (es_promises, "Busque un lugar seguro que esté cerca."),
    (es_promises, "Llame al 911 sin dudarlo. El Seguro Social atiende."),
    (es_promises, 'No crea a quien dice "visa garantizada".'),
    (en_promises, "No one can guarantee a bed."),
    (en_promises, "An appointment is no guarantee of a visa."),
    (en_promises, "If someone guarantees you papers, it is a scam."),
    (en_promises, "Nobody knows for sure. To know for sure, ask COMAR."),
    (en_promises, "Take no risks. There is no risk-free road."),
    (es_illegal, "Cobrar por el trámite es ilegal. Un cobro ilegal se denuncia."),
    (es_illegal, "Una detención ilegal se puede denunciar."),
    (es_illegal, "Pedir refugio no es ilegal. Puede pedirlo sin papeles."),
    (en_illegal, "It is illegal to charge you. Report an illegal charge."),
    (en_illegal, "They cannot keep you there: that is illegal detention."),
    (en_illegal, "Your A-Number (Alien Registration Number) is on it."),
]


def cases(table: list[tuple[Check, str]]) -> list[object]:
    return [pytest.param(check, text, id=text) for check, text in table]


@pytest.mark.parametrize(("check", "text"), cases(BAD))
def test_these_checks_see_what_they_are_for(check: Check, text: str) -> None:
    assert check(text)


@pytest.mark.parametrize(("check", "text"), cases(GOOD))
def test_these_checks_leave_good_texts_alone(check: Check, text: str) -> None:
    assert check(text) == []
