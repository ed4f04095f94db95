"""What is asked: as the API answers it, as the owner would ask it who needs no row security, and as a path."""

from __future__ import annotations

from dataclasses import dataclass

from .schools import Person

NAME = "chemoyola"  # the name of one in a thousand, at every school

CONTEXT = """
select to_jsonb(u), to_jsonb(s), (
    select jsonb_agg(to_jsonb(m) order by m.joined_date, m.id)
    from platform.school_memberships as m where m.user_id = u.id and m.status = 'active'
)
from platform.platform_users as u
left join platform.schools as s on s.id = %(school)s
where u.id = %(id)s
"""
PAGE = """
select m.id, m.user_id, m.role, m.status
from platform.school_memberships as m
where m.school_id = %(school)s and {seen}
order by m.user_id
limit 50
"""
JOINED = """
select u.id, u.email, u.first_name, u.last_name, u.status, m.id, m.role, m.status, m.student_id, m.joined_date
from platform.school_memberships as m
join platform.platform_users as u on u.id = m.user_id
where m.school_id = %(school)s and m.status = 'active' and {seen}
order by m.user_id
limit 50
"""
SEARCH = """
select u.id, u.email, u.first_name, u.last_name, u.status, m.id, m.school_id, m.role, m.status
from platform.platform_users as u
join platform.school_memberships as m on m.user_id = u.id
where
    lower(u.first_name || ' ' || u.last_name || ' ' || u.email) like '%%' || %(search)s || '%%'
    and m.school_id = %(school)s and {seen}
order by u.last_name, u.first_name, u.id
limit 20
"""
COUNT = "select count(*) from platform.school_memberships as m where m.school_id = %(school)s and {seen}"
EVERYTHING = "select count(*) from platform.school_memberships as m where {seen}"

MEMBERSHIPS = "/school_memberships?school_id=eq.{school}&select=id,user_id,role,status&order=user_id"

# What `select=...,platform_users(...)` embeds is null where it may not be seen; `!inner` leaves the row out.
NAMED = (
    "/school_memberships?school_id=eq.{school}&status=eq.active&order=user_id&limit=50"
    "&select=id,role,status,student_id,joined_date,platform_users!inner(id,email,first_name,last_name,status)"
)


@dataclass(frozen=True, slots=True)
class Question:
    """
    One thing to ask.

    ``plain`` is the statement on the tables, with ``{seen}`` for the condition that says what is visible; ``service``
    the function of the API that answers the same, None: the tables answer. ``path`` is the request over HTTP, None: it
    is not asked that way. ``is_named``: the person behind a membership is in the answer.
    """

    name: str
    plain: str
    service: str | None = None
    path: str | None = None
    is_named: bool = False
    prefer: str = ""
    sees_all: bool = False  # no school is named

    @property
    def ours(self) -> str:
        """The statement for somebody under row security."""
        return self.service or self.naive

    @property
    def naive(self) -> str:
        """The statement on the tables, which leaves everything to row security."""
        return self.plain.replace("{seen}", "true")

    def without(self, person: Person) -> str:
        """The statement that gives the owner of the tables what *person* sees."""
        return self.plain.replace("{seen}", f"({self.seen_by(person)})")

    def seen_by(self, person: Person) -> str:
        """The condition that says what *person* sees of the answer."""
        return person.known if self.is_named else person.visible

    def request(self, person: Person) -> str:
        """The path over HTTP."""
        return (self.path or "").replace("{school}", str(person.school))


QUESTIONS = (
    Question("user context", CONTEXT, "select platform.user_context(%(school)s)", "/rpc/user_context?school={school}"),
    Question("page of 50", PAGE, path=f"{MEMBERSHIPS}&limit=50"),
    Question("page of 50 with names", JOINED, path=NAMED, is_named=True),
    Question(
        "school list of 50",
        JOINED,
        "select * from platform.bulk_get_school_users(%(school)s)",
        "/rpc/bulk_get_school_users?school={school}",
        is_named=True,
    ),
    Question(
        "search",
        SEARCH,
        "select * from platform.search_users(%(search)s, %(school)s)",
        f"/rpc/search_users?search={NAME}&school={{school}}",
        is_named=True,
    ),
    Question("count", COUNT, path=f"{MEMBERSHIPS}&limit=1", prefer="count=exact"),
    Question("count of everything", EVERYTHING, sees_all=True),
)
