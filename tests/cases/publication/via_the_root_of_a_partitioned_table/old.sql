create schema a;
create table a.t (id int primary key) partition by range (id);
create table a.t1 partition of a.t for values from (0) to (10);
create publication p for table a.t with (publish_via_partition_root = true);
