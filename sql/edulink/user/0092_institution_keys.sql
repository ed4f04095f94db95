-- user/0092_institution_keys.sql
-- what: the keys from an academic record to where and what the student studies.
-- requires: user/0030_academic_information.sql
-- requires: institution/0020_institutions.sql, institution/0025_departments.sql, institution/0030_programs.sql
-- why: what a student did stays when an institution or a program goes.

alter table user_schema.academic_information
add constraint academic_information_institution_id_fkey
foreign key (institution_id) references institution_schema.institutions (id) on delete set null;

alter table user_schema.academic_information
add constraint academic_information_department_id_fkey
foreign key (department_id) references institution_schema.departments (id) on delete set null;

alter table user_schema.academic_information
add constraint academic_information_program_id_fkey
foreign key (program_id) references institution_schema.programs (id) on delete set null;
