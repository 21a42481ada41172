"""The time zone of a Mexican city: which day it is there, for a deadline."""

from zoneinfo import ZoneInfo

# Ley de los Husos Horarios of 2022, as IANA names its zones. Campeche, Yucatán and the
# north-east have zones of their own there that keep Mexico City's time.
_CENTRE = "America/Mexico_City"
_OF_STATE = {
    "Baja California": "America/Tijuana",
    "Baja California Sur": "America/Mazatlan",
    "Chihuahua": "America/Chihuahua",
    "Nayarit": "America/Mazatlan",
    "Quintana Roo": "America/Cancun",
    "Sinaloa": "America/Mazatlan",
    "Sonora": "America/Hermosillo",
}
# Municipalities that keep the time of the other side, by their names in the gazetteer.
_BORDER: dict[str, dict[str, tuple[str, ...]]] = {
    "America/Ciudad_Juarez": {
        "Chihuahua": (
            "Ascensión",
            "Ciudad Juárez",
            "Guadalupe (Chihuahua)",
            "Janos",
            "Praxedis G. Guerrero",
        )
    },
    "America/Ojinaga": {
        "Chihuahua": ("Coyame del Sotol", "Manuel Benavides", "Ojinaga")
    },
    "America/Matamoros": {
        "Coahuila": (
            "Allende (Coahuila)",
            "Ciudad Acuña",
            "Guerrero (Coahuila)",
            "Hidalgo (Coahuila)",
            "Jiménez (Coahuila)",
            "Morelos (Coahuila)",
            "Nava",
            "Ocampo (Coahuila)",
            "Piedras Negras",
            "Villa Unión (Coahuila)",
            "Zaragoza (Coahuila)",
        ),
        "Nuevo León": ("Anáhuac",),
        "Tamaulipas": (
            "Camargo (Tamaulipas)",
            "Ciudad Mier",
            "Ciudad Miguel Alemán",
            "Guerrero (Tamaulipas)",
            "Gustavo Díaz Ordaz",
            "Matamoros",
            "Nuevo Laredo",
            "Reynosa",
            "Río Bravo",
            "Valle Hermoso",
        ),
    },
    "America/Bahia_Banderas": {"Nayarit": ("Bahía de Banderas",)},
}
_OF_CITY = {
    city: (state, zone)
    for zone, states in _BORDER.items()
    for state, cities in states.items()
    for city in cities
}


def zone_of(state: str | None, city: str | None = None) -> ZoneInfo:
    """By the gazetteer's names; Mexico City's where nothing else is known.

    A border city needs no state beside it: its name in the gazetteer is its alone.
    """
    home, zone = _OF_CITY.get(city or "", (None, _CENTRE))
    if home is not None and state in (None, home):
        return ZoneInfo(zone)
    return ZoneInfo(_OF_STATE.get(state or "", _CENTRE))
