-- seeds/oneclass/0010_role_permissions.sql
-- what: the permissions that each role begins with.
-- why: a role that has its row is left alone: an operator may have changed it.

insert into platform.role_permissions (role, permissions)
values
('principal', '["*"]'),
('deputy_principal', '["students.*", "staff.read", "reports.*"]'),
('academic_head', '[]'),
('department_head', '[]'),
('teacher', '["students.read", "attendance.*", "grades.*"]'),
('form_teacher', '[]'),
('registrar', '["students.*", "documents.*"]'),
('bursar', '[]'),
('librarian', '[]'),
('it_support', '[]'),
('security', '[]'),
('parent', '["children.read", "payments.*"]'),
('student', '["profile.read", "assignments.view"]')
on conflict (role) do nothing;
