create schema app;
create table app.readings (place text, hour integer, value numeric);
create statistics app.readings_by_place on place, hour, (value / 2) from app.readings;
