import importlib
import pkgutil

import yaml

import actions
from actions.vetted import VettedAction
from bot.settings import ROOT


def test_domain_and_actions_name_the_same_actions() -> None:
    for module in pkgutil.iter_modules(actions.__path__):
        importlib.import_module(f"actions.{module.name}")
    # A subclass of a subclass would be missed here; there is none, and none is needed.
    written = sorted(kind().name() for kind in VettedAction.__subclasses__())
    domain = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))
    assert written == sorted(domain["actions"])
