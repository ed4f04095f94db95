create extension hstore version '1.8';
