BEGIN TRANSACTION;
CREATE TABLE account_day (
	account_id INTEGER NOT NULL, 
	metric TEXT NOT NULL, 
	ends_at DATETIME NOT NULL, 
	value DOUBLE NOT NULL, 
	as_of DATETIME NOT NULL, 
	CONSTRAINT pk_account_day PRIMARY KEY (account_id, metric, ends_at), 
	CONSTRAINT fk_account_day_account_id FOREIGN KEY(account_id) REFERENCES instagram_account (id) ON DELETE CASCADE
);
INSERT INTO "account_day" VALUES(1,'account_day.metric 0','2026-11-02 12:00:00.000000',0.5,'2026-11-02 12:00:00.000000');
INSERT INTO "account_day" VALUES(2,'account_day.metric 1','2026-11-02 12:01:00.000000',1.5,'2026-11-02 12:01:00.000000');
CREATE TABLE account_totals (
	account_id INTEGER NOT NULL, 
	time_zone TEXT NOT NULL, 
	first_day DATE NOT NULL, 
	last_day DATE NOT NULL, 
	as_of DATETIME NOT NULL, 
	"values" JSON NOT NULL, 
	breakdowns JSON NOT NULL, kept_from DATETIME, 
	CONSTRAINT pk_account_totals PRIMARY KEY (account_id, time_zone, first_day, last_day), 
	CONSTRAINT fk_account_totals_account_id FOREIGN KEY(account_id) REFERENCES instagram_account (id) ON DELETE CASCADE
);
INSERT INTO "account_totals" VALUES(1,'account_totals.time_zone 0','2026-11-02','2026-11-02','2026-11-02 12:00:00.000000','{"account_totals.values": 0}','{"account_totals.breakdowns": 0}','2026-11-02 12:00:00.000000');
INSERT INTO "account_totals" VALUES(2,'account_totals.time_zone 1','2026-11-03','2026-11-03','2026-11-02 12:01:00.000000','{"account_totals.values": 1}','{"account_totals.breakdowns": 1}','2026-11-02 12:01:00.000000');
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0027');
CREATE TABLE alert_mute (
	telegram_user_id BIGINT NOT NULL, 
	account_id INTEGER NOT NULL, 
	kind TEXT NOT NULL, 
	until DATETIME NOT NULL, 
	CONSTRAINT pk_alert_mute PRIMARY KEY (telegram_user_id, account_id, kind), 
	CONSTRAINT fk_alert_mute_telegram_user_id_account_id FOREIGN KEY(telegram_user_id, account_id) REFERENCES link (telegram_user_id, account_id) ON DELETE CASCADE
);
INSERT INTO "alert_mute" VALUES(1,1,'alert_mute.kind 0','2026-11-02 12:00:00.000000');
INSERT INTO "alert_mute" VALUES(2,2,'alert_mute.kind 1','2026-11-02 12:01:00.000000');
CREATE TABLE alert_settings (
	telegram_user_id BIGINT NOT NULL, 
	switched_off JSON NOT NULL, 
	quiet_from TIME, 
	quiet_until TIME, 
	urgent_rings BOOLEAN NOT NULL, 
	CONSTRAINT pk_alert_settings PRIMARY KEY (telegram_user_id), 
	CONSTRAINT fk_alert_settings_telegram_user_id FOREIGN KEY(telegram_user_id) REFERENCES person (telegram_user_id) ON DELETE CASCADE
);
INSERT INTO "alert_settings" VALUES(1,'{"alert_settings.switched_off": 0}','09:00:00.000000','09:00:00.000000',0);
INSERT INTO "alert_settings" VALUES(2,'{"alert_settings.switched_off": 1}','09:01:00.000000','09:01:00.000000',1);
CREATE TABLE alert_told (
	account_id INTEGER NOT NULL, 
	kind TEXT NOT NULL, 
	occasion TEXT NOT NULL, 
	told_at DATETIME NOT NULL, 
	CONSTRAINT pk_alert_told PRIMARY KEY (account_id, kind, occasion), 
	CONSTRAINT fk_alert_told_account_id FOREIGN KEY(account_id) REFERENCES instagram_account (id) ON DELETE CASCADE
);
INSERT INTO "alert_told" VALUES(1,'alert_told.kind 0','alert_told.occasion 0','2026-11-02 12:00:00.000000');
INSERT INTO "alert_told" VALUES(2,'alert_told.kind 1','alert_told.occasion 1','2026-11-02 12:01:00.000000');
CREATE TABLE api_key (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	telegram_user_id BIGINT NOT NULL, 
	account_id INTEGER, 
	rights SMALLINT NOT NULL, 
	digest TEXT NOT NULL, 
	ending TEXT NOT NULL, 
	created_at DATETIME NOT NULL, 
	expires_at DATETIME, 
	last_used_at DATETIME, 
	CONSTRAINT uq_api_key_digest UNIQUE (digest), 
	CONSTRAINT fk_api_key_telegram_user_id_account_id FOREIGN KEY(telegram_user_id, account_id) REFERENCES link (telegram_user_id, account_id) ON DELETE CASCADE, 
	CONSTRAINT fk_api_key_telegram_user_id FOREIGN KEY(telegram_user_id) REFERENCES person (telegram_user_id) ON DELETE CASCADE
);
INSERT INTO "api_key" VALUES(1,1,1,1,'api_key.digest 0','api_key.ending 0','2026-11-02 12:00:00.000000','2026-11-02 12:00:00.000000','2026-11-02 12:00:00.000000');
INSERT INTO "api_key" VALUES(2,2,2,2,'api_key.digest 1','api_key.ending 1','2026-11-02 12:01:00.000000','2026-11-02 12:01:00.000000','2026-11-02 12:01:00.000000');
CREATE TABLE audience (
	account_id INTEGER NOT NULL, 
	metric TEXT NOT NULL, 
	breakdown TEXT NOT NULL, 
	day DATE NOT NULL, 
	as_of DATETIME NOT NULL, 
	parts JSON NOT NULL, 
	CONSTRAINT pk_audience PRIMARY KEY (account_id, metric, breakdown, day), 
	CONSTRAINT fk_audience_account_id FOREIGN KEY(account_id) REFERENCES instagram_account (id) ON DELETE CASCADE
);
INSERT INTO "audience" VALUES(1,'audience.metric 0','audience.breakdown 0','2026-11-02','2026-11-02 12:00:00.000000','{"audience.parts": 0}');
INSERT INTO "audience" VALUES(2,'audience.metric 1','audience.breakdown 1','2026-11-03','2026-11-02 12:01:00.000000','{"audience.parts": 1}');
CREATE TABLE audit (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	at DATETIME NOT NULL, 
	who TEXT NOT NULL, 
	what TEXT NOT NULL, 
	detail JSON NOT NULL
, result TEXT DEFAULT 'done' NOT NULL);
INSERT INTO "audit" VALUES(1,'2026-11-02 12:00:00.000000','audit.who 0','audit.what 0','{"audit.detail": 0}','audit.result 0');
INSERT INTO "audit" VALUES(2,'2026-11-02 12:01:00.000000','audit.who 1','audit.what 1','{"audit.detail": 1}','audit.result 1');
CREATE TABLE bot_identity (
	bot_id TEXT NOT NULL, 
	username TEXT NOT NULL, 
	CONSTRAINT pk_bot_identity PRIMARY KEY (bot_id)
);
INSERT INTO "bot_identity" VALUES('bot_identity.bot_id 0','bot_identity.username 0');
INSERT INTO "bot_identity" VALUES('bot_identity.bot_id 1','bot_identity.username 1');
CREATE TABLE bucket (
	"key" TEXT NOT NULL, 
	tat BIGINT NOT NULL, 
	blocked_until BIGINT NOT NULL, 
	CONSTRAINT pk_bucket PRIMARY KEY ("key")
);
INSERT INTO "bucket" VALUES('bucket.key 0',1,1);
INSERT INTO "bucket" VALUES('bucket.key 1',2,2);
CREATE TABLE capture (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	story_id INTEGER NOT NULL, 
	account_id INTEGER NOT NULL, 
	slot SMALLINT NOT NULL, 
	lane TEXT NOT NULL, 
	available_at DATETIME NOT NULL, 
	state SMALLINT DEFAULT 0 NOT NULL, 
	attempt INTEGER DEFAULT 0 NOT NULL, 
	failures INTEGER DEFAULT 0 NOT NULL, 
	crashes INTEGER DEFAULT 0 NOT NULL, 
	deadline DATETIME, 
	last_error TEXT, begun BOOLEAN DEFAULT 0 NOT NULL, 
	CONSTRAINT fk_capture_account_id FOREIGN KEY(account_id) REFERENCES instagram_account (id) ON DELETE CASCADE, 
	CONSTRAINT fk_capture_story_id FOREIGN KEY(story_id) REFERENCES story (id) ON DELETE CASCADE, 
	CONSTRAINT uq_capture_story_id_slot UNIQUE (story_id, slot)
);
INSERT INTO "capture" VALUES(1,1,1,1,'capture.lane 0','2026-11-02 12:00:00.000000',1,1,1,1,'2026-11-02 12:00:00.000000','capture.last_error 0',0);
INSERT INTO "capture" VALUES(2,2,2,2,'capture.lane 1','2026-11-02 12:01:00.000000',2,2,2,2,'2026-11-02 12:01:00.000000','capture.last_error 1',1);
CREATE TABLE chat_grant (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	telegram_user_id BIGINT NOT NULL, 
	account_id INTEGER NOT NULL, 
	chat_id BIGINT NOT NULL, 
	message_thread_id BIGINT, 
	kind TEXT NOT NULL, 
	title TEXT NOT NULL, 
	allowed SMALLINT NOT NULL, 
	language TEXT NOT NULL, 
	granted_at DATETIME NOT NULL, 
	silenced_at DATETIME, 
	CONSTRAINT uq_chat_grant_telegram_user_id_account_id_chat_id UNIQUE (telegram_user_id, account_id, chat_id), 
	CONSTRAINT fk_chat_grant_telegram_user_id_account_id FOREIGN KEY(telegram_user_id, account_id) REFERENCES link (telegram_user_id, account_id) ON DELETE CASCADE
);
INSERT INTO "chat_grant" VALUES(1,1,1,1,1,'chat_grant.kind 0','chat_grant.title 0',1,'chat_grant.language 0','2026-11-02 12:00:00.000000','2026-11-02 12:00:00.000000');
INSERT INTO "chat_grant" VALUES(2,2,2,2,2,'chat_grant.kind 1','chat_grant.title 1',2,'chat_grant.language 1','2026-11-02 12:01:00.000000','2026-11-02 12:01:00.000000');
CREATE TABLE data_deletion (
	confirmation_code TEXT NOT NULL, 
	request_sha256 VARCHAR(64) NOT NULL, 
	done_at DATETIME NOT NULL, 
	CONSTRAINT pk_data_deletion PRIMARY KEY (confirmation_code), 
	CONSTRAINT uq_data_deletion_request_sha256 UNIQUE (request_sha256)
);
INSERT INTO "data_deletion" VALUES('data_deletion.confirmation_code 0','data_deletion.request_sha256 0','2026-11-02 12:00:00.000000');
INSERT INTO "data_deletion" VALUES('data_deletion.confirmation_code 1','data_deletion.request_sha256 1','2026-11-02 12:01:00.000000');
CREATE TABLE digest_picture (
	"key" TEXT NOT NULL, 
	png BLOB NOT NULL, 
	CONSTRAINT pk_digest_picture PRIMARY KEY ("key")
);
INSERT INTO "digest_picture" VALUES('digest_picture.key 0',X'6469676573745F706963747572652E706E672030');
INSERT INTO "digest_picture" VALUES('digest_picture.key 1',X'6469676573745F706963747572652E706E672031');
CREATE TABLE "digest_subscription" (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	telegram_user_id BIGINT NOT NULL, 
	account_id INTEGER, 
	chat_id BIGINT NOT NULL, 
	message_thread_id BIGINT, 
	cadence TEXT NOT NULL, 
	at TIME NOT NULL, 
	weekday SMALLINT NOT NULL, 
	time_zone TEXT NOT NULL, 
	enabled BOOLEAN NOT NULL, 
	due_at DATETIME NOT NULL, 
	available_at DATETIME NOT NULL, 
	state SMALLINT DEFAULT 0 NOT NULL, 
	attempt INTEGER DEFAULT 0 NOT NULL, 
	failures INTEGER DEFAULT 0 NOT NULL, 
	crashes INTEGER DEFAULT 0 NOT NULL, 
	deadline DATETIME, 
	last_error TEXT, 
	begun BOOLEAN DEFAULT 0 NOT NULL, 
	muted_until DATETIME, 
	CONSTRAINT fk_digest_subscription_telegram_user_id_account_id FOREIGN KEY(telegram_user_id, account_id) REFERENCES link (telegram_user_id, account_id) ON DELETE CASCADE, 
	CONSTRAINT uq_digest_subscription_one_a_cadence UNIQUE (telegram_user_id, account_id, chat_id, cadence), 
	CONSTRAINT fk_digest_subscription_telegram_user_id FOREIGN KEY(telegram_user_id) REFERENCES person (telegram_user_id) ON DELETE CASCADE
);
INSERT INTO "digest_subscription" VALUES(1,1,1,1,1,'digest_subscription.cadence 0','09:00:00.000000',1,'digest_subscription.time_zone 0',0,'2026-11-02 12:00:00.000000','2026-11-02 12:00:00.000000',1,1,1,1,'2026-11-02 12:00:00.000000','digest_subscription.last_error 0',0,'2026-11-02 12:00:00.000000');
INSERT INTO "digest_subscription" VALUES(2,2,2,2,2,'digest_subscription.cadence 1','09:01:00.000000',2,'digest_subscription.time_zone 1',1,'2026-11-02 12:01:00.000000','2026-11-02 12:01:00.000000',2,2,2,2,'2026-11-02 12:01:00.000000','digest_subscription.last_error 1',1,'2026-11-02 12:01:00.000000');
CREATE TABLE discover_plan (
	account_id INTEGER NOT NULL, 
	available_at DATETIME NOT NULL, 
	state SMALLINT DEFAULT 0 NOT NULL, 
	attempt INTEGER DEFAULT 0 NOT NULL, 
	failures INTEGER DEFAULT 0 NOT NULL, 
	crashes INTEGER DEFAULT 0 NOT NULL, 
	deadline DATETIME, 
	last_error TEXT, begun BOOLEAN DEFAULT 0 NOT NULL, 
	CONSTRAINT pk_discover_plan PRIMARY KEY (account_id), 
	CONSTRAINT fk_discover_plan_account_id FOREIGN KEY(account_id) REFERENCES instagram_account (id) ON DELETE CASCADE
);
INSERT INTO "discover_plan" VALUES(1,'2026-11-02 12:00:00.000000',1,1,1,1,'2026-11-02 12:00:00.000000','discover_plan.last_error 0',0);
INSERT INTO "discover_plan" VALUES(2,'2026-11-02 12:01:00.000000',2,2,2,2,'2026-11-02 12:01:00.000000','discover_plan.last_error 1',1);
CREATE TABLE encryption_keys (
	kid TEXT NOT NULL, 
	check_value TEXT NOT NULL, 
	created_at DATETIME NOT NULL, 
	retired_at DATETIME, 
	CONSTRAINT pk_encryption_keys PRIMARY KEY (kid)
);
INSERT INTO "encryption_keys" VALUES('encryption_keys.kid 0','encryption_keys.check_value 0','2026-11-02 12:00:00.000000','2026-11-02 12:00:00.000000');
INSERT INTO "encryption_keys" VALUES('encryption_keys.kid 1','encryption_keys.check_value 1','2026-11-02 12:01:00.000000','2026-11-02 12:01:00.000000');
CREATE TABLE followers_day (
	account_id INTEGER NOT NULL, 
	day DATE NOT NULL, 
	followers_count INTEGER NOT NULL, 
	CONSTRAINT pk_followers_day PRIMARY KEY (account_id, day), 
	CONSTRAINT fk_followers_day_account_id FOREIGN KEY(account_id) REFERENCES instagram_account (id) ON DELETE CASCADE
);
INSERT INTO "followers_day" VALUES(1,'2026-11-02',1);
INSERT INTO "followers_day" VALUES(2,'2026-11-03',2);
CREATE TABLE fsm (
	"key" TEXT NOT NULL, 
	state TEXT, 
	data JSON NOT NULL, 
	updated_at DATETIME NOT NULL, 
	CONSTRAINT pk_fsm PRIMARY KEY ("key")
);
INSERT INTO "fsm" VALUES('fsm.key 0','fsm.state 0','{"fsm.data": 0}','2026-11-02 12:00:00.000000');
INSERT INTO "fsm" VALUES('fsm.key 1','fsm.state 1','{"fsm.data": 1}','2026-11-02 12:01:00.000000');
CREATE TABLE heartbeat (
	id INTEGER NOT NULL, 
	beat_at DATETIME, 
	available_at DATETIME NOT NULL, 
	state SMALLINT DEFAULT 0 NOT NULL, 
	attempt INTEGER DEFAULT 0 NOT NULL, 
	failures INTEGER DEFAULT 0 NOT NULL, 
	crashes INTEGER DEFAULT 0 NOT NULL, 
	deadline DATETIME, 
	last_error TEXT, begun BOOLEAN DEFAULT 0 NOT NULL, 
	CONSTRAINT pk_heartbeat PRIMARY KEY (id)
);
INSERT INTO "heartbeat" VALUES(1,NULL,'2020-01-01 00:00:00.000000',0,0,0,0,NULL,NULL,0);
CREATE TABLE instagram_account (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	user_id TEXT NOT NULL, 
	app_scoped_id TEXT NOT NULL, 
	username TEXT NOT NULL, 
	name TEXT, 
	account_type TEXT NOT NULL, 
	time_zone TEXT NOT NULL, 
	followers_count INTEGER, 
	follows_count INTEGER, 
	media_count INTEGER, 
	as_of DATETIME NOT NULL, 
	media_synced_at DATETIME, 
	created_at DATETIME NOT NULL, media_sync_after TEXT, stories_listed_at DATETIME, unreadable_since DATETIME, 
	CONSTRAINT uq_instagram_account_user_id UNIQUE (user_id)
);
INSERT INTO "instagram_account" VALUES(1,'instagram_account.user_id 0','instagram_account.app_scoped_id 0','instagram_account.username 0','instagram_account.name 0','instagram_account.account_type 0','instagram_account.time_zone 0',1,1,1,'2026-11-02 12:00:00.000000','2026-11-02 12:00:00.000000','2026-11-02 12:00:00.000000','instagram_account.media_sync_after 0','2026-11-02 12:00:00.000000','2026-11-02 12:00:00.000000');
INSERT INTO "instagram_account" VALUES(2,'instagram_account.user_id 1','instagram_account.app_scoped_id 1','instagram_account.username 1','instagram_account.name 1','instagram_account.account_type 1','instagram_account.time_zone 1',2,2,2,'2026-11-02 12:01:00.000000','2026-11-02 12:01:00.000000','2026-11-02 12:01:00.000000','instagram_account.media_sync_after 1','2026-11-02 12:01:00.000000','2026-11-02 12:01:00.000000');
CREATE TABLE lease (
	name TEXT NOT NULL, 
	owner TEXT NOT NULL, 
	until DATETIME NOT NULL, wanted_by TEXT, wanted_until DATETIME, urgency SMALLINT, 
	CONSTRAINT pk_lease PRIMARY KEY (name)
);
INSERT INTO "lease" VALUES('lease.name 0','lease.owner 0','2026-11-02 12:00:00.000000','lease.wanted_by 0','2026-11-02 12:00:00.000000',1);
INSERT INTO "lease" VALUES('lease.name 1','lease.owner 1','2026-11-02 12:01:00.000000','lease.wanted_by 1','2026-11-02 12:01:00.000000',2);
CREATE TABLE link (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	telegram_user_id BIGINT NOT NULL, 
	account_id INTEGER NOT NULL, 
	state TEXT NOT NULL, 
	reason TEXT, 
	permissions JSON, 
	token TEXT NOT NULL, 
	linked_at DATETIME NOT NULL, 
	token_issued_at DATETIME NOT NULL, 
	token_expires_at DATETIME NOT NULL, state_since DATETIME, 
	CONSTRAINT fk_link_account_id FOREIGN KEY(account_id) REFERENCES instagram_account (id) ON DELETE CASCADE, 
	CONSTRAINT fk_link_telegram_user_id FOREIGN KEY(telegram_user_id) REFERENCES person (telegram_user_id) ON DELETE CASCADE, 
	CONSTRAINT uq_link_telegram_user_id_account_id UNIQUE (telegram_user_id, account_id)
);
INSERT INTO "link" VALUES(1,1,1,'active','link.reason 0','{"link.permissions": 0}','link.token 0','2026-11-02 12:00:00.000000','2026-11-02 12:00:00.000000','2026-11-02 12:00:00.000000','2026-11-02 12:00:00.000000');
INSERT INTO "link" VALUES(2,2,2,'active','link.reason 1','{"link.permissions": 1}','link.token 1','2026-11-02 12:01:00.000000','2026-11-02 12:01:00.000000','2026-11-02 12:01:00.000000','2026-11-02 12:01:00.000000');
CREATE TABLE link_attempt (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	telegram_user_id BIGINT NOT NULL, 
	chat_id BIGINT NOT NULL, 
	status TEXT NOT NULL, 
	ticket_sha256 VARCHAR(64) NOT NULL, 
	state_sha256 VARCHAR(64), 
	return_sha256 VARCHAR(64), 
	typed_code_scrypt TEXT, 
	wrong_typed_codes INTEGER DEFAULT 0 NOT NULL, 
	code TEXT, 
	created_at DATETIME NOT NULL, 
	expires_at DATETIME NOT NULL, short_lived_token TEXT, long_lived_token TEXT, permissions JSON, token_issued_at DATETIME, token_expires_at DATETIME, pending_since DATETIME, 
	CONSTRAINT fk_link_attempt_telegram_user_id FOREIGN KEY(telegram_user_id) REFERENCES person (telegram_user_id) ON DELETE CASCADE, 
	CONSTRAINT uq_link_attempt_return_sha256 UNIQUE (return_sha256), 
	CONSTRAINT uq_link_attempt_state_sha256 UNIQUE (state_sha256), 
	CONSTRAINT uq_link_attempt_ticket_sha256 UNIQUE (ticket_sha256)
);
INSERT INTO "link_attempt" VALUES(1,1,1,'link_attempt.status 0','link_attempt.ticket_sha256 0','link_attempt.state_sha256 0','link_attempt.return_sha256 0','link_attempt.typed_code_scrypt 0',1,'link_attempt.code 0','2026-11-02 12:00:00.000000','2026-11-02 12:00:00.000000','link_attempt.short_lived_token 0','link_attempt.long_lived_token 0','{"link_attempt.permissions": 0}','2026-11-02 12:00:00.000000','2026-11-02 12:00:00.000000','2026-11-02 12:00:00.000000');
INSERT INTO "link_attempt" VALUES(2,2,2,'link_attempt.status 1','link_attempt.ticket_sha256 1','link_attempt.state_sha256 1','link_attempt.return_sha256 1','link_attempt.typed_code_scrypt 1',2,'link_attempt.code 1','2026-11-02 12:01:00.000000','2026-11-02 12:01:00.000000','link_attempt.short_lived_token 1','link_attempt.long_lived_token 1','{"link_attempt.permissions": 1}','2026-11-02 12:01:00.000000','2026-11-02 12:01:00.000000','2026-11-02 12:01:00.000000');
CREATE TABLE link_code (
	code_sha256 VARCHAR(64) NOT NULL, 
	link_attempt_id INTEGER NOT NULL, 
	CONSTRAINT pk_link_code PRIMARY KEY (code_sha256, link_attempt_id), 
	CONSTRAINT fk_link_code_link_attempt_id FOREIGN KEY(link_attempt_id) REFERENCES link_attempt (id) ON DELETE CASCADE
);
INSERT INTO "link_code" VALUES('link_code.code_sha256 0',1);
INSERT INTO "link_code" VALUES('link_code.code_sha256 1',2);
CREATE TABLE linked_message (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	telegram_user_id BIGINT NOT NULL, 
	account_id INTEGER, 
	message_id BIGINT NOT NULL, 
	live_stories INTEGER NOT NULL, 
	relinked BOOLEAN NOT NULL, 
	told TEXT, 
	created_at DATETIME NOT NULL, 
	available_at DATETIME NOT NULL, 
	state SMALLINT DEFAULT 0 NOT NULL, 
	attempt INTEGER DEFAULT 0 NOT NULL, 
	failures INTEGER DEFAULT 0 NOT NULL, 
	crashes INTEGER DEFAULT 0 NOT NULL, 
	begun BOOLEAN DEFAULT 0 NOT NULL, 
	deadline DATETIME, 
	last_error TEXT, 
	CONSTRAINT uq_linked_message_telegram_user_id_message_id UNIQUE (telegram_user_id, message_id), 
	CONSTRAINT fk_linked_message_telegram_user_id FOREIGN KEY(telegram_user_id) REFERENCES person (telegram_user_id) ON DELETE CASCADE, 
	CONSTRAINT fk_linked_message_account_id FOREIGN KEY(account_id) REFERENCES instagram_account (id) ON DELETE SET NULL
);
INSERT INTO "linked_message" VALUES(1,1,1,1,1,0,'linked_message.told 0','2026-11-02 12:00:00.000000','2026-11-02 12:00:00.000000',1,1,1,1,0,'2026-11-02 12:00:00.000000','linked_message.last_error 0');
INSERT INTO "linked_message" VALUES(2,2,2,2,2,1,'linked_message.told 1','2026-11-02 12:01:00.000000','2026-11-02 12:01:00.000000',2,2,2,2,1,'2026-11-02 12:01:00.000000','linked_message.last_error 1');
CREATE TABLE media (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	account_id INTEGER NOT NULL, 
	media_id TEXT NOT NULL, 
	media_type TEXT NOT NULL, 
	media_product_type TEXT NOT NULL, 
	timestamp DATETIME NOT NULL, 
	caption TEXT, 
	permalink TEXT, 
	media_url TEXT, 
	thumbnail_url TEXT, 
	like_count INTEGER, 
	comments_count INTEGER, 
	listed_at DATETIME NOT NULL, 
	insights_as_of DATETIME, 
	extras_as_of DATETIME, 
	"values" JSON, 
	breakdowns JSON, refused_metrics JSON, before_conversion BOOLEAN DEFAULT false NOT NULL, 
	CONSTRAINT fk_media_account_id FOREIGN KEY(account_id) REFERENCES instagram_account (id) ON DELETE CASCADE, 
	CONSTRAINT uq_media_media_id UNIQUE (media_id)
);
INSERT INTO "media" VALUES(1,1,'media.media_id 0','media.media_type 0','media.media_product_type 0','2026-11-02 12:00:00.000000','media.caption 0','media.permalink 0','media.media_url 0','media.thumbnail_url 0',1,1,'2026-11-02 12:00:00.000000','2026-11-02 12:00:00.000000','2026-11-02 12:00:00.000000','{"media.values": 0}','{"media.breakdowns": 0}','{"media.refused_metrics": 0}',0);
INSERT INTO "media" VALUES(2,2,'media.media_id 1','media.media_type 1','media.media_product_type 1','2026-11-02 12:01:00.000000','media.caption 1','media.permalink 1','media.media_url 1','media.thumbnail_url 1',2,2,'2026-11-02 12:01:00.000000','2026-11-02 12:01:00.000000','2026-11-02 12:01:00.000000','{"media.values": 1}','{"media.breakdowns": 1}','{"media.refused_metrics": 1}',1);
CREATE TABLE media_look (
	media_id INTEGER NOT NULL, 
	account_id INTEGER NOT NULL, 
	lane TEXT NOT NULL, 
	rung SMALLINT NOT NULL, 
	available_at DATETIME NOT NULL, 
	state SMALLINT DEFAULT 0 NOT NULL, 
	attempt INTEGER DEFAULT 0 NOT NULL, 
	failures INTEGER DEFAULT 0 NOT NULL, 
	crashes INTEGER DEFAULT 0 NOT NULL, 
	deadline DATETIME, 
	last_error TEXT, begun BOOLEAN DEFAULT 0 NOT NULL, 
	CONSTRAINT pk_media_look PRIMARY KEY (media_id), 
	CONSTRAINT fk_media_look_media_id FOREIGN KEY(media_id) REFERENCES media (id) ON DELETE CASCADE, 
	CONSTRAINT fk_media_look_account_id FOREIGN KEY(account_id) REFERENCES instagram_account (id) ON DELETE CASCADE
);
INSERT INTO "media_look" VALUES(1,1,'media_look.lane 0',1,'2026-11-02 12:00:00.000000',1,1,1,1,'2026-11-02 12:00:00.000000','media_look.last_error 0',0);
INSERT INTO "media_look" VALUES(2,2,'media_look.lane 1',2,'2026-11-02 12:01:00.000000',2,2,2,2,'2026-11-02 12:01:00.000000','media_look.last_error 1',1);
CREATE TABLE media_snapshot (
	media_id INTEGER NOT NULL, 
	taken_at DATETIME NOT NULL, 
	age_seconds BIGINT NOT NULL, 
	"values" JSON NOT NULL, 
	breakdowns JSON NOT NULL, 
	CONSTRAINT pk_media_snapshot PRIMARY KEY (media_id, taken_at), 
	CONSTRAINT fk_media_snapshot_media_id FOREIGN KEY(media_id) REFERENCES media (id) ON DELETE CASCADE
);
INSERT INTO "media_snapshot" VALUES(1,'2026-11-02 12:00:00.000000',1,'{"media_snapshot.values": 0}','{"media_snapshot.breakdowns": 0}');
INSERT INTO "media_snapshot" VALUES(2,'2026-11-02 12:01:00.000000',2,'{"media_snapshot.values": 1}','{"media_snapshot.breakdowns": 1}');
CREATE TABLE media_tag (
	tag_id INTEGER NOT NULL, 
	media_id INTEGER NOT NULL, 
	CONSTRAINT pk_media_tag PRIMARY KEY (tag_id, media_id), 
	CONSTRAINT fk_media_tag_tag_id_tag FOREIGN KEY(tag_id) REFERENCES tag (id) ON DELETE CASCADE, 
	CONSTRAINT fk_media_tag_media_id_media FOREIGN KEY(media_id) REFERENCES media (id) ON DELETE CASCADE
);
INSERT INTO "media_tag" VALUES(1,1);
INSERT INTO "media_tag" VALUES(2,2);
CREATE TABLE newest_media_plan (
	account_id INTEGER NOT NULL, 
	available_at DATETIME NOT NULL, 
	state SMALLINT DEFAULT 0 NOT NULL, 
	attempt INTEGER DEFAULT 0 NOT NULL, 
	failures INTEGER DEFAULT 0 NOT NULL, 
	crashes INTEGER DEFAULT 0 NOT NULL, 
	deadline DATETIME, 
	last_error TEXT, begun BOOLEAN DEFAULT 0 NOT NULL, 
	CONSTRAINT pk_newest_media_plan PRIMARY KEY (account_id), 
	CONSTRAINT fk_newest_media_plan_account_id FOREIGN KEY(account_id) REFERENCES instagram_account (id) ON DELETE CASCADE
);
INSERT INTO "newest_media_plan" VALUES(1,'2026-11-02 12:00:00.000000',1,1,1,1,'2026-11-02 12:00:00.000000','newest_media_plan.last_error 0',0);
INSERT INTO "newest_media_plan" VALUES(2,'2026-11-02 12:01:00.000000',2,2,2,2,'2026-11-02 12:01:00.000000','newest_media_plan.last_error 1',1);
CREATE TABLE online_day (
	account_id INTEGER NOT NULL, 
	ends_at DATETIME NOT NULL, 
	hours JSON NOT NULL, 
	as_of DATETIME NOT NULL, 
	CONSTRAINT pk_online_day PRIMARY KEY (account_id, ends_at), 
	CONSTRAINT fk_online_day_account_id FOREIGN KEY(account_id) REFERENCES instagram_account (id) ON DELETE CASCADE
);
INSERT INTO "online_day" VALUES(1,'2026-11-02 12:00:00.000000','{"online_day.hours": 0}','2026-11-02 12:00:00.000000');
INSERT INTO "online_day" VALUES(2,'2026-11-02 12:01:00.000000','{"online_day.hours": 1}','2026-11-02 12:01:00.000000');
CREATE TABLE operator_alert (
	kind TEXT NOT NULL, 
	scope TEXT NOT NULL, 
	first_at DATETIME NOT NULL, 
	last_at DATETIME NOT NULL, 
	count INTEGER NOT NULL, 
	seen JSON NOT NULL, 
	told_at DATETIME, 
	told_count INTEGER DEFAULT 0 NOT NULL, 
	over_at DATETIME, 
	CONSTRAINT pk_operator_alert PRIMARY KEY (kind, scope)
);
INSERT INTO "operator_alert" VALUES('operator_alert.kind 0','operator_alert.scope 0','2026-11-02 12:00:00.000000','2026-11-02 12:00:00.000000',1,'{"operator_alert.seen": 0}','2026-11-02 12:00:00.000000',1,'2026-11-02 12:00:00.000000');
INSERT INTO "operator_alert" VALUES('operator_alert.kind 1','operator_alert.scope 1','2026-11-02 12:01:00.000000','2026-11-02 12:01:00.000000',2,'{"operator_alert.seen": 1}','2026-11-02 12:01:00.000000',2,'2026-11-02 12:01:00.000000');
CREATE TABLE outage (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	account_id INTEGER, 
	cause TEXT NOT NULL, 
	since DATETIME NOT NULL, 
	until DATETIME NOT NULL, 
	CONSTRAINT fk_outage_account_id FOREIGN KEY(account_id) REFERENCES instagram_account (id) ON DELETE CASCADE
);
INSERT INTO "outage" VALUES(1,1,'outage.cause 0','2026-11-02 12:00:00.000000','2026-11-02 12:00:00.000000');
INSERT INTO "outage" VALUES(2,2,'outage.cause 1','2026-11-02 12:01:00.000000','2026-11-02 12:01:00.000000');
CREATE TABLE outbox (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	kind TEXT NOT NULL, 
	"key" TEXT NOT NULL, 
	chat_id BIGINT NOT NULL, 
	message_thread_id BIGINT, 
	payload JSON NOT NULL, 
	silent BOOLEAN NOT NULL, 
	created_at DATETIME NOT NULL, 
	sending_at DATETIME, 
	sent_message_id BIGINT, 
	available_at DATETIME NOT NULL, 
	state SMALLINT DEFAULT 0 NOT NULL, 
	attempt INTEGER DEFAULT 0 NOT NULL, 
	failures INTEGER DEFAULT 0 NOT NULL, 
	crashes INTEGER DEFAULT 0 NOT NULL, 
	deadline DATETIME, 
	last_error TEXT, begun BOOLEAN DEFAULT 0 NOT NULL, 
	CONSTRAINT uq_outbox_key UNIQUE ("key")
);
INSERT INTO "outbox" VALUES(1,'outbox.kind 0','outbox.key 0',1,1,'{"outbox.payload": 0}',0,'2026-11-02 12:00:00.000000','2026-11-02 12:00:00.000000',1,'2026-11-02 12:00:00.000000',1,1,1,1,'2026-11-02 12:00:00.000000','outbox.last_error 0',0);
INSERT INTO "outbox" VALUES(2,'outbox.kind 1','outbox.key 1',2,2,'{"outbox.payload": 1}',1,'2026-11-02 12:01:00.000000','2026-11-02 12:01:00.000000',2,'2026-11-02 12:01:00.000000',2,2,2,2,'2026-11-02 12:01:00.000000','outbox.last_error 1',1);
CREATE TABLE pending_link (
	link_attempt_id INTEGER NOT NULL, 
	available_at DATETIME NOT NULL, 
	state SMALLINT DEFAULT 0 NOT NULL, 
	attempt INTEGER DEFAULT 0 NOT NULL, 
	failures INTEGER DEFAULT 0 NOT NULL, 
	crashes INTEGER DEFAULT 0 NOT NULL, 
	deadline DATETIME, 
	last_error TEXT, begun BOOLEAN DEFAULT 0 NOT NULL, 
	CONSTRAINT pk_pending_link PRIMARY KEY (link_attempt_id), 
	CONSTRAINT fk_pending_link_link_attempt_id FOREIGN KEY(link_attempt_id) REFERENCES link_attempt (id) ON DELETE CASCADE
);
INSERT INTO "pending_link" VALUES(1,'2026-11-02 12:00:00.000000',1,1,1,1,'2026-11-02 12:00:00.000000','pending_link.last_error 0',0);
INSERT INTO "pending_link" VALUES(2,'2026-11-02 12:01:00.000000',2,2,2,2,'2026-11-02 12:01:00.000000','pending_link.last_error 1',1);
CREATE TABLE person (
	telegram_user_id BIGINT NOT NULL, 
	first_name TEXT NOT NULL, 
	username TEXT, 
	language TEXT NOT NULL, 
	time_zone TEXT NOT NULL, 
	time_zone_known BOOLEAN NOT NULL, 
	current_account_id INTEGER, 
	blocked_at DATETIME, 
	created_at DATETIME NOT NULL, place_asked_at DATETIME, 
	CONSTRAINT pk_person PRIMARY KEY (telegram_user_id), 
	CONSTRAINT fk_person_current_account_id FOREIGN KEY(current_account_id) REFERENCES instagram_account (id) ON DELETE SET NULL
);
INSERT INTO "person" VALUES(1,'person.first_name 0','person.username 0','person.language 0','person.time_zone 0',0,1,'2026-11-02 12:00:00.000000','2026-11-02 12:00:00.000000','2026-11-02 12:00:00.000000');
INSERT INTO "person" VALUES(2,'person.first_name 1','person.username 1','person.language 1','person.time_zone 1',1,2,'2026-11-02 12:01:00.000000','2026-11-02 12:01:00.000000','2026-11-02 12:01:00.000000');
CREATE TABLE processed_update (
	update_id BIGINT NOT NULL, 
	at DATETIME NOT NULL, 
	body TEXT, 
	handed_out SMALLINT DEFAULT 0 NOT NULL, owner TEXT, 
	CONSTRAINT pk_processed_update PRIMARY KEY (update_id)
);
INSERT INTO "processed_update" VALUES(1,'2026-11-02 12:00:00.000000','processed_update.body 0',1,'processed_update.owner 0');
INSERT INTO "processed_update" VALUES(2,'2026-11-02 12:01:00.000000','processed_update.body 1',2,'processed_update.owner 1');
CREATE TABLE ready_digest (
	subscription_id INTEGER NOT NULL, 
	"key" TEXT NOT NULL, 
	mark TEXT NOT NULL, 
	made_at DATETIME NOT NULL, 
	screen JSON NOT NULL, 
	picture TEXT, 
	CONSTRAINT pk_ready_digest PRIMARY KEY (subscription_id), 
	CONSTRAINT fk_ready_digest_subscription_id FOREIGN KEY(subscription_id) REFERENCES digest_subscription (id) ON DELETE CASCADE
);
INSERT INTO "ready_digest" VALUES(1,'ready_digest.key 0','ready_digest.mark 0','2026-11-02 12:00:00.000000','{"ready_digest.screen": 0}','ready_digest.picture 0');
INSERT INTO "ready_digest" VALUES(2,'ready_digest.key 1','ready_digest.mark 1','2026-11-02 12:01:00.000000','{"ready_digest.screen": 1}','ready_digest.picture 1');
CREATE TABLE recent_requests (
	account_id INTEGER NOT NULL, 
	minute DATETIME NOT NULL, 
	requests INTEGER NOT NULL, 
	CONSTRAINT pk_recent_requests PRIMARY KEY (account_id, minute), 
	CONSTRAINT fk_recent_requests_account_id FOREIGN KEY(account_id) REFERENCES instagram_account (id) ON DELETE CASCADE
);
INSERT INTO "recent_requests" VALUES(1,'2026-11-02 12:00:00.000000',1);
INSERT INTO "recent_requests" VALUES(2,'2026-11-02 12:01:00.000000',2);
CREATE TABLE refresh_plan (
	account_id INTEGER NOT NULL, 
	available_at DATETIME NOT NULL, 
	state SMALLINT DEFAULT 0 NOT NULL, 
	attempt INTEGER DEFAULT 0 NOT NULL, 
	failures INTEGER DEFAULT 0 NOT NULL, 
	crashes INTEGER DEFAULT 0 NOT NULL, 
	deadline DATETIME, 
	last_error TEXT, begun BOOLEAN DEFAULT 0 NOT NULL, 
	CONSTRAINT pk_refresh_plan PRIMARY KEY (account_id), 
	CONSTRAINT fk_refresh_plan_account_id FOREIGN KEY(account_id) REFERENCES instagram_account (id) ON DELETE CASCADE
);
INSERT INTO "refresh_plan" VALUES(1,'2026-11-02 12:00:00.000000',1,1,1,1,'2026-11-02 12:00:00.000000','refresh_plan.last_error 0',0);
INSERT INTO "refresh_plan" VALUES(2,'2026-11-02 12:01:00.000000',2,2,2,2,'2026-11-02 12:01:00.000000','refresh_plan.last_error 1',1);
CREATE TABLE refused_metric (
	kind TEXT NOT NULL, 
	metric TEXT NOT NULL, 
	since DATETIME NOT NULL, 
	refused_at DATETIME NOT NULL, 
	detail TEXT NOT NULL, 
	CONSTRAINT pk_refused_metric PRIMARY KEY (kind, metric)
);
INSERT INTO "refused_metric" VALUES('refused_metric.kind 0','refused_metric.metric 0','2026-11-02 12:00:00.000000','2026-11-02 12:00:00.000000','refused_metric.detail 0');
INSERT INTO "refused_metric" VALUES('refused_metric.kind 1','refused_metric.metric 1','2026-11-02 12:01:00.000000','2026-11-02 12:01:00.000000','refused_metric.detail 1');
CREATE TABLE request_count (
	account_id INTEGER NOT NULL, 
	day DATE NOT NULL, 
	purpose SMALLINT NOT NULL, 
	requests INTEGER NOT NULL, 
	CONSTRAINT pk_request_count PRIMARY KEY (account_id, day, purpose), 
	CONSTRAINT fk_request_count_account_id FOREIGN KEY(account_id) REFERENCES instagram_account (id) ON DELETE CASCADE
);
INSERT INTO "request_count" VALUES(1,'2026-11-02',1,1);
INSERT INTO "request_count" VALUES(2,'2026-11-03',2,2);
CREATE TABLE sample (
	posted_on DATE NOT NULL, 
	story_id INTEGER NOT NULL, 
	slot SMALLINT NOT NULL, 
	account_id INTEGER NOT NULL, 
	captured_at DATETIME NOT NULL, 
	attempt INTEGER NOT NULL, 
	hidden BOOLEAN NOT NULL, 
	reach BIGINT, 
	views BIGINT, 
	replies BIGINT, 
	shares BIGINT, 
	total_interactions BIGINT, 
	follows BIGINT, 
	profile_visits BIGINT, 
	reposts BIGINT, 
	navigation BIGINT, 
	tap_forward BIGINT, 
	tap_back BIGINT, 
	tap_exit BIGINT, 
	swipe_forward BIGINT, 
	others JSON, 
	CONSTRAINT pk_sample PRIMARY KEY (posted_on, story_id, slot), 
	CONSTRAINT fk_sample_account_id FOREIGN KEY(account_id) REFERENCES instagram_account (id) ON DELETE CASCADE, 
	CONSTRAINT fk_sample_story_id FOREIGN KEY(story_id) REFERENCES story (id) ON DELETE CASCADE
);
INSERT INTO "sample" VALUES('2026-11-02',1,1,1,'2026-11-02 12:00:00.000000',1,0,1,1,1,1,1,1,1,1,1,1,1,1,1,'{"sample.others": 0}');
INSERT INTO "sample" VALUES('2026-11-03',2,2,2,'2026-11-02 12:01:00.000000',2,1,2,2,2,2,2,2,2,2,2,2,2,2,2,'{"sample.others": 1}');
CREATE TABLE served_version (
	asked TEXT NOT NULL, 
	served TEXT NOT NULL, 
	since DATETIME NOT NULL, 
	CONSTRAINT pk_served_version PRIMARY KEY (asked)
);
INSERT INTO "served_version" VALUES('served_version.asked 0','served_version.served 0','2026-11-02 12:00:00.000000');
INSERT INTO "served_version" VALUES('served_version.asked 1','served_version.served 1','2026-11-02 12:01:00.000000');
CREATE TABLE story (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	account_id INTEGER NOT NULL, 
	sequence_id INTEGER NOT NULL, 
	media_id TEXT NOT NULL, 
	media_type TEXT NOT NULL, 
	timestamp DATETIME NOT NULL, 
	caption TEXT, 
	permalink TEXT, 
	media_url TEXT, 
	thumbnail_url TEXT, 
	gone_at DATETIME, trouble TEXT, found_at DATETIME, trouble_since DATETIME, trouble_until DATETIME, 
	CONSTRAINT fk_story_account_id FOREIGN KEY(account_id) REFERENCES instagram_account (id) ON DELETE CASCADE, 
	CONSTRAINT fk_story_sequence_id FOREIGN KEY(sequence_id) REFERENCES story_sequence (id) ON DELETE CASCADE, 
	CONSTRAINT uq_story_media_id UNIQUE (media_id)
);
INSERT INTO "story" VALUES(1,1,1,'story.media_id 0','story.media_type 0','2026-11-02 12:00:00.000000','story.caption 0','story.permalink 0','story.media_url 0','story.thumbnail_url 0','2026-11-02 12:00:00.000000','story.trouble 0','2026-11-02 12:00:00.000000','2026-11-02 12:00:00.000000','2026-11-02 12:00:00.000000');
INSERT INTO "story" VALUES(2,2,2,'story.media_id 1','story.media_type 1','2026-11-02 12:01:00.000000','story.caption 1','story.permalink 1','story.media_url 1','story.thumbnail_url 1','2026-11-02 12:01:00.000000','story.trouble 1','2026-11-02 12:01:00.000000','2026-11-02 12:01:00.000000','2026-11-02 12:01:00.000000');
CREATE TABLE story_picture (
	story_id INTEGER NOT NULL, 
	account_id INTEGER NOT NULL, 
	kept_at DATETIME, 
	jpeg BLOB, 
	available_at DATETIME NOT NULL, 
	state SMALLINT DEFAULT 0 NOT NULL, 
	attempt INTEGER DEFAULT 0 NOT NULL, 
	failures INTEGER DEFAULT 0 NOT NULL, 
	crashes INTEGER DEFAULT 0 NOT NULL, 
	deadline DATETIME, 
	last_error TEXT, begun BOOLEAN DEFAULT 0 NOT NULL, 
	CONSTRAINT pk_story_picture PRIMARY KEY (story_id), 
	CONSTRAINT fk_story_picture_story_id FOREIGN KEY(story_id) REFERENCES story (id) ON DELETE CASCADE, 
	CONSTRAINT fk_story_picture_account_id FOREIGN KEY(account_id) REFERENCES instagram_account (id) ON DELETE CASCADE
);
INSERT INTO "story_picture" VALUES(1,1,'2026-11-02 12:00:00.000000',X'73746F72795F706963747572652E6A7065672030','2026-11-02 12:00:00.000000',1,1,1,1,'2026-11-02 12:00:00.000000','story_picture.last_error 0',0);
INSERT INTO "story_picture" VALUES(2,2,'2026-11-02 12:01:00.000000',X'73746F72795F706963747572652E6A7065672031','2026-11-02 12:01:00.000000',2,2,2,2,'2026-11-02 12:01:00.000000','story_picture.last_error 1',1);
CREATE TABLE story_sequence (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	account_id INTEGER NOT NULL, 
	local_date DATE NOT NULL, 
	available_at DATETIME NOT NULL, 
	state SMALLINT DEFAULT 0 NOT NULL, 
	attempt INTEGER DEFAULT 0 NOT NULL, 
	failures INTEGER DEFAULT 0 NOT NULL, 
	crashes INTEGER DEFAULT 0 NOT NULL, 
	deadline DATETIME, 
	last_error TEXT, begun BOOLEAN DEFAULT 0 NOT NULL, 
	CONSTRAINT fk_story_sequence_account_id FOREIGN KEY(account_id) REFERENCES instagram_account (id) ON DELETE CASCADE, 
	CONSTRAINT uq_story_sequence_account_id_local_date UNIQUE (account_id, local_date)
);
INSERT INTO "story_sequence" VALUES(1,1,'2026-11-02','2026-11-02 12:00:00.000000',1,1,1,1,'2026-11-02 12:00:00.000000','story_sequence.last_error 0',0);
INSERT INTO "story_sequence" VALUES(2,2,'2026-11-03','2026-11-02 12:01:00.000000',2,2,2,2,'2026-11-02 12:01:00.000000','story_sequence.last_error 1',1);
CREATE TABLE story_tag (
	tag_id INTEGER NOT NULL, 
	story_id INTEGER NOT NULL, 
	CONSTRAINT pk_story_tag PRIMARY KEY (tag_id, story_id), 
	CONSTRAINT fk_story_tag_tag_id_tag FOREIGN KEY(tag_id) REFERENCES tag (id) ON DELETE CASCADE, 
	CONSTRAINT fk_story_tag_story_id_story FOREIGN KEY(story_id) REFERENCES story (id) ON DELETE CASCADE
);
INSERT INTO "story_tag" VALUES(1,1);
INSERT INTO "story_tag" VALUES(2,2);
CREATE TABLE tag (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	telegram_user_id BIGINT NOT NULL, 
	account_id INTEGER NOT NULL, 
	name TEXT NOT NULL, 
	"key" TEXT NOT NULL, 
	created_at DATETIME NOT NULL, 
	CONSTRAINT uq_tag_telegram_user_id_account_id_key UNIQUE (telegram_user_id, account_id, "key"), 
	CONSTRAINT fk_tag_telegram_user_id_account_id_link FOREIGN KEY(telegram_user_id, account_id) REFERENCES link (telegram_user_id, account_id) ON DELETE CASCADE
);
INSERT INTO "tag" VALUES(1,1,1,'tag.name 0','tag.key 0','2026-11-02 12:00:00.000000');
INSERT INTO "tag" VALUES(2,2,2,'tag.name 1','tag.key 1','2026-11-02 12:01:00.000000');
CREATE TABLE token_plan (
	link_id INTEGER NOT NULL, 
	available_at DATETIME NOT NULL, 
	state SMALLINT DEFAULT 0 NOT NULL, 
	attempt INTEGER DEFAULT 0 NOT NULL, 
	failures INTEGER DEFAULT 0 NOT NULL, 
	crashes INTEGER DEFAULT 0 NOT NULL, 
	deadline DATETIME, 
	last_error TEXT, begun BOOLEAN DEFAULT 0 NOT NULL, 
	CONSTRAINT pk_token_plan PRIMARY KEY (link_id), 
	CONSTRAINT fk_token_plan_link_id FOREIGN KEY(link_id) REFERENCES link (id) ON DELETE CASCADE
);
INSERT INTO "token_plan" VALUES(1,'2026-11-02 12:00:00.000000',1,1,1,1,'2026-11-02 12:00:00.000000','token_plan.last_error 0',0);
INSERT INTO "token_plan" VALUES(2,'2026-11-02 12:01:00.000000',2,2,2,2,'2026-11-02 12:01:00.000000','token_plan.last_error 1',1);
CREATE TABLE usage (
	"key" TEXT NOT NULL, 
	call_count INTEGER NOT NULL, 
	total_cputime INTEGER NOT NULL, 
	total_time INTEGER NOT NULL, 
	as_of DATETIME NOT NULL, 
	CONSTRAINT pk_usage PRIMARY KEY ("key")
);
INSERT INTO "usage" VALUES('usage.key 0',1,1,1,'2026-11-02 12:00:00.000000');
INSERT INTO "usage" VALUES('usage.key 1',2,2,2,'2026-11-02 12:01:00.000000');
CREATE TABLE webhook_entry (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	"key" BLOB NOT NULL, 
	account_id INTEGER NOT NULL, 
	field TEXT NOT NULL, 
	media_id TEXT NOT NULL, 
	numbers TEXT, 
	sent_at DATETIME, 
	stored_at DATETIME NOT NULL, 
	available_at DATETIME NOT NULL, 
	state SMALLINT DEFAULT 0 NOT NULL, 
	attempt INTEGER DEFAULT 0 NOT NULL, 
	failures INTEGER DEFAULT 0 NOT NULL, 
	crashes INTEGER DEFAULT 0 NOT NULL, 
	deadline DATETIME, 
	last_error TEXT, begun BOOLEAN DEFAULT 0 NOT NULL, 
	CONSTRAINT uq_webhook_entry_key UNIQUE ("key"), 
	CONSTRAINT fk_webhook_entry_account_id FOREIGN KEY(account_id) REFERENCES instagram_account (id) ON DELETE CASCADE
);
INSERT INTO "webhook_entry" VALUES(1,X'776562686F6F6B5F656E7472792E6B65792030',1,'webhook_entry.field 0','webhook_entry.media_id 0','webhook_entry.numbers 0','2026-11-02 12:00:00.000000','2026-11-02 12:00:00.000000','2026-11-02 12:00:00.000000',1,1,1,1,'2026-11-02 12:00:00.000000','webhook_entry.last_error 0',0);
INSERT INTO "webhook_entry" VALUES(2,X'776562686F6F6B5F656E7472792E6B65792031',2,'webhook_entry.field 1','webhook_entry.media_id 1','webhook_entry.numbers 1','2026-11-02 12:01:00.000000','2026-11-02 12:01:00.000000','2026-11-02 12:01:00.000000',2,2,2,2,'2026-11-02 12:01:00.000000','webhook_entry.last_error 1',1);
CREATE TABLE webhook_subscription (
	account_id INTEGER NOT NULL, 
	accepted JSON, 
	available_at DATETIME NOT NULL, 
	state SMALLINT DEFAULT 0 NOT NULL, 
	attempt INTEGER DEFAULT 0 NOT NULL, 
	failures INTEGER DEFAULT 0 NOT NULL, 
	crashes INTEGER DEFAULT 0 NOT NULL, 
	deadline DATETIME, 
	last_error TEXT, begun BOOLEAN DEFAULT 0 NOT NULL, 
	CONSTRAINT pk_webhook_subscription PRIMARY KEY (account_id), 
	CONSTRAINT fk_webhook_subscription_account_id FOREIGN KEY(account_id) REFERENCES instagram_account (id) ON DELETE CASCADE
);
INSERT INTO "webhook_subscription" VALUES(1,'{"webhook_subscription.accepted": 0}','2026-11-02 12:00:00.000000',1,1,1,1,'2026-11-02 12:00:00.000000','webhook_subscription.last_error 0',0);
INSERT INTO "webhook_subscription" VALUES(2,'{"webhook_subscription.accepted": 1}','2026-11-02 12:01:00.000000',2,2,2,2,'2026-11-02 12:01:00.000000','webhook_subscription.last_error 1',1);
CREATE INDEX ix_instagram_account_app_scoped_id ON instagram_account (app_scoped_id);
CREATE INDEX ix_person_current_account_id ON person (current_account_id);
CREATE INDEX ix_link_account_id ON link (account_id);
CREATE INDEX ix_link_attempt_telegram_user_id_created_at ON link_attempt (telegram_user_id, created_at);
CREATE INDEX ix_media_account_id_media_product_type_timestamp ON media (account_id, media_product_type, timestamp);
CREATE INDEX ix_story_sequence_open_available_at ON story_sequence (available_at) WHERE state IN (0, 1);
CREATE INDEX ix_story_account_id_timestamp ON story (account_id, timestamp);
CREATE INDEX ix_story_sequence_id ON story (sequence_id);
CREATE INDEX ix_capture_account_id ON capture (account_id);
CREATE INDEX ix_capture_open_deadline ON capture (deadline) WHERE state IN (0, 1);
CREATE INDEX ix_capture_open_lane_available_at ON capture (lane, available_at) WHERE state IN (0, 1);
CREATE INDEX ix_sample_account_id ON sample (account_id);
CREATE INDEX ix_sample_story_id ON sample (story_id);
CREATE INDEX ix_discover_plan_open_available_at ON discover_plan (available_at) WHERE state IN (0, 1);
CREATE INDEX ix_refresh_plan_open_available_at ON refresh_plan (available_at) WHERE state IN (0, 1);
CREATE INDEX ix_token_plan_open_available_at ON token_plan (available_at) WHERE state IN (0, 1);
CREATE INDEX ix_outbox_chat_id ON outbox (chat_id);
CREATE INDEX ix_outbox_open_available_at ON outbox (available_at) WHERE state IN (0, 1);
CREATE INDEX ix_outbox_open_deadline ON outbox (deadline) WHERE state IN (0, 1);
CREATE INDEX ix_processed_update_at ON processed_update (at);
CREATE INDEX ix_processed_update_unfinished ON processed_update (update_id) WHERE body IS NOT NULL;
CREATE INDEX ix_audit_at ON audit (at);
CREATE INDEX ix_media_look_account_id ON media_look (account_id);
CREATE INDEX ix_media_look_open_lane_available_at ON media_look (lane, available_at) WHERE state IN (0, 1);
CREATE INDEX ix_newest_media_plan_open_available_at ON newest_media_plan (available_at) WHERE state IN (0, 1);
CREATE INDEX ix_pending_link_open_available_at ON pending_link (available_at) WHERE state IN (0, 1);
CREATE INDEX ix_media_snapshot_taken_at ON media_snapshot (taken_at);
CREATE INDEX ix_account_totals_last_day ON account_totals (last_day);
CREATE INDEX ix_account_day_ends_at ON account_day (ends_at);
CREATE INDEX ix_followers_day_day ON followers_day (day);
CREATE INDEX ix_audience_day ON audience (day);
CREATE INDEX ix_data_deletion_done_at ON data_deletion (done_at);
CREATE INDEX ix_audit_who_id ON audit (who, id);
CREATE TRIGGER audit_is_append_only BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;
CREATE INDEX ix_recent_requests_minute ON recent_requests (minute);
CREATE INDEX ix_webhook_entry_account_id_stored_at ON webhook_entry (account_id, stored_at);
CREATE INDEX ix_webhook_entry_stored_at ON webhook_entry (stored_at);
CREATE INDEX ix_webhook_entry_open_available_at ON webhook_entry (available_at) WHERE state IN (0, 1);
CREATE INDEX ix_webhook_subscription_open_available_at ON webhook_subscription (available_at) WHERE state IN (0, 1);
CREATE INDEX ix_pending_link_lent ON pending_link (available_at) WHERE state = 1;
CREATE INDEX ix_media_look_lent ON media_look (account_id, available_at) WHERE state = 1;
CREATE INDEX ix_story_sequence_lent ON story_sequence (available_at) WHERE state = 1;
CREATE INDEX ix_capture_lent ON capture (account_id, available_at) WHERE state = 1;
CREATE INDEX ix_discover_plan_lent ON discover_plan (available_at) WHERE state = 1;
CREATE INDEX ix_refresh_plan_lent ON refresh_plan (available_at) WHERE state = 1;
CREATE INDEX ix_newest_media_plan_lent ON newest_media_plan (available_at) WHERE state = 1;
CREATE INDEX ix_token_plan_lent ON token_plan (available_at) WHERE state = 1;
CREATE INDEX ix_outbox_lent ON outbox (chat_id, available_at) WHERE state = 1;
CREATE INDEX ix_webhook_entry_lent ON webhook_entry (account_id, available_at) WHERE state = 1;
CREATE INDEX ix_webhook_subscription_lent ON webhook_subscription (available_at) WHERE state = 1;
CREATE INDEX ix_outage_account_id_until ON outage (account_id, until);
CREATE INDEX ix_heartbeat_open_available_at ON heartbeat (available_at) WHERE state IN (0, 1);
CREATE INDEX ix_story_picture_account_id ON story_picture (account_id);
CREATE INDEX ix_story_picture_open_available_at ON story_picture (available_at) WHERE state IN (0, 1);
CREATE INDEX ix_link_code_link_attempt_id ON link_code (link_attempt_id);
CREATE INDEX ix_media_tag_media_id ON media_tag (media_id);
CREATE INDEX ix_story_tag_story_id ON story_tag (story_id);
CREATE INDEX ix_chat_grant_chat_id ON chat_grant (chat_id);
CREATE INDEX ix_online_day_ends_at ON online_day (ends_at);
CREATE INDEX ix_linked_message_account_id ON linked_message (account_id);
CREATE INDEX ix_linked_message_open_available_at ON linked_message (available_at) WHERE state IN (0, 1);
CREATE INDEX ix_linked_message_lent ON linked_message (available_at) WHERE state = 1;
CREATE INDEX ix_digest_subscription_open_available_at ON digest_subscription (available_at) WHERE state IN (0, 1);
CREATE INDEX ix_digest_subscription_lent ON digest_subscription (available_at) WHERE state = 1;
CREATE UNIQUE INDEX ix_digest_subscription_of_all_accounts ON digest_subscription (telegram_user_id, chat_id, cadence) WHERE account_id IS NULL;
CREATE INDEX ix_api_key_telegram_user_id ON api_key (telegram_user_id);
CREATE INDEX ix_ready_digest_made_at ON ready_digest (made_at);
CREATE INDEX ix_ready_digest_picture ON ready_digest (picture);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('digest_subscription',2);
INSERT INTO "sqlite_sequence" VALUES('audit',2);
INSERT INTO "sqlite_sequence" VALUES('instagram_account',2);
INSERT INTO "sqlite_sequence" VALUES('outbox',2);
INSERT INTO "sqlite_sequence" VALUES('media',2);
INSERT INTO "sqlite_sequence" VALUES('outage',2);
INSERT INTO "sqlite_sequence" VALUES('story_sequence',2);
INSERT INTO "sqlite_sequence" VALUES('webhook_entry',2);
INSERT INTO "sqlite_sequence" VALUES('link',2);
INSERT INTO "sqlite_sequence" VALUES('link_attempt',2);
INSERT INTO "sqlite_sequence" VALUES('linked_message',2);
INSERT INTO "sqlite_sequence" VALUES('story',2);
INSERT INTO "sqlite_sequence" VALUES('api_key',2);
INSERT INTO "sqlite_sequence" VALUES('capture',2);
INSERT INTO "sqlite_sequence" VALUES('chat_grant',2);
INSERT INTO "sqlite_sequence" VALUES('tag',2);
COMMIT;
