-- internship/0092_institution_keys.sql
-- what: the keys from a posting to the institutions that it is for.
-- requires: internship/0020_internship_postings.sql, institution/0020_institutions.sql
-- why: set null closes a posting for members rather than opening it: nobody belongs to no institution.

alter table internship_schema.internship_postings
add constraint internship_postings_institution_id_fkey
foreign key (institution_id) references institution_schema.institutions (id) on delete set null;

alter table internship_schema.internship_postings
add constraint internship_postings_partner_institution_id_fkey
foreign key (partner_institution_id) references institution_schema.institutions (id) on delete set null;
