-- What the first release made, and something in it.
CREATE TABLE "seaql_migrations" ( "version" varchar NOT NULL PRIMARY KEY, "applied_at" integer NOT NULL );
CREATE TABLE "users" ( "id" uuid_text NOT NULL PRIMARY KEY, "username" varchar(20) NOT NULL, "username_key" varchar(20) NOT NULL, "password_hash" text NOT NULL, "role" varchar(32) NOT NULL, "status" varchar(32) NOT NULL, "session_epoch" integer NOT NULL, "created_at" integer NOT NULL, "version" integer NOT NULL );
CREATE UNIQUE INDEX "users_username_key_unique" ON "users" ("username_key");
CREATE INDEX "users_by_creation" ON "users" ("created_at", "id");
CREATE INDEX "users_by_role_and_creation" ON "users" ("role", "created_at", "id");
CREATE INDEX "users_by_role_and_username" ON "users" ("role", "username_key");
CREATE INDEX "users_by_status_and_creation" ON "users" ("status", "created_at", "id");
CREATE INDEX "users_by_status_and_username" ON "users" ("status", "username_key");
CREATE INDEX "users_by_role_status_and_creation" ON "users" ("role", "status", "created_at", "id");
CREATE INDEX "users_by_role_status_and_username" ON "users" ("role", "status", "username_key");
CREATE TABLE "sessions" ( "id" uuid_text NOT NULL PRIMARY KEY, "user_id" uuid_text NOT NULL, "secret_hash" blob(32) NOT NULL, "epoch" integer NOT NULL, "role" varchar(32) NOT NULL, "created_at" integer NOT NULL, "last_used_at" integer NOT NULL, "expires_at" integer NOT NULL, "version" integer NOT NULL, FOREIGN KEY ("user_id") REFERENCES "users" ("id") ON DELETE CASCADE );
CREATE UNIQUE INDEX "sessions_secret_hash_unique" ON "sessions" ("secret_hash");
CREATE INDEX "sessions_by_user" ON "sessions" ("user_id", "epoch", "created_at", "id");
CREATE INDEX "sessions_by_expiry" ON "sessions" ("expires_at", "id");
CREATE TABLE "attempts" ( "key" varbinary_blob(255) NOT NULL PRIMARY KEY, "count" integer NOT NULL, "expires_at" integer NOT NULL );
CREATE INDEX "attempts_by_expiry" ON "attempts" ("expires_at", "key");
CREATE TABLE "events" ( "id" uuid_text NOT NULL PRIMARY KEY, "kind" varchar(64) NOT NULL, "subject_kind" varchar(32) NOT NULL, "subject_id" uuid_text NOT NULL, "actor_id" uuid_text NULL, "at" integer NOT NULL, "request_id" varchar(128) NOT NULL, "data" text NOT NULL );
CREATE INDEX "events_by_subject" ON "events" ("subject_id", "at", "id");
CREATE INDEX "events_by_time" ON "events" ("at", "id");

INSERT INTO "seaql_migrations" VALUES ('m20261121_000001_create_accounts', 1795241548);
INSERT INTO "users" VALUES (X'00000000000000000000000000000001', 'Walter.White', 'walter.white', 'hash', 'super_admin', 'active', 0, 1000, 1);
INSERT INTO "users" VALUES (X'00000000000000000000000000000002', 'jesse', 'jesse', 'another hash', 'user', 'inactive', 3, 2000, 7);
INSERT INTO "sessions" VALUES (X'00000000000000000000000000000003', X'00000000000000000000000000000001', X'eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee', 0, 'super_admin', 1000, 2000, 9000, 2);
INSERT INTO "attempts" VALUES (CAST('address' AS BLOB), 4, 9000);
INSERT INTO "events" VALUES (X'00000000000000000000000000000004', 'UserCreated', 'user', X'00000000000000000000000000000001', NULL, 1000, 'cli', '{}');
INSERT INTO "events" VALUES (X'00000000000000000000000000000005', 'UserInactivated', 'user', X'00000000000000000000000000000002', X'00000000000000000000000000000001', 3000, 'request-7', '{"a":1}');
