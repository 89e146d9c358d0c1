"""First tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

# Types are written out here, not imported: a migration must not change when the code does.
KEY = sa.String(200).with_variant(sa.String(200, collation="C"), "postgresql")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "counters",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_counters")),
    )
    op.create_table(
        "erased_days",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("count", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("day", "code", name=op.f("pk_erased_days")),
    )
    op.create_table(
        "erased_pairs",
        sa.Column("opportunity_id", KEY, nullable=False),
        sa.Column("company_id", KEY, nullable=False),
        sa.Column("places", sa.BigInteger(), nullable=False),
        sa.Column("contacts", sa.BigInteger(), nullable=False),
        sa.Column("replies", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("opportunity_id", "company_id", name=op.f("pk_erased_pairs")),
    )
    op.create_table(
        "erasures",
        sa.Column("revision", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("revision", name=op.f("pk_erasures")),
    )
    op.create_table(
        "groups",
        sa.Column("profile_id", KEY, nullable=False),
        sa.Column("gender", sa.String(length=40), nullable=True),
        sa.Column("age_band", sa.String(length=40), nullable=True),
        sa.Column("education", sa.String(length=80), nullable=True),
        sa.PrimaryKeyConstraint("profile_id", name=op.f("pk_groups")),
    )
    op.create_table(
        "idempotency",
        sa.Column("actor", KEY, nullable=False),
        sa.Column("key", KEY, nullable=False),
        sa.Column("request_sha256", sa.String(length=64), nullable=False),
        sa.Column("status", sa.BigInteger(), nullable=False),
        sa.Column("headers", sa.JSON(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("actor", "key", name=op.f("pk_idempotency")),
    )
    op.create_index(op.f("ix_idempotency_expires_at"), "idempotency", ["expires_at"], unique=False)
    op.create_table(
        "identities",
        sa.Column("profile_id", KEY, nullable=False),
        sa.Column("reference", KEY, nullable=True),
        sa.Column("family_name", sa.Text(), nullable=True),
        sa.Column("given_name", sa.Text(), nullable=True),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("profile_id", name=op.f("pk_identities")),
        sa.UniqueConstraint("reference", name=op.f("uq_identities_reference")),
    )
    op.create_table(
        "imports",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("name_sha256", sa.String(length=64), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("accepted", sa.BigInteger(), nullable=False),
        sa.Column("rejected", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_imports")),
    )
    op.create_index(op.f("ix_imports_at"), "imports", ["at"], unique=False)
    op.create_table(
        "records",
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("id", KEY, nullable=False),
        sa.Column("version", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("until_revision", sa.BigInteger(), nullable=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("region", sa.String(length=10), nullable=True),
        sa.Column("provider_id", KEY, nullable=True),
        sa.Column("content_sha256", sa.String(length=64), nullable=False),
        sa.Column("document", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("kind", "id", "version", name=op.f("pk_records")),
    )
    op.create_index(
        "ix_records_region",
        "records",
        ["kind", "region", "id"],
        unique=False,
        sqlite_where=sa.text("until_revision IS NULL"),
        postgresql_where=sa.text("until_revision IS NULL"),
    )
    op.create_index(
        "ix_records_changed",
        "records",
        ["kind", "revision"],
        unique=False,
        sqlite_where=sa.text("until_revision IS NULL"),
        postgresql_where=sa.text("until_revision IS NULL"),
    )
    op.create_index(
        "uq_records_current",
        "records",
        ["kind", "id"],
        unique=True,
        sqlite_where=sa.text("until_revision IS NULL"),
        postgresql_where=sa.text("until_revision IS NULL"),
    )
    op.create_table(
        "shortlists",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("direction", sa.String(length=20), nullable=False),
        sa.Column("subject_id", KEY, nullable=True),
        sa.Column("kind", sa.String(length=20), nullable=True),
        sa.Column("release_id", sa.Text(), nullable=False),
        sa.Column("records_revision", sa.BigInteger(), nullable=False),
        sa.Column("feedback_revision", sa.BigInteger(), nullable=False),
        sa.Column("inputs", sa.JSON(), nullable=False),
        sa.Column("answer", sa.JSON(), nullable=False),
        sa.Column("shown_to", sa.Text(), nullable=False),
        sa.Column("is_redacted", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shortlists")),
    )
    op.create_index(
        op.f("ix_shortlists_subject_id_made_at"),
        "shortlists",
        ["subject_id", "made_at"],
        unique=False,
    )
    op.create_table(
        "tokens",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("territory", sa.JSON(), nullable=True),
        sa.Column("secret_sha256", sa.String(length=64), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=True),
        sa.Column("revoked_at", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tokens")),
        sa.UniqueConstraint("secret_sha256", name=op.f("uq_tokens_secret_sha256")),
    )
    op.create_table(
        "vector_owners",
        sa.Column("owner_id", KEY, nullable=False),
        sa.Column("text_key", KEY, nullable=False),
        sa.PrimaryKeyConstraint("owner_id", "text_key", name=op.f("pk_vector_owners")),
    )
    op.create_table(
        "vectors",
        sa.Column("encoder_revision", KEY, nullable=False),
        sa.Column("text_key", KEY, nullable=False),
        sa.Column("vector", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("encoder_revision", "text_key", name=op.f("pk_vectors")),
    )
    op.create_table(
        "events",
        sa.Column("revision", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("family", sa.String(length=10), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.String(length=40), nullable=True),
        sa.Column("profile_id", KEY, nullable=False),
        sa.Column("opportunity_id", KEY, nullable=False),
        sa.Column("company_id", KEY, nullable=True),
        sa.Column("shortlist_id", sa.Uuid(), nullable=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("standing", sa.String(length=20), nullable=True),
        sa.Column("until_revision", sa.BigInteger(), nullable=True),
        sa.Column("shows_contact", sa.BigInteger(), nullable=False),
        sa.Column("shows_reply", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["shortlist_id"],
            ["shortlists.id"],
            name=op.f("fk_events_shortlist_id"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("revision", name=op.f("pk_events")),
    )
    op.create_index(
        "ix_events_contacts",
        "events",
        ["company_id", "shows_contact", "shows_reply"],
        unique=False,
        sqlite_where=sa.text("shows_contact + shows_reply > 0"),
        postgresql_where=sa.text("shows_contact + shows_reply > 0"),
    )
    op.create_index(op.f("ix_events_id"), "events", ["id"], unique=True)
    op.create_index(
        "ix_events_pending",
        "events",
        ["company_id", "standing"],
        unique=False,
        sqlite_where=sa.text("standing IS NOT NULL AND until_revision IS NULL"),
        postgresql_where=sa.text("standing IS NOT NULL AND until_revision IS NULL"),
    )
    op.create_index(
        "ix_events_places",
        "events",
        ["opportunity_id", "standing"],
        unique=False,
        sqlite_where=sa.text("standing IS NOT NULL AND until_revision IS NULL"),
        postgresql_where=sa.text("standing IS NOT NULL AND until_revision IS NULL"),
    )
    op.create_index(
        op.f("ix_events_profile_id_opportunity_id"),
        "events",
        ["profile_id", "opportunity_id"],
        unique=False,
    )
    op.create_index(op.f("ix_events_shortlist_id"), "events", ["shortlist_id"], unique=False)
    op.create_index(
        "uq_events_in_effect",
        "events",
        ["profile_id", "opportunity_id"],
        unique=True,
        sqlite_where=sa.text("standing IS NOT NULL AND until_revision IS NULL"),
        postgresql_where=sa.text("standing IS NOT NULL AND until_revision IS NULL"),
    )
    op.create_table(
        "shortlist_lines",
        sa.Column("shortlist_id", sa.Uuid(), nullable=False),
        sa.Column("rank", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("record_id", KEY, nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("score", sa.Double(), nullable=False),
        sa.Column("contributions", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["shortlist_id"],
            ["shortlists.id"],
            name=op.f("fk_shortlist_lines_shortlist_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("shortlist_id", "rank", name=op.f("pk_shortlist_lines")),
    )
    op.create_index(
        op.f("ix_shortlist_lines_record_id"), "shortlist_lines", ["record_id"], unique=False
    )
    counters = sa.table("counters", sa.column("name", sa.String), sa.column("value", sa.BigInteger))
    op.bulk_insert(counters, [{"name": "records", "value": 0}, {"name": "feedback", "value": 0}])
