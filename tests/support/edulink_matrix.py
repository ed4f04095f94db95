"""
Who may do what in Edulink, as data: the same matrix is tried in SQL and over PostgREST.

Names are those of ``tests.support.personas``. Everybody tries everything, so that a refusal means something: the same
statement works for those who may.
"""

from __future__ import annotations

from tests.support.attempts import Attempt, The, call, delete, insert, update
from tests.support.edulink_people import EVERYBODY, STUDENTS, USERS
from tests.support.stage import REFUSED, VISITOR

ALL_USERS = " ".join(USERS)
ALL_AND_VISITORS = f"{VISITOR} {ALL_USERS}"
NORTH = "ada ben fay gus hal"  # active members
NORTH_STAFF = "gus hal"

# Table: row: who sees it. Lou, the super admin, sees every row of these tables and is not repeated.
READERS = {
    "auth_schema.users": {"ada_account": "ada", "cyd_account": "cyd", "hal_account": "hal", "mia_account": ""},
    "auth_schema.security_logs": {"event": ""},
    "user_schema.user_profiles": {"ada": "ada", "ben": "ben", "cyd": "cyd", "hal": "hal", "mia": "", "ned": ""},
    "user_schema.academic_information": {
        "ada_record": f"ada {NORTH_STAFF}",
        "cyd_record": "cyd ivy",
        "mia_record": NORTH_STAFF,
    },
    "user_schema.contact_information": {"ada_contact": "ada", "cyd_contact": "cyd", "mia_contact": ""},
    "user_schema.preferences": {"ada_preferences": "ada", "cyd_preferences": "cyd", "mia_preferences": ""},
    "user_schema.employer_information": {"jon_company": "jon", "mia_company": ""},
    "institution_schema.institutions": {
        "north": ALL_AND_VISITORS,
        "south": ALL_AND_VISITORS,
        "unlisted": "qin",
        "closed": "",
    },
    "institution_schema.departments": {
        "north_department": ALL_AND_VISITORS,
        "unlisted_department": "qin",
        "closed_department": "",
    },
    "institution_schema.programs": {
        "north_program": ALL_AND_VISITORS,
        "unlisted_program": "qin",
        "closed_program": "",
    },
    "institution_schema.institution_settings": {
        "north_settings": NORTH_STAFF,
        "south_settings": "ivy",
        "unlisted_settings": "qin",
        "closed_settings": "",
    },
    "institution_schema.institution_memberships": {
        "ada_membership": f"ada {NORTH_STAFF}",
        "rex_membership": f"rex {NORTH_STAFF}",
        "hal_membership": NORTH_STAFF,
        "oli_membership": f"oli {NORTH_STAFF}",
        "mia_membership": NORTH_STAFF,
        "cyd_membership": "cyd ivy",
        "pat_membership": "pat",
        "qin_membership": "qin",
    },
    "notification_schema.delivery_preferences": {"ada_delivery": "ada", "cyd_delivery": "cyd", "mia_delivery": ""},
    "internship_schema.internship_postings": {
        "jons": ALL_USERS,
        "kims": ALL_USERS,
        "expired": ALL_USERS,
        "mias": "",
        "unverified": "jon",
        "paused": "jon",
        "removed": "jon",
        "north_only": f"{NORTH} jon",
        "south_only": "cyd dan ivy kim",
        "north_unverified": "hal kim",
    },
    "application_schema.applications": {
        "ada_to_jon": "ada jon",
        "ada_to_kim": "ada kim",
        "ben_to_kim": "ben kim",
        "cyd_to_kim": "cyd kim",
        "mia_to_jon": "jon",
    },
    "application_schema.application_documents": {
        "ada_to_jon_paper": "ada jon",
        "cyd_to_kim_paper": "cyd kim",
        "mia_to_jon_paper": "jon",
    },
    "application_schema.application_status_history": {"ada_to_jon_step": "ada jon", "cyd_to_kim_step": "cyd kim"},
    "application_schema.application_reviews": {
        "ada_to_jon_note": "jon",
        "ada_to_jon_feedback": "ada jon",
        "cyd_to_kim_note": "kim",
        "cyd_to_kim_feedback": "cyd kim",
    },
    "internship_schema.internship_applications": {"ada_placement": "ada jon", "cyd_placement": "cyd kim"},
    "internship_schema.internship_progress": {"ada_week": "ada jon", "cyd_week": "cyd kim"},
    "internship_schema.internship_evaluations": {
        "ada_grade": "ada jon",
        "ada_school_grade": "ada",
        "cyd_grade": "cyd kim",
        "cyd_school_grade": "cyd",
    },
}

# What visitors read, too.
CATALOGUE = ("institution_schema.institutions", "institution_schema.departments", "institution_schema.programs")

# Tables that no user may even ask, with a row that is there.
CLOSED = {
    "auth_schema.user_sessions": "session",
    "auth_schema.password_reset_tokens": "reset",
    "auth_schema.email_verification_tokens": "verification",
    "auth_schema.oauth_providers": "oauth",
    "user_schema.profile_history": "past",
    "institution_schema.registration_codes": "north_code",
    "notification_schema.notification_channels": "channel",
    "notification_schema.notification_templates": "template",
    "notification_schema.notification_queue": "message",
    "notification_schema.notification_history": "sent",
}


def readers_of(table: str) -> dict[str, tuple[str, ...]]:
    """For everybody the rows of a table that they see, by name; ``42501`` where they may not even ask."""
    return {
        who: (REFUSED,)
        if who == VISITOR and table not in CATALOGUE
        else tuple(name for name, readers in READERS[table].items() if who == "lou" or who in readers.split())
        for who in EVERYBODY
    }


POSTING = {
    "title": "x",
    "description": "x",
    "start_date": "2090-01-01",
    "end_date": "2090-03-01",
    "duration_weeks": 8,
    "deadline": "2089-12-01",
}
PAPER = {"file": "x", "original_filename": "x.pdf", "file_size": 1}

ATTEMPTS = (
    update("edit a profile", "user_schema.user_profiles", "ada", "ada", bio="x"),
    insert(
        "begin an academic record", "user_schema.academic_information", "eve", user_profile_id=The("eve"), gender="F"
    ),
    update(
        "edit an academic record",
        "user_schema.academic_information",
        "ada_record",
        "ada",
        internship_status="searching",
    ),
    insert(
        "add a contact",
        "user_schema.contact_information",
        "ada",
        user_profile_id=The("ada"),
        contact_type="website",
        value="https://ada.example",
    ),
    update("choose a contact", "user_schema.contact_information", "ada_contact", "ada", is_primary=True),
    delete("remove a contact", "user_schema.contact_information", "ada_contact", "ada"),
    insert("make preferences", "user_schema.preferences", "eve", user_profile_id=The("eve"), theme="DARK"),
    update("edit preferences", "user_schema.preferences", "ada_preferences", "ada", theme="DARK"),
    insert(
        "describe a company", "user_schema.employer_information", "kim", user_profile_id=The("kim"), company_name="Kim"
    ),
    update("edit a company", "user_schema.employer_information", "jon_company", "jon", industry="x"),
    insert("say how to be reached", "notification_schema.delivery_preferences", "eve", user_id=The("eve_account")),
    update(
        "change how to be reached", "notification_schema.delivery_preferences", "ada_delivery", "ada", sms_enabled=True
    ),
    update("edit an institution", "institution_schema.institutions", "north", "hal", description="x"),
    insert(
        "add a department", "institution_schema.departments", "hal", institution_id=The("north"), name="Law", code="LAW"
    ),
    update("edit a department", "institution_schema.departments", "north_department", "hal", name="x"),
    insert(
        "add a program",
        "institution_schema.programs",
        "hal",
        institution_id=The("north"),
        department_id=The("north_department"),
        name="Law",
        code="LAW",
    ),
    update("edit a program", "institution_schema.programs", "north_program", "hal", name="x"),
    update("edit the settings", "institution_schema.institution_settings", "north", "hal", grading_system="letter"),
    insert(
        "ask to be admitted",
        "institution_schema.institution_memberships",
        "eve",
        user_profile_id=The("eve"),
        institution_id=The("north"),
        role="student",
    ),
    update("admit a student", "institution_schema.institution_memberships", "rex_membership", "hal", status="active"),
    delete("no longer ask to be admitted", "institution_schema.institution_memberships", "rex_membership", "rex"),
    insert(
        "offer an internship",
        "internship_schema.internship_postings",
        "jon",
        employer_profile_id=The("jon"),
        institution_id=The("north"),
        **POSTING,
    ),
    update("edit a posting", "internship_schema.internship_postings", "jons", "jon", title="x"),
    update(
        "remove a posting",
        "internship_schema.internship_postings",
        "jons",
        "jon",
        is_deleted=True,
        deleted_at="2026-01-01",
    ),
    insert(
        "apply",
        "application_schema.applications",
        "eve",
        user_profile_id=The("eve"),
        internship_posting_id=The("jons"),
    ),
    insert(
        "apply where only members may",
        "application_schema.applications",
        "ben",
        user_profile_id=The("ben"),
        internship_posting_id=The("north_only"),
    ),
    insert(
        "hand in a paper",
        "application_schema.application_documents",
        "ada",
        application_id=The("ada_to_jon"),
        uploaded_by=The("ada"),
        **PAPER,
    ),
    update(
        "check a paper",
        "application_schema.application_documents",
        "ada_to_jon_paper",
        "jon",
        is_verified=True,
        verified_by=The("jon"),
    ),
    delete("take back a paper", "application_schema.application_documents", "ada_to_jon_paper", "ada"),
    insert(
        "review an application",
        "application_schema.application_reviews",
        "jon",
        application_id=The("ada_to_jon"),
        reviewer_id=The("jon"),
        rating=5,
    ),
    update("edit a review", "application_schema.application_reviews", "ada_to_jon_note", "jon", rating=4),
    delete("remove a review", "application_schema.application_reviews", "ada_to_jon_note", "jon"),
    update("begin a placement", "internship_schema.internship_applications", "ada_placement", "jon", status="active"),
    insert(
        "write a logbook",
        "internship_schema.internship_progress",
        "ada",
        internship_application_id=The("ada_placement"),
        posting_id=The("jons"),
        user_profile_id=The("ada"),
        week_number=2,
        activities="x",
    ),
    update(
        "rewrite a logbook",
        "internship_schema.internship_progress",
        "ada_week",
        "ada",
        activities="x",
        status="pending",
    ),
    insert(
        "grade a placement",
        "internship_schema.internship_evaluations",
        "jon",
        internship_application_id=The("ada_placement"),
        evaluator_id=The("jon"),
        evaluator_kind="company",
        rating=5,
        private_note="x",
    ),
    update("correct a grade", "internship_schema.internship_evaluations", "ada_grade", "jon", rating=4),
    call("enrol", "user_schema.enrol", "ada ben", institution_id=The("north"), program_id=The("north_program")),
    call("verify an academic record", "user_schema.verify_academic_record", "hal", user_profile_id=The("ada")),
    call("redeem a code", "institution_schema.redeem_registration_code", " ".join(STUDENTS), code="north-2026"),
    call("issue a code", "institution_schema.issue_registration_code", "hal", institution_id=The("north")),
    call("withdraw a code", "institution_schema.withdraw_registration_code", "hal", code="NORTH-2026"),
    call(
        "review an institution",
        "institution_schema.review_institution",
        "lou",
        institution_id=The("north"),
        status="suspended",
        is_verified=True,
    ),
    call("vouch before everybody", "internship_schema.review_posting", "lou", posting_id=The("unverified")),
    call("vouch before members", "internship_schema.review_posting", "hal lou", posting_id=The("north_unverified")),
    call("answer a week", "internship_schema.answer_progress", "jon", progress_id=The("ada_week"), status="revision"),
    call(
        "invite to an interview",
        "application_schema.schedule_interview",
        "kim",
        application_id=The("ben_to_kim"),
        interview_date="2090-01-01",
        interview_type="phone_call",
    ),
    call("reject", "application_schema.change_status", "kim", application_id=The("ben_to_kim"), to_status="rejected"),
    call(
        "withdraw", "application_schema.change_status", "ben", application_id=The("ben_to_kim"), to_status="withdrawn"
    ),
)

# A write without a condition, and of how many rows it is, for each who has any.
OWN_ROWS: tuple[tuple[Attempt, dict[str, int]], ...] = (
    (update("", "user_schema.user_profiles", None, "", bio="x"), dict.fromkeys(USERS, 1)),
    (update("", "user_schema.academic_information", None, "", gender="F"), {"ada": 1, "cyd": 1}),
    (update("", "user_schema.contact_information", None, "", is_primary=True), {"ada": 1, "cyd": 1}),
    (delete("", "user_schema.contact_information", None, ""), {"ada": 1, "cyd": 1}),
    (update("", "user_schema.preferences", None, "", theme="DARK"), {"ada": 1, "cyd": 1}),
    (update("", "user_schema.employer_information", None, "", industry="x"), {"jon": 1}),
    (update("", "notification_schema.delivery_preferences", None, "", sms_enabled=True), {"ada": 1, "cyd": 1}),
    (update("", "institution_schema.institutions", None, "", description="x"), {"hal": 1, "ivy": 1, "qin": 1}),
    (update("", "institution_schema.departments", None, "", name="x"), {"hal": 1, "ivy": 1, "qin": 1}),
    (update("", "institution_schema.programs", None, "", name="x"), {"hal": 1, "ivy": 1, "qin": 1}),
    (
        update("", "institution_schema.institution_settings", None, "", grading_system="letter"),
        {"hal": 1, "ivy": 1, "qin": 1},
    ),
    (
        update("", "institution_schema.institution_memberships", None, "", position="x"),
        {"hal": 9, "ivy": 3, "qin": 1},
    ),
    (delete("", "institution_schema.institution_memberships", None, ""), {"rex": 1}),
    (update("", "internship_schema.internship_postings", None, "", title="x"), {"jon": 6, "kim": 3}),
    (delete("", "application_schema.application_documents", None, ""), {"ada": 2, "ben": 1, "cyd": 1}),
    (update("", "application_schema.application_reviews", None, "", rating=1), {"jon": 4, "kim": 6}),
    (delete("", "application_schema.application_reviews", None, ""), {"jon": 4, "kim": 6}),
    (update("", "internship_schema.internship_applications", None, "", ended_on=None), {"jon": 1, "kim": 1}),
    (update("", "internship_schema.internship_progress", None, "", activities="x"), {"ada": 1, "cyd": 1}),
    (update("", "internship_schema.internship_evaluations", None, "", rating=1), {"jon": 1, "kim": 1}),
)
