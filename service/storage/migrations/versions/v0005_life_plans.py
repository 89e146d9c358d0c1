"""life plans, their signatures, incomes, and what was handed over."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

KEY = sa.String(200).with_variant(sa.String(200, collation="C"), "postgresql")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "life_plans",
        sa.Column("profile_id", KEY, nullable=False),
        sa.Column("version", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("base_version", sa.BigInteger(), nullable=False),
        sa.Column("is_beside", sa.Boolean(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("profile_id", "version", name=op.f("pk_life_plans")),
    )
    op.create_table(
        "plan_signatures",
        sa.Column("profile_id", KEY, nullable=False),
        sa.Column("version", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("party", sa.String(length=20), nullable=False),
        sa.Column("signed_on", sa.Date(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["profile_id", "version"],
            ["life_plans.profile_id", "life_plans.version"],
            name=op.f("fk_plan_signatures_profile_id_version"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("profile_id", "version", "party", name=op.f("pk_plan_signatures")),
    )
    op.create_table(
        "incomes",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("profile_id", KEY, nullable=False),
        sa.Column("opportunity_id", KEY, nullable=False),
        sa.Column("band", sa.String(length=20), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incomes")),
    )
    op.create_index(
        op.f("ix_incomes_profile_id_opportunity_id"), "incomes", ["profile_id", "opportunity_id"]
    )
    op.create_table(
        "handed_items",
        sa.Column("hand_over_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("profile_id", KEY, nullable=False),
        sa.Column("handed_on", sa.Date(), nullable=False),
        sa.Column("activity", sa.Text(), nullable=False),
        sa.Column("sector", sa.String(length=40), nullable=True),
        sa.Column("town", sa.Text(), nullable=False),
        sa.Column("region", sa.String(length=10), nullable=True),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("quantity", sa.BigInteger(), nullable=False),
        sa.Column("unit_price_centimes", sa.BigInteger(), nullable=False),
        sa.Column("receipt", sa.Text(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("hand_over_id", "position", name=op.f("pk_handed_items")),
    )
    op.create_index(op.f("ix_handed_items_profile_id"), "handed_items", ["profile_id"])
    op.create_index(op.f("ix_handed_items_handed_on"), "handed_items", ["handed_on"])
