-- seeds/core/0030_audit_partitions.sql
-- what: the months of the audit trail from now on.
-- why: the first ones; later ones are made by a monthly job (policies/core/README.md).

select core.make_audit_partitions(3);
