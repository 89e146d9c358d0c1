"""local demand, and kits that were funded."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

KEY = sa.String(200).with_variant(sa.String(200, collation="C"), "postgresql")
MOMENT = sa.DateTime(timezone=True)
IN_FORCE = sa.text("until_revision IS NULL")


def upgrade() -> None:
    op.create_table(
        "demand",
        sa.Column("region", sa.String(length=10), nullable=False),
        sa.Column("sector", sa.String(length=40), nullable=False),
        sa.Column("revision", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("until_revision", sa.BigInteger(), nullable=True),
        sa.Column("level", sa.Double(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("region", "sector", "revision", name=op.f("pk_demand")),
    )
    op.create_table(
        "funded_kits",
        sa.Column("id", KEY, nullable=False),
        sa.Column("revision", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("until_revision", sa.BigInteger(), nullable=True),
        sa.Column("activity_id", KEY, nullable=False),
        sa.Column("region", sa.String(length=10), nullable=True),
        sa.Column("latitude", sa.Double(), nullable=True),
        sa.Column("longitude", sa.Double(), nullable=True),
        sa.Column("started_on", sa.Date(), nullable=False),
        sa.Column("alive_months", sa.BigInteger(), nullable=False),
        sa.Column("stopped_on", sa.Date(), nullable=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", "revision", name=op.f("pk_funded_kits")),
    )
    op.create_index(
        "uq_funded_kits_current",
        "funded_kits",
        ["id"],
        unique=True,
        sqlite_where=IN_FORCE,
        postgresql_where=IN_FORCE,
    )
