"""What system files say about each other: systems and services that exist, no circles, one owner per schema."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from .faults import Fault, did_you_mean
from .manifest import Manifest, ServiceEntry
from .ordering import arrows, find_cycle, topological
from .toml_places import KeyPath

Manifests = Mapping[str, Manifest | None]  # by the name of the folder; None where the file is no TOML


def check_links(manifests: Manifests) -> tuple[Fault, ...]:
    """
    Every fault that needs more than one table or file to be seen.

    Nothing is said about the contents of a system whose file cannot be read: that has a fault of its own.
    """
    faults: list[Fault] = []
    for manifest in _readable(manifests):
        faults += _unknown_systems(manifest, manifests)
        faults += _unknown_services(manifest, manifests)
        faults += _service_circle(manifest)
        faults += _exposed_schemas(manifest, manifests)
        faults += _boundary_names(manifest, manifests)
    faults += _system_circle(manifests)
    faults += _schemas_of_two_systems(manifests)
    return tuple(faults)


def system_order(manifests: Manifests) -> tuple[str, ...]:
    """The names of the systems, each after those that it requires, else by name."""
    needs = {manifest.name: manifest.requires for manifest in _readable(manifests)}
    return topological(sorted(manifests), needs)


def service_order(manifest: Manifest) -> tuple[ServiceEntry, ...]:
    """The services, each after those that it requires, else as in the file."""
    by_name = {service.name: service for service in manifest.services}
    return tuple(by_name[name] for name in topological(list(by_name), _service_needs(manifest)))


def required_systems(name: str, manifests: Manifests) -> frozenset[str]:
    """The systems that *name* requires, also indirectly."""
    found: set[str] = set()
    waiting = [name]
    while waiting:
        manifest = manifests.get(waiting.pop())
        for required in manifest.requires if manifest else ():
            if required not in found:
                found.add(required)
                waiting.append(required)
    return frozenset(found)


def _readable(manifests: Manifests) -> Iterator[Manifest]:
    return (manifest for _, manifest in sorted(manifests.items()) if manifest is not None)


def _service_needs(manifest: Manifest) -> dict[str, list[str]]:
    """What each service requires of its own system, also where it is written with the name of the system."""
    own = f"{manifest.name}/"
    return {
        service.name: [name.removeprefix(own) for name in service.requires if "/" not in name.removeprefix(own)]
        for service in manifest.services
    }


def _unknown_systems(manifest: Manifest, manifests: Manifests) -> Iterator[Fault]:
    for name in manifest.requires:
        if name not in manifests:
            others = [other for other in sorted(manifests) if other != manifest.name]
            message = f'system.requires: there is no system "{name}"'
            yield _fault(manifest, ("system", "requires", name), message, did_you_mean(name, others))


def _unknown_services(manifest: Manifest, manifests: Manifests) -> Iterator[Fault]:
    for service in manifest.services:
        for name in service.requires:
            key = ("services", service.name, "requires", name)
            where = f"services.{service.name}.requires"
            yield from _unknown_service(manifest, manifests, key, where, name)


def _boundary_names(manifest: Manifest, manifests: Manifests) -> Iterator[Fault]:
    for text, pair in zip(_allowed_texts(manifest), manifest.boundaries.allowed, strict=False):
        key = ("boundaries", "allowed", text)
        for name in pair:
            yield from _unknown_service(manifest, manifests, key, "boundaries.allowed", name)
        if pair[0].partition("/")[0] != manifest.name:
            message = f'boundaries.allowed: "{pair[0]}" is not of this system'
            yield _fault(manifest, key, message, "the file of the system that refers allows its foreign keys")


def _allowed_texts(manifest: Manifest) -> list[str]:
    """The elements of ``boundaries.allowed`` that are pairs, as written: places know them by their text."""
    keys = [key for key in manifest.places if key[:2] == ("boundaries", "allowed") and len(key) == 3]
    texts = [key[2] for key in keys if isinstance(key[2], str)]
    return [text for text in texts if text.count("->") == 1 and all(part.strip() for part in text.split("->"))]


def _unknown_service(manifest: Manifest, manifests: Manifests, key: KeyPath, where: str, name: str) -> Iterator[Fault]:
    system, _, service = name.rpartition("/")
    system = system or manifest.name
    if system not in manifests:
        yield _fault(manifest, key, f'{where}: there is no system "{system}"', did_you_mean(system, sorted(manifests)))
        return
    other = manifests[system]
    known = [entry.name for entry in other.services] if other else []
    if other and service not in known:
        close = did_you_mean(service, known)
        yield _fault(manifest, key, f'{where}: there is no service "{service}" in {system}', close)
    elif system != manifest.name and system not in required_systems(manifest.name, manifests):
        wanted = ", ".join(f'"{one}"' for one in (*manifest.requires, system))
        message = f'{where}: "{name}" belongs to a system that {manifest.name} does not require'
        yield _fault(manifest, key, message, f"write `requires = [{wanted}]` under [system]")


def _service_circle(manifest: Manifest) -> Iterator[Fault]:
    circle = find_cycle([service.name for service in manifest.services], _service_needs(manifest))
    if circle:
        key = ("services", circle[0], "requires")
        message = f"services.{circle[0]}.requires: services require each other: {arrows(circle)}"
        hint = "leave one out: a script can require one of another service with `-- requires:` in its header"
        yield _fault(manifest, key, message, hint)


def _system_circle(manifests: Manifests) -> Iterator[Fault]:
    circle = find_cycle(sorted(manifests), {one.name: one.requires for one in _readable(manifests)})
    first = manifests[circle[0]] if circle else None
    if first is not None:
        message = f"system.requires: systems require each other: {arrows(circle)}"
        yield _fault(first, ("system", "requires"), message, "leave one of them out")


def _exposed_schemas(manifest: Manifest, manifests: Manifests) -> Iterator[Fault]:
    owned: list[str] = []
    for name in (manifest.name, *sorted(required_systems(manifest.name, manifests))):
        other = manifests.get(name)
        if other is None:
            return  # whose schemas we cannot know
        owned += [schema for service in other.services for schema in service.schemas]
    for schema in manifest.exposed_schemas:
        if schema not in owned:
            close = did_you_mean(schema, dict.fromkeys(owned))
            yield _fault(manifest, ("api", "schemas", schema), f'api.schemas: no service owns "{schema}"', close)


def _schemas_of_two_systems(manifests: Manifests) -> Iterator[Fault]:
    """Policies are a state per system, so two systems with one schema would remove each other's."""
    owners: dict[str, Manifest] = {}
    for manifest in _readable(manifests):
        for service in manifest.services:
            for schema in service.schemas:
                owner = owners.setdefault(schema, manifest)
                if owner is not manifest:
                    key = ("services", service.name, "schemas", schema)
                    message = f'services.{service.name}.schemas: "{schema}" belongs to {owner.name} ({owner.path})'
                    yield _fault(manifest, key, message, "a schema belongs to one system")


def _fault(manifest: Manifest, key: KeyPath, message: str, hint: str) -> Fault:
    place = manifest.place(*key)
    return Fault(manifest.path, place.line, place.column, message, hint)
