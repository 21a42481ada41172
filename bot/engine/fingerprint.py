"""Tells Rasa's training cache about code and packages that it does not look at itself.

Rasa 3.6 fingerprints only the component's own class and config, so a changed helper or
a new encoder would leave the old model in place ("no training required").
"""

import hashlib
import inspect
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from types import ModuleType


def fingerprint_of(
    *,
    modules: tuple[ModuleType, ...] = (),
    classes: tuple[type, ...] = (),
    packages: tuple[str, ...] = (),
    files: tuple[Path, ...] = (),
) -> str:
    """A hash over the source of modules and classes, packages' versions, and files."""
    digest = hashlib.sha256()
    for module in modules:
        digest.update(inspect.getsource(module).encode())
    for one in classes:
        digest.update(inspect.getsource(one).encode())
    for package in packages:
        digest.update(_installed(package).encode())
    for file in files:
        digest.update(file.read_bytes())
    return digest.hexdigest()


def _installed(package: str) -> str:
    try:
        return f"{package}=={version(package)}"
    except PackageNotFoundError:
        return f"{package} absent"
