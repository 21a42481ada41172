import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.privacy.redaction import redacted

_PHONES = {
    "Mexico": [
        "5512345678",
        "55 1234 5678",
        "55-1234-5678",
        "(55) 1234 5678",
        "55.1234.5678",
        "55/1234/5678",
        "55 12 34 56 78",
        "962 123 4567",
        "(962) - 123 - 4567",
        "+52 55 1234 5678",
        "+525512345678",
        "5215512345678",
        "+52 1 55 1234 5678",
        "0052 55 1234 5678",
        "044 55 1234 5678",
    ],
    "Honduras": ["+504 9988-7766", "50499887766", "9988-7766", "9988 7766"],
    "Guatemala": ["+502 5512 3456", "(502) 5512-3456", "(502) - 5512 - 3456"],
    "El Salvador": ["+503 7012 3456", "7012-3456", "(503)70123456"],
    "Nicaragua": ["+505 8123 4567", "81234567"],
    "Venezuela": ["+58 412-1234567", "0412-1234567", "0412 123 45 67", "584121234567"],
    "Cuba": ["+53 5 2345678", "+53 52345678", "5352345678"],
    "Haiti": ["+509 34 12 3456", "34-12-3456", "50934123456"],
    "Colombia": ["+57 300 1234567", "300 123 4567"],
    "Ecuador": ["+593 99 123 4567", "0991234567"],
    "United States": [
        "(213) 373-4253",
        "213-373-4253",
        "+1 213 373 4253",
        "1-213-373-4253",
        "12133734253",
    ],
    "of no plan": ["+999 12345678", "1234567"],
    "as phones write them": [
        "\u202a+52\u00a01\u00a055\u00a01234\u00a05678\u202c",
        "55\u20111234\u20115678",
        "55\u200b1234\u200b5678",
        "55\u202a1234\u202c5678",
        "55–1234–5678",
        "5️⃣5️⃣1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣7️⃣8️⃣",
        "５５１２３４５６７８",
        "_55 1234 5678_",
        "*5512345678*",
        "55_1234_5678",
        "tel.5512345678",
        "tel:5512345678",
        "tel5512345678",
        "whatsapp5512345678",
        "5512345678gracias",
        "wa.me/5215512345678",
        "55 1234\n5678",
    ],
}
_DOCUMENTS = {
    "CURP": ["GOMC850101HDFRRL09", "gomc850101mchrrl09", "GOMC850101HDFRRL0"],
    "tax id": ["GOMA850101AB1"],
    "voter's key": ["GMLPMR85010109H100"],
    "A-number": [
        "A123456789",
        "a12345678",
        "A 123 456 789",
        "A-098-765-432",
        "A# 123-456-789",
        "A#:123456789",
    ],
    "passport": [
        "G12345678",
        "g12345678",
        "G 12345678",
        "E123456",
        "E 123456",
        "K-123456",
        "k 123456",
        "AR 123456",
        "PP1234567",
        "FN123456",
    ],
    "card": ["4152313123456789", "4152 3131 2345 6789", "4152-3131-2345-6789"],
    "account": ["012180015544332211", "012 180 01554433221 1"],
    "receipt": ["IOE0912345678", "MSC2190012345", "EAC 12 123 45678"],
    "Honduras id": ["0801-1990-12345", "0801199012345", "0801 1990 12345"],
    "Guatemala id": ["1234 56789 0101", "1234567890101"],
    "El Salvador id": ["01234567-8", "012345678"],
    "Nicaragua id": ["001-010190-0001A", "0010101900001A"],
    "Venezuela id": ["V-12.345.678", "V12345678", "12.345.678", "12,345,678"],
    "Cuba id": ["85010112345"],
    "Haiti id": ["01-01-99-1985-01-00001"],
    "social security": ["123-45-6789"],
    "case": ["COMAR/TAP/0123/2024", "NUE-TPC-1234-24", "comar/1234/2023"],
    "court file": ["1234/2024", "123/2024"],
    "position": ["19.4326077,-99.1332080"],
}
_E_MAILS = [
    "juan.perez@gmail.com",
    "JUAN+mx@correo.unam.mx",
    "juan @ gmail.com",
    "juan@gmail",
    "josé_ñ@correo.hn",
    "juan arroba gmail punto com",
    "juan (at) gmail.com",
    "@juanito.perez",
]


def _table(groups: dict[str, list[str]]) -> list[object]:
    return [
        pytest.param(value, id=f"{name} {value!a}")
        for name, values in groups.items()
        for value in values
    ]


@pytest.mark.parametrize("number", _table(_PHONES))
def test_no_digit_of_a_phone_number_is_kept(number: str) -> None:
    masked = redacted(f"mi hermana es {number}, gracias")
    assert not re.search(r"\d", masked)
    assert re.search(r"\[(teléfono|documento)\]", masked)
    assert masked.startswith("mi hermana es ")
    assert masked.endswith(", gracias")


@pytest.mark.parametrize("number", _table(_DOCUMENTS))
def test_no_digit_of_a_document_is_kept(number: str) -> None:
    masked = redacted(f"es este {number}, gracias")
    assert not re.search(r"\d", masked)
    assert masked.startswith("es este ")
    assert masked.endswith(", gracias")


def test_a_number_in_a_list_is_masked_without_its_place() -> None:
    assert redacted("1:5512345678 2:99887766") == "1:[teléfono] 2:[teléfono]"


@pytest.mark.parametrize("letters", ["GOMC", "GMLPMR", "RFC", "IOE", "G"])
def test_letters_that_belong_to_a_document_go_with_it(letters: str) -> None:
    assert redacted(f"{letters}850101HD9") == "[documento]"


@pytest.mark.parametrize("address", _E_MAILS)
def test_an_e_mail_is_masked_whole(address: str) -> None:
    assert redacted(f"escríbame: {address}, gracias") == "escríbame: [correo], gracias"


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("mi pasaporte es 123456", "mi pasaporte es [documento]"),
        ("perdí la constancia no. 12345", "perdí la constancia no. [documento]"),
        ("Folio: 98765", "Folio: [documento]"),
        ("expediente número 12345", "expediente número [documento]"),
        ("case number 54321", "case number [documento]"),
        ("NUE 12345 de Tapachula", "NUE [documento] de Tapachula"),
    ],
)
def test_a_short_number_is_masked_when_its_name_says_what_it_is(
    text: str, masked: str
) -> None:
    assert redacted(text) == masked


def test_two_e_mails_run_together_are_both_masked() -> None:
    assert "gmail" not in redacted("juan@gmail.comjuan@gmail.com")


def test_the_sentence_around_stays_readable() -> None:
    text = "Soy de Honduras, +504 9988-7766, juan@gmail.com, dni 0801-1990-12345. ¿Y?"
    assert redacted(text) == (
        "Soy de Honduras, [teléfono], [correo], dni [documento]. ¿Y?"
    )


@pytest.mark.parametrize(
    "number", ["+52 1 55 1234 5678", "5215512345678", "9988-7766", "+44 20 7946 0958"]
)
def test_a_phone_is_called_a_phone(number: str) -> None:
    assert redacted(f"mi celular es {number}") == "mi celular es [teléfono]"


def test_several_numbers_in_one_message_are_all_masked() -> None:
    masked = redacted("55 1234 5678 o 9988-7766 o A123456789 y 4152313123456789")
    assert masked == "[teléfono] o [teléfono] o [documento] y [documento]"


@pytest.mark.parametrize(
    "text",
    [
        "tengo 30 dias desde 2019",
        "llegué el 12/05/2024",
        "llegué el 12-05-2024",
        "llegué el 12.05.2024",
        "llegué el 3/4/25",
        "el 5 12 2024",
        "el 2024-05-12",
        "mi cita es 12-05-2024 10:30",
        "mi cita es 12-05-2024 10 am",
        "10:30 12-05-2024",
        "me la cambiaron del 10-05-2025 a 12-05-2025",
        "de 12/05/2024 - 15/06/2024",
        "12-05-2024 30 días hábiles",
        "2024-05-12T10:30:00",
        "mayo-12-2024",
        "el 24 de noviembre de 2026 a las 9:00",
        "de 2018 a 2024",
        "2018-2024",
        "2018 - 2024",
        "2019 2020 2021",
        "atienden 9:00-18:00",
        "abren 24/7",
        "tengo 25 años y mis hijos 5, 8 y 12",
        "mis hijos de 5, 8, 12, 15, 17 años",
        "somos 4, 2 adultos y 2 niños",
        "cuesta $1500",
        "me piden $1,500,000.00",
        "me piden $12,000.00 pesos",
        "1.500.000 bolivares",
        "son 150000 lempiras",
        "150000pesos",
        "SON 150000 PESOS",
        "son de 100000 a 150000 personas",
        "USD 150000",
        "L 150000",
        "cobran 3000-5000 pesos",
        "cobran $5,000 - 8,000",
        "recibo 15000 pesos al mes",
        "Calle 5 de Mayo 1234, CP 30700",
        "av. 16 de septiembre #1002-B",
        "8a avenida norte 123 int. 4",
        "llame al 911",
        "el 911 o el 089 o *4357",
        "800 911 2000",
        "8009112000",
        "01 800 911 2000",
        "llame a 800-911-2000",
        "1-800-898-7180 no contesta",
        "artículo 13, fracción 2",
        "articulos 11, 13, 18, 24, 26, 30",
        "art. 123 constitucional",
        "forma I-589 y I-94",
        "ley 27/2019",
        "hola a tod@s, refugiad@s y niñ@s",
        "MPP 2.0",
        "ruta 5, km 12.5",
        "covid-19",
        "",
        "¡Ayúdenme! 🙏🏽",
    ],
)
def test_what_answers_depend_on_is_kept(text: str) -> None:
    assert redacted(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "833 234 5678",  # Tampico, not the toll-free code of the US
        "844 234 5678",  # Saltillo
        "1 866 234 5678",
        "800 911 2000 55 1234 5678",
        "8009112000123",
        "55 12 03 2019",
        "55-12-03-2019",
        "+504 2012-2010",
        "12.345.678 es mi cedula",
        "1234567 pesos",
        "1234567 dias",
    ],
)
def test_in_doubt_a_number_is_masked(text: str) -> None:
    assert not re.search(r"\d", redacted(text))


_PIECES = st.sampled_from(
    [
        *("55", "1234", "5678", "2019", "12-05-2024", "10:30", "911", "１２", "+52"),
        *("0801-1990-12345", "K-123456", "800 911 2000", "COMAR/TAP/"),
        *("a", "A", "G", "E", "caso", "pesos", "arroba", "punto", "juan@gmail.com"),
        *(" ", ".", ",", "/", "-", ":", "(", ")", "$", "[", "]", "_", "@"),
        *("\u200b", "\ufe0f", "\u00a0"),
    ]
)
_MESSAGES = st.one_of(
    st.lists(_PIECES, max_size=14).map("".join),
    st.text(alphabet="0123456789 -./,:aAgG@()_$+", max_size=40),
    st.text(max_size=60),
)


@given(_MESSAGES)
def test_redacting_twice_changes_nothing(text: str) -> None:
    assert redacted(redacted(text)) == redacted(text)


def _public(digits: str) -> bool:
    """Toll-free in Mexico, with or without its prefixes, or in the US."""
    return bool(re.fullmatch(r"(?:01|52|0052|521)?800\d{7}|1(?:800|888)\d{7}", digits))


@given(_MESSAGES)
def test_no_run_of_seven_digits_survives(text: str) -> None:
    runs = re.findall(r"\d{7,}", redacted(text))
    assert [run for run in runs if not _public(run)] == []


@given(
    st.from_regex(r"[1-79]\d{6,17}", fullmatch=True), st.text("ab ,.:;_@", max_size=5)
)
def test_no_number_survives_whatever_stands_beside_it(number: str, beside: str) -> None:
    assert number not in redacted(f"{beside}{number}{beside}")
