-- Run once, as superuser, when the volume is empty. The server's role has one database, and no power over others.
\set password `cat /run/secrets/database_password`
CREATE ROLE tranche LOGIN PASSWORD :'password';
CREATE DATABASE tranche OWNER tranche;
REVOKE ALL ON DATABASE tranche FROM PUBLIC;
