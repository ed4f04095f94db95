"""The functions that stand in for columns: what they show to whom, and how a registration code is used up."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import psycopg
import pytest

from tests.support.edulink_people import EVERYBODY, NOBODY, USERS, edulink_staged
from tests.support.servers import Server
from tests.support.stage import VISITOR, Stage
from toolkit.io import db as door

REDEEM = "select institution_schema.redeem_registration_code({})"
INSTITUTION = {"registration_codes": "institution_id", "institutions": "id"}
FIRST_NAMES = "select lower(first_name) from {} as found order by 1"


@pytest.fixture(scope="module")
def stage(server: Server, admin: door.Connection, edulink_template: str) -> Iterator[Stage]:
    with edulink_staged(server, admin, edulink_template) as stage:
        yield stage


def names(stage: Stage, who: str, source: str) -> str:
    """The first names in the rows of *source* as that person sees them, in one line."""
    return " ".join(str(name) for (name,) in stage.rows(who, FIRST_NAMES.format(source)))


def test_a_card_is_shown_as_its_owner_wants_it(stage: Stage) -> None:
    cards = (
        "user_schema.profile_cards(array[%(ada)s, %(ben)s, %(cyd)s, %(dan)s, %(mia)s, %(ned)s, %(nowhere)s]::uuid[])"
    )
    of_north, of_south = ("ada", "ben", "fay", "gus", "hal"), ("cyd", "dan", "ivy")

    seen = {who: names(stage, who, cards) for who in EVERYBODY if who != VISITOR}

    expected = dict.fromkeys(seen, "ada")  # hers is public
    expected |= dict.fromkeys(of_north, "ada ben")  # his is for members
    expected |= dict.fromkeys(of_south, "ada dan")
    expected |= {"cyd": "ada cyd dan"}  # hers is for nobody else
    expected |= {"lou": "ada ben cyd dan mia"}
    expected |= dict.fromkeys(NOBODY, "")
    assert seen == expected
    assert stage.outcome(VISITOR, f"select from {cards}") == "42501"


def test_a_card_has_names_avatar_and_bio_and_nothing_else(stage: Stage) -> None:
    with stage.acting_as("eve") as db:
        card = db.execute("select * from user_schema.profile_cards(array[%(ada)s]::uuid[])", stage.ids)
        assert [column.name for column in card.description or ()] == [
            "user_profile_id",
            "first_name",
            "last_name",
            "avatar",
            "bio",
        ]
        assert card.fetchall() == [(stage.ids["ada"], "Ada", "Tester", None, "I am ada.")]


def test_a_suspended_member_shares_no_institution(stage: Stage) -> None:
    with stage.db.transaction(force_rollback=True):
        stage.db.execute(
            "update institution_schema.institution_memberships set status = 'suspended' where id = %(ben_membership)s",
            stage.ids,
        )
        assert names(stage, "ada", "user_schema.profile_cards(array[%(ben)s]::uuid[])") == ""
        assert names(stage, "ben", "user_schema.profile_cards(array[%(ada)s]::uuid[])") == "ada"


@pytest.mark.parametrize(
    ("who", "search", "found"),
    [
        ("eve", "Ada", "ada"),
        ("eve", " aDa test", "ada"),
        ("ada", "ben", "ben"),
        ("cyd", "ben", ""),
        ("ada", "cyd", ""),
        ("eve", "mia", ""),
        ("eve", "%", ""),
        ("eve", "%%", ""),
        ("eve", "__", ""),
        ("eve", "a", ""),
        ("eve", "", ""),
        ("eve", "Tester", "ada eve fay gus hal ivy jon kim oli pat qin rex"),
        ("mia", "ada", ""),
        ("stranger", "ada", ""),
    ],
)
def test_people_are_found_by_the_beginning_of_a_name(stage: Stage, who: str, search: str, found: str) -> None:
    with stage.acting_as(who) as db:
        rows = db.execute("select lower(first_name) from user_schema.search_profiles(%s, 50) order by 1", [search])
        assert " ".join(name for (name,) in rows) == found


def test_who_does_not_want_to_be_found_is_not_found(stage: Stage) -> None:
    with stage.db.transaction(force_rollback=True):
        assert names(stage, "eve", "user_schema.search_profiles('ada')") == "ada"
        stage.db.execute(
            "update user_schema.preferences set allow_search = false where id = %(ada_preferences)s", stage.ids
        )
        assert names(stage, "eve", "user_schema.search_profiles('ada')") == ""
        assert names(stage, "eve", "user_schema.profile_cards(array[%(ada)s]::uuid[])") == "ada"


def test_staff_see_who_their_members_are(stage: Stage) -> None:
    members = "institution_schema.member_cards(%(north)s)"

    seen = {who: names(stage, who, members) for who in EVERYBODY if who != VISITOR}

    everybody_there = "ada ben fay gus hal mia oli rex"
    assert seen == dict.fromkeys(seen, "") | {"gus": everybody_there, "hal": everybody_there}
    assert stage.outcome(VISITOR, f"select from {members}") == "42501"


def test_an_employer_sees_who_applied_to_them_whatever_the_visibility(stage: Stage) -> None:
    applicants = "application_schema.applicant_cards(%(kims)s)"

    seen = {who: names(stage, who, applicants) for who in EVERYBODY if who != VISITOR}

    assert seen == dict.fromkeys(seen, "") | {"kim": "ada ben cyd"}
    assert stage.outcome(VISITOR, f"select from {applicants}") == "42501"


def test_an_employer_sees_a_number_only_if_it_is_shown_and_reads_their_own_notes(stage: Stage) -> None:
    query = (
        "select email, phone_number, review_notes from application_schema.applicant_cards(%(jons)s)"
        " where user_profile_id = %(ada)s"
    )

    assert stage.rows("jon", query) == [("ada@people.example", None, "between us")]
    with stage.db.transaction(force_rollback=True):
        stage.db.execute(
            "update user_schema.preferences set show_phone = true where id = %(ada_preferences)s", stage.ids
        )
        assert stage.rows("jon", query) == [("ada@people.example", "+254700000000", "between us")]


def test_private_notes_are_for_the_employer_who_wrote_them(stage: Stage) -> None:
    notes = "select private_note from internship_schema.private_notes(%(jons)s)"

    seen = {who: stage.rows(who, notes) for who in EVERYBODY if who != VISITOR}

    assert seen == {who: [("between us",)] if who == "jon" else [] for who in seen}
    assert stage.outcome(VISITOR, notes) == "42501"


def test_an_interview_shows_the_applicant_when_and_where(stage: Stage) -> None:
    with stage.acting_as("kim") as db:
        db.execute(
            "select application_schema.schedule_interview(%(ben_to_kim)s, '2030-01-01 10:00Z', 'in_person', 'Room 1')",
            stage.ids,
        )
        shown = db.execute(
            "select status, interview_location from application_schema.applications where id = %(ben_to_kim)s",
            stage.ids,
        )
        assert shown.fetchall() == [("interview_scheduled", "Room 1")]


def test_enrolling_elsewhere_leaves_behind_what_the_first_institution_vouched_for(stage: Stage) -> None:
    record = (
        "select institution_id, registration_number, is_verified, university_verified"
        " from user_schema.academic_information where id = %(ada_record)s"
    )
    with stage.db.transaction(force_rollback=True):
        stage.db.execute(
            "update user_schema.academic_information set registration_number = 'N/1', is_verified = true,"
            " university_verified = true where id = %(ada_record)s",
            stage.ids,
        )
        stage.db.execute(
            "insert into institution_schema.institution_memberships (user_profile_id, institution_id, role, status)"
            " values (%(ada)s, %(south)s, 'student', 'active')",
            stage.ids,
        )
        with stage.acting_as("ada") as db:
            db.execute("select user_schema.enrol(%(north)s)", stage.ids)
            assert db.execute(record, stage.ids).fetchall() == [(stage.ids["north"], "N/1", False, False)]
            db.execute("select user_schema.enrol(%(south)s)", stage.ids)
            assert db.execute(record, stage.ids).fetchall() == [(stage.ids["south"], None, False, False)]


def test_a_code_makes_a_student_a_member_and_is_counted(stage: Stage) -> None:
    with stage.acting_as("eve") as db:
        assert db.execute(REDEEM.format("' north-2026 ', 2, null, 'N-17'")).fetchall() == [(stage.ids["north"],)]
        membership = db.execute(
            "select role, status, student_id, year_of_study from institution_schema.institution_memberships"
        )
        assert membership.fetchall() == [("student", "active", "N-17", 2)]
        db.execute("reset role")
        uses = db.execute(
            "select current_uses from institution_schema.registration_codes where id = %(north_code)s", stage.ids
        )
        assert uses.fetchall() == [(1,)]


@pytest.mark.parametrize(
    ("who", "membership", "status", "uses"),
    [
        ("rex", "rex_membership", "active", 1),  # was pending
        ("ada", "ada_membership", "active", 0),  # was a member already
    ],
)
def test_a_code_admits_who_asked_and_leaves_members_as_they_are(
    stage: Stage, who: str, membership: str, status: str, uses: int
) -> None:
    with stage.acting_as(who) as db:
        db.execute(REDEEM.format("'NORTH-2026'"))
        db.execute("reset role")
        found = db.execute(
            "select m.status, c.current_uses from institution_schema.institution_memberships as m"
            " cross join institution_schema.registration_codes as c where m.id = %s and c.id = %s",
            [stage.ids[membership], stage.ids["north_code"]],
        )
        assert found.fetchall() == [(status, uses)]


def test_a_code_does_not_lift_a_suspension(stage: Stage) -> None:
    with stage.db.transaction(force_rollback=True):
        stage.db.execute(
            "update institution_schema.institution_memberships set status = 'suspended' where id = %(ada_membership)s",
            stage.ids,
        )
        with stage.acting_as("ada") as db:
            db.execute(REDEEM.format("'NORTH-2026'"))
            found = db.execute("select status from institution_schema.institution_memberships")
            assert found.fetchall() == [("suspended",)]


@pytest.mark.parametrize(
    ("table", "change"),
    [
        ("registration_codes", "code = 'OTHER'"),
        ("registration_codes", "is_active = false"),
        ("registration_codes", "max_uses = 3, current_uses = 3"),
        ("registration_codes", "valid_from = now() + interval '1 day'"),
        ("registration_codes", "valid_from = now() - interval '2 days', valid_until = now() - interval '1 day'"),
        ("registration_codes", "allowed_years = '[3, \"4\"]'"),
        ("registration_codes", "allowed_courses = '[\"BSC-LAW\"]'"),
        ("institutions", "status = 'suspended'"),
        ("institutions", "is_deleted = true, deleted_at = now()"),
    ],
)
def test_a_code_that_is_no_longer_good_is_refused_like_one_that_never_was(
    stage: Stage, table: str, change: str
) -> None:
    with stage.db.transaction(force_rollback=True):
        assert stage.outcome("eve", REDEEM.format("'NORTH-2026', 1")) == "1 row"
        stage.db.execute(
            f"update institution_schema.{table} set {change} where {INSTITUTION[table]} = %(north)s", stage.ids
        )
        assert stage.outcome("eve", REDEEM.format("'NORTH-2026', 1")) == "22023"
    assert stage.outcome("eve", REDEEM.format("'NEVER-WAS'")) == "22023"
    assert stage.outcome("eve", REDEEM.format("null")) == "22023"


@pytest.mark.parametrize(("arguments", "outcome"), [("3", "1 row"), ("4", "1 row"), ("2", "22023"), ("null", "22023")])
def test_a_code_for_some_years_asks_for_the_year(stage: Stage, arguments: str, outcome: str) -> None:
    with stage.db.transaction(force_rollback=True):
        stage.db.execute(
            "update institution_schema.registration_codes set allowed_years = '[3, \"4\"]' where id = %(north_code)s",
            stage.ids,
        )
        assert stage.outcome("eve", REDEEM.format(f"'NORTH-2026', {arguments}")) == outcome


def test_the_last_use_of_a_code_is_for_one_of_two_who_come_at_once(server: Server, stage: Stage) -> None:
    stage.db.execute(
        "update institution_schema.registration_codes set max_uses = current_uses + 1 where id = %(south_code)s",
        stage.ids,
    )
    came_to: dict[str, str] = {}
    url = server.url(stage.db.info.dbname)

    def redeem(who: str, done: threading.Event) -> None:
        with psycopg.connect(url) as db, db.transaction():
            db.execute(
                "select set_config('request.jwt.claims', %s, true)", [f'{{"sub": "{stage.ids[f"{who}_account"]}"}}']
            )
            db.execute("set local role authenticated")
            try:
                db.execute(REDEEM.format("'SOUTH-2026'"))
                came_to[who] = "in"
            except psycopg.errors.InvalidParameterValue:
                came_to[who] = "refused"
                raise psycopg.Rollback from None
            finally:
                done.set()
                second_asked.wait(10)

    first_done, second_asked = threading.Event(), threading.Event()
    first = threading.Thread(target=redeem, args=("eve", first_done))
    first.start()
    assert first_done.wait(10)  # the code's row is locked from here on
    second = threading.Thread(target=redeem, args=("rex", threading.Event()))
    second.start()
    wait_for_a_lock(stage)
    second_asked.set()
    for thread in (first, second):
        thread.join(10)

    assert came_to == {"eve": "in", "rex": "refused"}
    uses = stage.db.execute(
        "select current_uses, max_uses from institution_schema.registration_codes where id = %(south_code)s", stage.ids
    )
    assert uses.fetchall() == [(1, 1)]
    stage.db.execute(
        "delete from institution_schema.institution_memberships where user_profile_id = %(eve)s", stage.ids
    )


def wait_for_a_lock(stage: Stage) -> None:
    """Wait until somebody in this database waits for a lock."""
    for _ in range(200):
        waiting = stage.db.execute(
            "select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'"
        )
        if waiting.rowcount:
            return
        threading.Event().wait(0.02)
    raise AssertionError("nobody waits for the lock of the code")


def test_an_issued_code_can_be_redeemed_once_it_is_known_and_withdrawn_for_good(stage: Stage) -> None:
    with stage.acting_as("hal") as db:
        ((code,),) = db.execute("select institution_schema.issue_registration_code(%(north)s, 'Intake', 5)", stage.ids)
        assert len(code) == 16
        as_user(db, stage, "eve")
        assert db.execute(REDEEM.format(f"'{code.lower()}'")).fetchall() == [(stage.ids["north"],)]
        as_user(db, stage, "hal")
        db.execute("select institution_schema.withdraw_registration_code(%s)", [code])
        as_user(db, stage, "dan")
        with pytest.raises(psycopg.errors.InvalidParameterValue):
            db.execute(REDEEM.format(f"'{code}'"))


def as_user(db: psycopg.Connection[tuple[object, ...]], stage: Stage, who: str) -> None:
    """Go on in the same transaction as somebody else who is signed in."""
    db.execute("select set_config('request.jwt.claims', %s, true)", [f'{{"sub": "{stage.ids[f"{who}_account"]}"}}'])


@pytest.mark.parametrize(
    ("function", "empty", "expected"),
    [
        ("auth_schema.active_user_id()", None, {who: f"{who}_account" for who in USERS}),
        ("user_schema.current_profile_id()", None, {who: who for who in USERS}),
    ],
)
def test_who_somebody_is_is_told_to_those_who_are_somebody(
    stage: Stage, function: str, empty: None, expected: dict[str, str]
) -> None:
    for who in (*USERS, *NOBODY):
        wanted = stage.ids[expected[who]] if who in expected else empty
        assert stage.rows(who, f"select {function}") == [(wanted,)], who
    assert stage.outcome(VISITOR, f"select {function}") == "42501"


def test_the_helpers_tell_callers_about_themselves_only(stage: Stage) -> None:
    north, south = stage.ids["north"], stage.ids["south"]
    told = {
        "institution_schema.member_institution_ids()": {"ada": {north}, "hal": {north}, "cyd": {south}, "eve": set()},
        "institution_schema.staffed_institution_ids()": {"ada": set(), "gus": {north}, "hal": {north}, "oli": set()},
        "institution_schema.administered_institution_ids()": {"gus": set(), "hal": {north}, "pat": set(), "mia": set()},
        "application_schema.own_application_ids()": {"ben": {stage.ids["ben_to_kim"]}, "kim": set(), "mia": set()},
        "internship_schema.own_work_ids()": {"ada": {stage.ids["ada_placement"], stage.ids["ada_week"]}, "jon": set()},
        "internship_schema.supervised_work_ids()": {"jon": {stage.ids["ada_placement"], stage.ids["ada_week"]}},
    }
    for function, expected in told.items():
        for who, ids in expected.items():
            ((found,),) = stage.rows(who, f"select {function}")
            assert isinstance(found, list)
            assert set(found) == ids, (function, who)


def test_only_active_super_admins_have_the_range_of_all_ids(stage: Stage) -> None:
    lowest = "select auth_schema.super_admin_lowest_id()::text"
    for who in (*USERS, *NOBODY):
        expected = "00000000-0000-0000-0000-000000000000" if who == "lou" else None
        assert stage.rows(who, lowest) == [(expected,)], who
