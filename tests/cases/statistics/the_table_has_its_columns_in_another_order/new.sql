create schema app;
create table app.readings (hour integer, value numeric, place text);
create statistics app.readings_by_place on place, hour, (value / 2) from app.readings;
